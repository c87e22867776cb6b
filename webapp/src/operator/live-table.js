/** A table whose rows change all the time, and which can be read and used all the same. */

import { sorted } from './order.js';

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
  #elements = new Map();
  #rows = [];
  #key;
  #descending;
  #most;
  #otherwise;

  /**
   * @param {HTMLTableElement} table an empty one
   * @param {Column[]} columns
   * @param {(row: object) => string} identity what makes a row the same row as before
   * @param {object} options
   * @param {string | null} options.key the column that it is sorted by at first; null: as the rows come
   * @param {boolean} options.descending the order of that
   * @param {number} options.most how many rows are shown at most, of those that come first
   * @param {HTMLElement | null} options.otherwise gets the focus when the row that had it goes and none is left
   */
  constructor(table, columns, identity, { key = null, descending = false, most = Infinity, otherwise = null } = {}) {
    this.#table = table;
    this.#columns = columns;
    this.#identity = identity;
    this.#key = key;
    this.#descending = descending;
    this.#most = most;
    this.#otherwise = otherwise;
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
    this.#show(false);
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

  /** @param {object[]} rows all that there is from now on */
  show(rows) {
    this.#rows = rows;
    this.#show(true);
  }

  /** @param {boolean} gently whether rows stay where they are that somebody is about to click on */
  #show(gently) {
    const column = this.#columns.find(({ key }) => key === this.#key);
    const ordered = column ? sorted(this.#rows, column.value, this.#descending) : this.#rows;
    const rows = ordered.slice(0, this.#most);
    this.#table.hidden = rows.length === 0;
    rows.forEach((row) => this.#update(row));
    this.#removeOthers(new Set(rows.map(this.#identity)));
    this.#place(rows.map((row) => this.#elements.get(this.#identity(row))), gently);
  }

  #removeOthers(present) {
    for (const [identity, element] of this.#elements) {
      if (!present.has(identity)) {
        const neighbour = element.nextElementSibling ?? element.previousElementSibling;
        const focused = element.contains(document.activeElement);
        element.remove();
        this.#elements.delete(identity);
        if (focused) {
          (neighbour?.querySelector('button') ?? this.#otherwise)?.focus();
        }
      }
    }
  }

  #update(row) {
    const identity = this.#identity(row);
    let element = this.#elements.get(identity);
    if (!element) {
      element = document.createElement('tr');
      element.append(...this.#columns.map((column) => cellOf(column, row)));
      this.#elements.set(identity, element);
    }
    this.#columns.forEach((column, index) => {
      const cell = element.children[index];
      const text = column.text?.(row);
      if (text !== undefined && cell.textContent !== text) {
        cell.textContent = text;
      }
    });
  }

  #place(wanted, gently) {
    const busy = gently && (this.#body.matches(':hover') || this.#body.contains(document.activeElement));
    if (busy) {
      this.#body.append(...wanted.filter((element) => !element.isConnected));
    } else if (wanted.some((element, index) => this.#body.children[index] !== element)) {
      this.#body.append(...wanted);
    }
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
