/**
 * Stands in for noVNC's own log (the build sees to that). noVNC says why it gave up on a server only there, so the
 * last error is kept for the page to show. The names are noVNC's.
 */

let last = '';

/** Forgets the last error. */
export function forgetLastError() {
  last = '';
}

/** @returns {string} the last error's text since it was forgotten; may be empty */
export function lastError() {
  return last;
}

export function Debug() {}
export function Info() {}
export function Warn() {}

export function Error(message) {
  last = String(message);
}
