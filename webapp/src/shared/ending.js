/**
 * Why a session is over, in words for a person. Pure: takes what is known, gives back what to show.
 *
 * @typedef {object} Ending
 * @property {string} heading what happened, in a few words
 * @property {string} text what it means and what to do about it
 * @property {number | null} code the WebSocket's close code; null if the browser's side ended the session
 * @property {string} reason the short reason as it was received; may be empty
 * @property {boolean} [passing] whether it may be otherwise in a moment, so that another attempt is worth it
 * @property {import('./refusal.js').Answer} [answer] to a plain request, for a WebSocket that never opened
 */

import { words } from './words.js';

/** The network or the gateway went away, the target reset, no room, the target is not there (it may be starting). */
const PASSING_CODES = [1001, 1006, 1011, 1012, 1013, 1014];

/** Too many, or something on the way is not ready. 426: by now the gateway is there, which it was not a moment ago. */
const PASSING_STATUSES = [408, 426, 429, 500, 502, 503, 504];

/**
 * Explains a WebSocket that was closed.
 *
 * @param {number} code the close event's code
 * @param {string} reason the close event's reason
 * @param {boolean} worked whether the desktop (or whatever the session carries) had already appeared
 * @returns {Ending}
 */
export function closed(code, reason, worked) {
  if (code === 1000 && !worked) {
    return ending(words.atOnce, code, reason);
  }
  const known = Object.hasOwn(words.reasons, reason) ? words.reasons[reason] : words.codes[code];
  return { ...ending(known ?? words.otherwise, code, reason), passing: PASSING_CODES.includes(code) };
}

/**
 * Explains a WebSocket that never opened, from the answer to a plain request for the same route.
 *
 * @param {import('./refusal.js').Answer} answer
 * @returns {Ending}
 */
export function neverOpened(answer) {
  const code = 1006;
  if (answer.kind === 'silent') {
    return { ...ending(words.silent, code, 'no answer'), answer, passing: true };
  }
  if (answer.kind === 'redirect') {
    return { ...ending(words.redirected, code, 'redirected'), answer, passing: false };
  }
  const { status, title, detail } = answer;
  const passing = PASSING_STATUSES.includes(status);
  if (status === 426) {
    return { ...ending(words.notOpened, code, 'WebSocket not opened'), answer, passing };
  }
  const saying = words.statuses[status] ?? [title || words.refused[0], detail || words.refused[1]];
  return { ...ending(saying, code, `status ${status}${title ? `, ${title}` : ''}`), answer, passing };
}

/**
 * Explains a session that was ended by the page itself, or by what the session carried.
 *
 * @param {[string, string]} saying heading and text
 * @param {string} reason the short reason; may be empty
 * @returns {Ending}
 */
export function endedHere(saying, reason) {
  return ending(saying, null, reason);
}

function ending([heading, text], code, reason) {
  return { heading, text, code, reason };
}

/**
 * @param {Ending} ending
 * @returns {string} code and reason on one line, for a person to pass on; may be empty
 */
export function codeLine({ code, reason }) {
  return code === null ? reason : words.code(code, reason);
}
