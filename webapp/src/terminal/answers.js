/**
 * What xterm.js answers or reports by itself (XTerm Control Sequences): the focus that comes and goes, the mouse, the
 * cursor's place, what the terminal is and can, its colours. No key makes any of it, but for F3 with Shift or Ctrl,
 * which looks like the cursor's place.
 */
const ANSWER = /^\u001b(\[[IO]|\[[M<].+|\[[?>]?[\d;]*\$?[cnRty]|[P\]].+)$/s;

/**
 * @param {string} text what xterm.js gives out at once
 * @returns {boolean} whether it is xterm.js' own, and nothing that somebody has typed
 */
export function isAnswer(text) {
  return ANSWER.test(text);
}
