/** Bytes as people write them: to and from hex. Pure. */

/**
 * What a person typed as hex: two digits a byte. Blanks, commas, colons and `0x` between bytes do not matter.
 *
 * @param {string} text
 * @returns {{bytes: Uint8Array} | {problem: 'digit' | 'half', at: number, found: string}} `digit`: what was found there
 *     is no hex digit; `half`: a byte's second digit is missing after what was found. Places count from 1.
 */
export function parseHex(text) {
  const bytes = [];
  for (const { 0: word, index } of text.matchAll(/[^\s,:]+/g)) {
    const start = /^0x/i.test(word) ? 2 : 0;
    const digits = word.slice(start);
    const wrong = digits.search(/[^0-9a-f]/i);
    if (wrong >= 0) {
      const [found] = digits.slice(wrong);
      return { problem: 'digit', at: index + start + wrong + 1, found };
    }
    if (digits.length % 2 === 1 || digits.length === 0) {
      return { problem: 'half', at: index + word.length, found: word };
    }
    for (let i = 0; i < digits.length; i += 2) {
      bytes.push(Number.parseInt(digits.slice(i, i + 2), 16));
    }
  }
  return { bytes: Uint8Array.from(bytes) };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} width bytes a line
 * @returns {string} lines of offset, hex and ASCII, as `hexdump -C` writes them
 */
export function dump(bytes, width) {
  const lines = [];
  for (let offset = 0; offset < bytes.length; offset += width) {
    const some = Array.from(bytes.subarray(offset, offset + width));
    const hex = some.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(width * 3 - 1);
    const ascii = some.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${hex}  ${ascii}`);
  }
  return lines.join('\n');
}
