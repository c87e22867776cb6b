/** What an operator can do, asked of the gateway. */

import { readProblem } from '../shared/refusal.js';
import { words } from './words.js';

/** Longer than the gateway takes at most to read its configuration again. */
const PATIENCE_MILLISECONDS = 15000;

/**
 * @param {string} method
 * @param {URL} address
 * @returns {Promise<string | null>} what went wrong, for a person; null if nothing did
 */
export async function operate(method, address) {
  try {
    const response = await fetch(address, { method, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    if (response.ok) {
      return null;
    }
    return words.failed(response.status, readProblem(response.status, await response.text()).detail);
  } catch {
    return words.noAnswer;
  }
}
