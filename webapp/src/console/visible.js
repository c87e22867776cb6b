/** Text of which everything can be seen. Pure. */

/** Controls of ASCII and of C1, and what turns the direction of writing or takes no room. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

const NAMES = ['NUL', 'SOH', 'STX', 'ETX', 'EOT', 'ENQ', 'ACK', 'BEL', 'BS', 'HT', 'LF', 'VT', 'FF', 'CR', 'SO', 'SI',
  'DLE', 'DC1', 'DC2', 'DC3', 'DC4', 'NAK', 'SYN', 'ETB', 'CAN', 'EM', 'SUB', 'ESC', 'FS', 'GS', 'RS', 'US'];

/**
 * @param {string} text
 * @returns {string} the same, with a name in place of each character that cannot be seen; a line feed ends the line, too
 */
export function visible(text) {
  return text.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    const name = code === 0x7f ? 'DEL' : NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return character === '\n' ? '‹LF›\n' : `‹${name}›`;
  });
}
