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

function compare(one, other) {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), undefined, { numeric: true });
}
