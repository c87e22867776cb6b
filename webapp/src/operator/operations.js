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

/**
 * @param {{at: string} | null} before the reload that was known when another was asked for in vain
 * @param {{at: string, outcome: string} | null} now the one that is known by now
 * @returns {boolean} whether a reload has succeeded since
 */
export function reloadedSince(before, now) {
  return now !== null && now.outcome === 'applied' && now.at !== before?.at;
}
