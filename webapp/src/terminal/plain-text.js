/** More of a stranger's text than this is not shown. */
const LONGEST = 4000;

/**
 * What a server says outside of the terminal, for a page to show: without the characters that control a screen or turn
 * the direction of writing.
 *
 * @param {string} text
 * @returns {string}
 */
export function plainText(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .slice(0, LONGEST)
    .trimEnd();
}
