/**
 * The routes that this user may open, as the gateway lists them.
 *
 * @typedef {object} Route
 * @property {string} path as in `/vnc/desk1`, not percent-encoded
 * @property {string} title never empty: the path if the gateway gives none
 * @property {string} viewer `vnc`, `ssh`, `console` or `none`
 * @property {string | null} group what it is listed under
 * @property {number} sessions how many are open now
 * @property {boolean | null} reachable whether its target takes connections; null: not known
 *
 * @typedef {object} RouteList
 * @property {Route[]} routes
 * @property {boolean} login whether there may be more after a log-in, and the browser can be asked for one
 * @property {boolean} failed whether what the browser sent to log in was not accepted, because it has run out, say
 */

import { problemWithPath } from './address.js';
import { words } from './words.js';

const PATIENCE_MILLISECONDS = 10000;

/**
 * @param {URL} application the application's own folder, ending in a slash
 * @returns {Promise<RouteList>}
 * @throws {Error} with a message for a person
 */
export function loadRoutes(application) {
  return load(new URL('view/routes.json', application));
}

/**
 * The same, for somebody who wants to see how the routes are: the gateway looks whether their targets can be reached,
 * and knows it when it is asked again.
 *
 * @param {URL} application the application's own folder, ending in a slash
 * @returns {Promise<RouteList>}
 * @throws {Error} with a message for a person
 */
export function checkRoutes(application) {
  return load(new URL('view/routes.json?check', application));
}

async function load(address) {
  let response;
  let body;
  try {
    response = await fetch(address, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    body = await response.text();
  } catch {
    throw new Error(words.unreachable);
  }
  if (!response.ok) {
    throw new Error(words.answeredStatus(response.status));
  }
  return readRoutes(body);
}

/**
 * @param {string} body
 * @returns {RouteList}
 * @throws {Error} with a message for a person
 */
export function readRoutes(body) {
  let answer = null;
  try {
    answer = JSON.parse(body);
  } catch {
    // Not JSON at all: said below.
  }
  const list = answer?.routes;
  if (!Array.isArray(list) || list.some((route) => typeof route?.path !== 'string' || problemWithPath(route.path))) {
    throw new Error(words.notAList);
  }
  const routes = list.map(({ path, title, viewer, group, sessions, reachable }) => ({
    path, title: title || path, viewer, group: group || null, sessions: sessions ?? 0, reachable: reachable ?? null,
  }));
  return { routes, login: answer.login === true, failed: answer['login-failed'] === true };
}
