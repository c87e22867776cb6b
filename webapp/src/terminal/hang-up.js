import { words } from './words.js';

/** Where a person is at work, and a server waits for them, but not for ever. */
const UNTIL_LOGGED_IN = ['checkingKey', 'loggingIn'];

/** @typedef {import('../shared/ending.js').Ending} Ending */

/**
 * Says what it means that a server has hung up without a word before anybody was logged in.
 *
 * @param {Ending} ending
 * @param {string} stage where the session was when it ended
 * @returns {Ending}
 */
export function endingAt(stage, ending) {
  if (!UNTIL_LOGGED_IN.includes(stage) || ending.code !== 1000 || ending.reason !== '') {
    return ending;
  }
  const [heading, text] = words.notWaited;
  return { ...ending, heading, text };
}
