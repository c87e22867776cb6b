/** Which rows of a table are shown, and in which order. Pure. */

/**
 * @param {object[]} rows
 * @param {string} filter words that must all be found, whatever their case; empty for all rows
 * @param {(row: object) => string[]} texts what is looked through
 * @returns {object[]}
 */
export function filtered(rows, filter, texts) {
  const wanted = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = texts(row).join('\n').toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

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

function compare(one, other) {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), undefined, { numeric: true });
}
