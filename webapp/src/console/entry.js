/** Where a person writes what is to be sent. */

import { parseHex } from './hex.js';
import { History } from './history.js';
import { encodeText } from './outgoing.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);

export class Entry {
  #form = find('entry');
  #field = find('field');
  #mode = find('mode');
  #lineEnd = find('line-end');
  #history = new History();
  #send;

  /**
   * @param {{mode: string, lineEnd: string}} choices
   * @param {(bytes: Uint8Array) => boolean} send whether it went out
   * @param {(choices: {mode: string, lineEnd: string}) => void} chosen
   */
  constructor({ mode, lineEnd }, send, chosen) {
    this.#send = send;
    this.#mode.value = mode;
    this.#lineEnd.value = lineEnd;
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#field.addEventListener('keydown', (event) => this.#pressed(event));
    this.#field.addEventListener('input', () => this.#fit());
    for (const select of [this.#mode, this.#lineEnd]) {
      select.addEventListener('change', () => {
        this.#arrange();
        chosen({ mode: this.#mode.value, lineEnd: this.#lineEnd.value });
      });
    }
    this.#field.setAttribute('aria-label', words.field);
    this.#arrange();
  }

  focus() {
    this.#field.focus();
  }

  #arrange() {
    const hex = this.#mode.value === 'hex';
    find('line-end-field').hidden = hex;
    this.#field.placeholder = hex ? words.hexHint : words.textHint;
    this.#complain('');
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value;
    const bytes = this.#bytes(text);
    if (bytes === null) {
      this.#field.focus();
      return;
    }
    if (!this.#send(bytes)) {
      this.#complain(words.notOpen);
      return;
    }
    this.#history.add(text);
    this.#put('');
    this.#field.focus();
  }

  /** What is to be sent; null, and why, if that cannot be said. */
  #bytes(text) {
    let bytes;
    if (this.#mode.value === 'hex') {
      const read = parseHex(text);
      if (read.problem) {
        this.#complain((read.problem === 'digit' ? words.notHex : words.halfByte)(read.at, read.found));
        return null;
      }
      ({ bytes } = read);
    } else {
      bytes = encodeText(text, this.#lineEnd.value);
    }
    if (bytes.length === 0) {
      this.#complain(words.nothing);
      return null;
    }
    return bytes;
  }

  #pressed(event) {
    const { key, shiftKey, isComposing } = event;
    if (isComposing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const { value, selectionStart, selectionEnd } = this.#field;
    if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) {
      event.preventDefault();
      this.#put(this.#history.back(value));
    } else if (key === 'ArrowDown' && !value.slice(selectionEnd).includes('\n')) {
      event.preventDefault();
      this.#put(this.#history.forth(value));
    }
  }

  #put(text) {
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.#fit();
  }

  /** As many lines as the text has, up to some; what was wrong with it may be wrong no longer. */
  #fit() {
    this.#field.rows = Math.min(this.#field.value.split('\n').length, 6);
    this.#complain('');
  }

  #complain(text) {
    find('problem').textContent = text;
    this.#field.setAttribute('aria-invalid', String(text !== ''));
  }
}
