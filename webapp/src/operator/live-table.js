/** A table whose rows change all the time, and which can be read and used all the same. */

import { kept, sorted } from './order.js';

/**
 * @typedef {object} Column
 * @property {string} key names it among its table's columns
 * @property {string} heading what stands above it
 * @property {string} [label] what a screen reader says, where the heading is empty
 * @property {(row: object) => string} [text] what a cell shows
 * @property {(row: object) => string | number} [value] what the rows are sorted by; none: not sorted by this
 * @property {(row: object) => Node} [content] what a cell holds from the start on, instead of a text
 * @property {boolean} [amount] whether it is a number, which stands at the right
 */

export class LiveTable {
  #table;
  #columns;
  #identity;
  #body = document.createElement('tbody');
  /** In their order, by what makes them the same row. */
  #elements = new Map();
  #rows = [];
  #key;
  #descending;
  #most;
  #otherwise;
  #reordered;

  /**
   * @param {HTMLTableElement} table an empty one
   * @param {Column[]} columns
   * @param {(row: object) => string} identity what makes a row the same row as before
   * @param {object} options
   * @param {string | null} options.key the column that it is sorted by at first; null: as the rows come
   * @param {boolean} options.descending the order of that
   * @param {number} options.most how many rows are shown at most, of those that come first
   * @param {HTMLElement | null} options.otherwise gets the focus when the row that had it goes and none is left
   * @param {() => void} options.reordered called when somebody has chosen another order; rows are still in the old one
   */
  constructor(table, columns, identity,
    { key = null, descending = false, most = Infinity, otherwise = null, reordered = () => this.showAnew(this.#rows) } = {}) {
    this.#table = table;
    this.#columns = columns;
    this.#identity = identity;
    this.#key = key;
    this.#descending = descending;
    this.#most = most;
    this.#otherwise = otherwise;
    this.#reordered = reordered;
    const head = document.createElement('thead');
    head.append(document.createElement('tr'));
    head.firstElementChild.append(...columns.map((column) => this.#heading(column)));
    table.append(head, this.#body);
    this.#markOrder();
  }

  #heading(column) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.dataset.column = column.key;
    cell.classList.toggle('amount', column.amount === true);
    if (column.value) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = column.heading;
      button.addEventListener('click', () => this.#sortBy(column));
      cell.append(button);
    } else if (column.label) {
      const label = document.createElement('span');
      label.className = 'unseen';
      label.textContent = column.label;
      cell.append(label);
    } else {
      cell.textContent = column.heading;
    }
    return cell;
  }

  #sortBy(column) {
    this.#descending = this.#key === column.key ? !this.#descending : column.amount === true;
    this.#key = column.key;
    this.#markOrder();
    this.#reordered();
  }

  #markOrder() {
    for (const cell of this.#table.querySelectorAll('th')) {
      if (cell.dataset.column === this.#key) {
        cell.setAttribute('aria-sort', this.#descending ? 'descending' : 'ascending');
      } else {
        cell.removeAttribute('aria-sort');
      }
    }
  }

  /** @returns {string | null} the column that it is sorted by */
  get key() {
    return this.#key;
  }

  /** @returns {boolean} whether it is sorted the other way round */
  get descending() {
    return this.#descending;
  }

  /**
   * Rows that somebody is about to click on stay where they are, even when they are gone.
   *
   * @param {object[]} rows all that there is from now on
   */
  show(rows) {
    this.#rows = rows;
    const focused = document.activeElement;
    // A dialog asks about a row, and gives the focus back to it.
    const busy = this.#body.matches(':hover') || this.#body.contains(focused) || focused?.closest('dialog');
    const { wanted, found } = this.#ordered();
    this.#fill(busy ? kept(Array.from(this.#elements.keys()), wanted, this.#most) : wanted, found);
  }

  /** @param {object[]} rows all that there is from now on; somebody has just asked for them */
  showAnew(rows) {
    this.#rows = rows;
    const { wanted, found } = this.#ordered();
    this.#fill(wanted, found);
  }

  #ordered() {
    const column = this.#columns.find(({ key }) => key === this.#key);
    const ordered = column ? sorted(this.#rows, column.value, this.#descending) : this.#rows;
    const found = new Map(ordered.map((row) => [this.#identity(row), row]));
    return { wanted: Array.from(found.keys()).slice(0, this.#most), found };
  }

  /**
   * @param {string[]} wanted which rows to show
   * @param {Map<string, object>} found what they are; those that are not among these are gone
   */
  #fill(wanted, found) {
    const before = this.#elements;
    this.#elements = new Map(wanted.map((identity) => [identity, before.get(identity) ?? this.#element(found.get(identity))]));
    for (const [identity, element] of this.#elements) {
      const row = found.get(identity);
      markGone(element, !row);
      if (row) {
        this.#update(element, row);
      }
    }
    this.#table.hidden = wanted.length === 0;
    this.#removeOthers(before);
    this.#place(Array.from(this.#elements.values()));
  }

  #removeOthers(before) {
    for (const [identity, element] of before) {
      if (!this.#elements.has(identity)) {
        const neighbour = element.nextElementSibling ?? element.previousElementSibling;
        const focused = element.contains(document.activeElement);
        element.remove();
        if (focused) {
          (neighbour?.querySelector('button') ?? this.#otherwise)?.focus();
        }
      }
    }
  }

  #element(row) {
    const element = document.createElement('tr');
    element.append(...this.#columns.map((column) => cellOf(column, row)));
    return element;
  }

  #update(element, row) {
    this.#columns.forEach((column, index) => {
      const cell = element.children[index];
      const text = column.text?.(row);
      if (text !== undefined && cell.textContent !== text) {
        cell.textContent = text;
      }
    });
  }

  #place(elements) {
    const first = elements.findIndex((element, index) => this.#body.children[index] !== element);
    if (first >= 0) {
      const focused = document.activeElement;
      this.#body.append(...elements.slice(first));
      if (this.#body.contains(focused)) {
        // What is moved loses it.
        focused.focus({ preventScroll: true });
      }
    }
  }
}

/** Its buttons do nothing, but keep the focus: a disabled one would lose it. */
function markGone(element, gone) {
  element.classList.toggle('gone', gone);
  for (const button of element.querySelectorAll('button')) {
    button.setAttribute('aria-disabled', String(gone));
  }
}

function cellOf(column, row) {
  const cell = document.createElement('td');
  cell.dataset.column = column.key;
  cell.classList.toggle('amount', column.amount === true);
  if (column.content) {
    cell.append(column.content(row));
  }
  return cell;
}
