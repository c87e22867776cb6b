/** What a person typed, as the bytes that are sent. Pure. */

const LINE_ENDS = { none: '', lf: '\n', cr: '\r', crlf: '\r\n' };

/** The names of the line ends. */
export const lineEnds = Object.keys(LINE_ENDS);

/**
 * @param {string} text lines of it are separated by line feeds
 * @param {'none' | 'lf' | 'cr' | 'crlf'} lineEnd what each line ends with; with `none`, lines stay separated as they are
 * @returns {Uint8Array} UTF-8
 */
export function encodeText(text, lineEnd) {
  const end = LINE_ENDS[lineEnd];
  return new TextEncoder().encode(end === '' ? text : text.replaceAll('\n', end) + end);
}
