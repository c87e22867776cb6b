/**
 * The keys below the bar: a field that brings up a phone's keyboard, keys that such keyboards lack, and keys that stay
 * down until they are pressed again.
 */

import { Toolbar } from '../shared/toolbar.js';
import { keysBetween, namedKey } from './typing.js';

const find = (id) => document.getElementById(id);

/** There must be something that the backspace key can take away: soft keyboards say nothing of it in an empty field. */
const FILLING = '_'.repeat(64);

/** Where the field is emptied, so that it does not grow for ever. */
const LONGEST = 4 * FILLING.length;

/** noVNC's sendKey takes the physical key's name, too: where it is missing the symbol alone is sent. */
const UNKNOWN = undefined;

export class Keys {
  #strip = find('keys');
  #button = find('keys-button');
  #field = find('typing');
  #held = Array.from(this.#strip.querySelectorAll('[data-held]'));
  #send;
  #changed;
  #before = FILLING;

  /**
   * @param {(keysym: number, code: string | undefined, down?: boolean) => void} send a key; without `down`, press and
   *     release
   * @param {() => void} changed called when the keys have come or gone
   */
  constructor(send, changed) {
    this.#send = send;
    this.#changed = changed;
    new Toolbar(this.#strip);
    this.#button.addEventListener('click', () => (this.shown ? this.hide() : this.#show()));
    this.#field.addEventListener('input', (event) => this.#typed(event));
    this.#field.addEventListener('keydown', (event) => this.#pressed(event));
    // A click on a key must not send the phone's keyboard away.
    this.#strip.addEventListener('pointerdown', (event) => {
      if (event.target !== this.#field) {
        event.preventDefault();
      }
    });
    this.#strip.addEventListener('mousedown', (event) => {
      if (event.target !== this.#field) {
        event.preventDefault();
      }
    });
    this.#strip.addEventListener('click', ({ target }) => {
      const button = target.closest('button');
      if (button?.dataset.key) {
        this.#send(namedKey(button.dataset.key), button.dataset.key);
      } else if (button) {
        this.#hold(button, button.getAttribute('aria-pressed') !== 'true');
      }
    });
  }

  /** @returns {boolean} whether the keys are there */
  get shown() {
    return !this.#strip.hidden;
  }

  hide() {
    this.letGo();
    this.#strip.hidden = true;
    this.#button.setAttribute('aria-pressed', 'false');
    this.#changed();
  }

  /** Releases the keys that stay down. */
  letGo() {
    for (const button of this.#held) {
      if (button.getAttribute('aria-pressed') === 'true') {
        this.#hold(button, false);
      }
    }
  }

  #show() {
    this.#strip.hidden = false;
    this.#button.setAttribute('aria-pressed', 'true');
    this.#empty();
    this.#field.focus();
    this.#changed();
  }

  #hold(button, down) {
    const name = button.dataset.held;
    button.setAttribute('aria-pressed', String(down));
    this.#send(namedKey(name), `${name}Left`, down);
  }

  #typed({ isComposing }) {
    if (isComposing) {
      return;
    }
    for (const keysym of keysBetween(this.#before, this.#field.value)) {
      this.#send(keysym, UNKNOWN);
    }
    this.#before = this.#field.value;
    if (this.#before.length > LONGEST || this.#before.length < FILLING.length / 2) {
      this.#empty();
    }
  }

  /** Keys that do not change the text; the others come as input. Browsers cannot say which ones in a composition. */
  #pressed(event) {
    const keysym = namedKey(event.key);
    if (event.isComposing || keysym === undefined || ['Backspace', 'Control', 'Alt', 'Meta'].includes(event.key)) {
      return;
    }
    if (event.key === 'Tab') {
      // The way on for the keyboard; there is a button for the desktop's.
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#send(keysym, event.code || UNKNOWN);
  }

  #empty() {
    this.#field.value = FILLING;
    this.#field.setSelectionRange(FILLING.length, FILLING.length);
    this.#before = FILLING;
  }
}
