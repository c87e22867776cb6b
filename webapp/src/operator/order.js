/** In which order a table's rows are shown. Pure. */

/**
 * @param {object[]} rows
 * @param {(row: object) => string | number} value what is compared
 * @param {boolean} descending
 * @returns {object[]} a new array; rows of the same value stay in their order
 */
export function sorted(rows, value, descending) {
  const direction = descending ? -1 : 1;
  return rows.toSorted((one, other) => direction * compare(value(one), value(other)));
}

/**
 * What a table shows while somebody may be about to click on a row of it: nothing moves, and nothing goes.
 *
 * @param {string[]} shown which rows it shows, in their order
 * @param {string[]} wanted which it would show otherwise
 * @param {number} most how many at most
 * @returns {string[]} those that it shows, where they are, and below them the new ones for which there is room
 */
export function kept(shown, wanted, most) {
  const present = new Set(shown);
  const added = wanted.filter((identity) => !present.has(identity));
  return [...shown, ...added.slice(0, Math.max(most - shown.length, 0))];
}

function compare(one, other) {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), undefined, { numeric: true });
}
