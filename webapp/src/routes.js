/**
 * The routes that this user may open, as the gateway lists them.
 *
 * @typedef {object} Route
 * @property {string} path as in `/vnc/desk1`, not percent-encoded
 * @property {string} title never empty: the path if the gateway gives none
 * @property {string} viewer `vnc`, `ssh`, `console` or `none`
 */

import { problemWithPath } from './address.js';

const PATIENCE_MILLISECONDS = 10000;

/**
 * @param {URL} application the application's own folder, ending in a slash
 * @returns {Promise<Route[]>}
 * @throws {Error} with a message for a person
 */
export async function loadRoutes(application) {
  let response;
  let body;
  try {
    response = await fetch(new URL('view/routes.json', application), {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    body = await response.text();
  } catch {
    throw new Error('The gateway cannot be reached.');
  }
  if (!response.ok) {
    throw new Error(`The gateway answered with status ${response.status}.`);
  }
  return readRoutes(body);
}

/**
 * @param {string} body
 * @returns {Route[]}
 * @throws {Error} with a message for a person
 */
export function readRoutes(body) {
  let list;
  try {
    list = JSON.parse(body).routes;
  } catch {
    // Not JSON at all: said below.
  }
  if (!Array.isArray(list) || list.some((route) => typeof route?.path !== 'string' || problemWithPath(route.path))) {
    throw new Error('The gateway’s answer is not a list of routes. Perhaps your login has run out: reload the page.');
  }
  return list.map(({ path, title, viewer }) => ({ path, title: title || path, viewer }));
}
