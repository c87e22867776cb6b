/**
 * Which routes are listed, and how. Pure: nothing here looks at the page.
 *
 * @typedef {import('../shared/routes.js').Route} Route
 */

import { finder } from '../shared/finding.js';

/**
 * @param {Route[]} routes
 * @param {string} query words, all of which a route's title, path or group must contain, in any order
 * @returns {Route[]} those that match, in their order
 */
export function matching(routes, query) {
  const found = finder(query);
  return routes.filter(({ title, path, group }) => found([title, path, group ?? '']));
}

/**
 * @param {Route[]} routes
 * @returns {{name: string | null, routes: Route[]}[]} those without a group first, then the groups, each where its first
 *     route stands
 */
export function grouped(routes) {
  const groups = new Map([[null, []]]);
  for (const route of routes) {
    const name = route.group ?? null;
    groups.set(name, [...(groups.get(name) ?? []), route]);
  }
  return [...groups].map(([name, members]) => ({ name, routes: members })).filter(({ routes: { length } }) => length > 0);
}

/**
 * @param {Route[]} routes
 * @returns {string} the same for two lists that differ only in how the routes are now
 */
export function outline(routes) {
  return JSON.stringify(routes.map(({ path, title, group, viewer }) => [path, title, group, viewer]));
}

/**
 * @param {Route[]} before
 * @param {Route[]} now
 * @returns {Route[]} those whose target can be reached now and could not before, or the other way round
 */
export function changed(before, now) {
  const known = new Map(before.map(({ path, reachable }) => [path, reachable]));
  return now.filter(({ path, reachable }) => typeof reachable === 'boolean' && known.get(path) === !reachable);
}
