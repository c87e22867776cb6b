/**
 * From a route's path to the addresses that belong to it. Pure: nothing here looks at the page.
 *
 * A route's path comes from a query string, so anybody can put anything there. An address made here always
 * lies on the host and below the folder that it was given: whatever could lead away is refused.
 */

import { words } from './words.js';

/**
 * Says why a path cannot be a route's path.
 *
 * @param {string | null} path as in `/vnc/desk1`, not percent-encoded
 * @returns {string | null} the reason in plain words, or null if the path will do
 */
export function problemWithPath(path) {
  if (!path) {
    return words.noRoute;
  }
  if (!path.startsWith('/')) {
    return words.noSlash;
  }
  if (path.startsWith('//')) {
    return words.twoSlashes;
  }
  if (path.includes('\\')) {
    return words.backslash;
  }
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) {
    return words.dots;
  }
  return null;
}

/** What RFC 9110 calls a token: a WebSocket's subprotocol, in which a ticket is sent, is one. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * @param {string | null} ticket from a link; null for none
 * @returns {boolean} whether it can be sent: if not, it is no ticket, or has something stuck to it
 */
export function canBeSent(ticket) {
  return ticket === null || TOKEN.test(ticket);
}

/**
 * @param {string} path a route's path
 * @param {URL} application the application's own folder, ending in a slash
 * @returns {URL} where the route answers plain HTTP requests
 * @throws {RangeError} if the path cannot be a route's path
 */
export function routeAddress(path, application) {
  const problem = problemWithPath(path);
  if (problem) {
    throw new RangeError(problem);
  }
  const address = new URL(application);
  const segments = path.slice(1).split('/').map(encodeURIComponent);
  address.pathname = application.pathname + segments.join('/');
  address.search = '';
  address.hash = '';
  return address;
}

/**
 * @param {string} path a route's path
 * @param {URL} application the application's own folder, ending in a slash
 * @returns {URL} where the route answers WebSocket handshakes: wss if the page came over https, otherwise ws
 * @throws {RangeError} if the path cannot be a route's path
 */
export function socketAddress(path, application) {
  const address = routeAddress(path, application);
  return new URL(address.href.replace(/^http/, 'ws'));
}

/**
 * @param {string} viewer `vnc`, `ssh` or `console`
 * @param {string} path a route's path
 * @returns {string} the viewer's address for it, relative to the application's folder
 */
export function viewerLink(viewer, path) {
  return `view/${viewer}.html?route=${encodeURIComponent(path)}`;
}
