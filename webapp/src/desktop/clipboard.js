/**
 * The clipboard, both ways. By itself where the browser lets the page read and write without asking each time, and
 * where the person wants that; by hand in a pane otherwise.
 */

import { copyFrom, written } from '../shared/copying.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);

export class Clipboard {
  #from = find('from-desktop');
  #to = find('to-desktop');
  #automatic = find('automatic');
  #paste;
  #choose;

  /** Whether the person wants it to happen by itself. */
  #wanted;

  /** What both sides have: not to be passed on again. */
  #shared = null;

  /** Of the permission to read: `granted`, `prompt`, `denied`; or `unknown`, where the browser asks at each time. */
  #permission = 'unknown';

  /**
   * @param {boolean} wanted whether it is to happen by itself
   * @param {(text: string) => void} paste gives text to the desktop
   * @param {(wanted: boolean) => void} choose what the person chose
   */
  constructor(wanted, paste, choose) {
    this.#wanted = wanted;
    this.#paste = paste;
    this.#choose = choose;
    this.#automatic.addEventListener('change', () => this.#switch());
    find('send').addEventListener('click', () => this.#sendByHand());
    find('copy').addEventListener('click', () => this.#copyByHand());
    window.addEventListener('focus', () => this.offer());
    this.#watchPermission();
  }

  /** A new session, which knows nothing of what was copied here. */
  begin() {
    this.#shared = null;
    this.offer();
  }

  /** The desktop has a text. */
  async receive(text) {
    this.#from.value = text;
    this.#say('');
    this.#shared = text;
    if (!this.#works || !await written(text)) {
      find('clipboard-button').dataset.news = '';
    }
  }

  /** The pane has been opened. */
  seen() {
    delete find('clipboard-button').dataset.news;
    this.#say('');
  }

  /** Gives the desktop what has been copied here since, if that may happen by itself. */
  async offer() {
    if (!this.#works || !document.hasFocus()) {
      return;
    }
    let text;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      // No text, or the page has lost the focus meanwhile.
      return;
    }
    if (text && text !== this.#shared) {
      this.#give(text);
    }
  }

  get #works() {
    return this.#wanted && this.#permission === 'granted';
  }

  #give(text) {
    this.#shared = text;
    this.#paste(text);
  }

  async #watchPermission() {
    try {
      const status = await navigator.permissions.query({ name: 'clipboard-read' });
      const look = () => {
        this.#permission = navigator.clipboard ? status.state : 'unknown';
        this.#show();
        this.offer();
      };
      status.addEventListener('change', look);
      look();
    } catch {
      // A browser that has no such permission.
      this.#show();
    }
  }

  #show() {
    const possible = ['granted', 'prompt'].includes(this.#permission);
    this.#automatic.checked = this.#works;
    this.#automatic.disabled = !possible;
    find('automatic-hint').textContent = possible ? '' : words.byHand;
  }

  async #switch() {
    this.#wanted = this.#automatic.checked;
    this.#choose(this.#wanted);
    if (this.#wanted && this.#permission === 'prompt') {
      try {
        // The browser asks the person now; what comes of it is seen by the permission's watch.
        await navigator.clipboard.readText();
      } catch {
        // Not allowed, or there is no text.
      }
    }
    this.#show();
    this.offer();
  }

  #sendByHand() {
    this.#give(this.#to.value);
    this.#say(words.sent);
  }

  async #copyByHand() {
    this.#say(await copyFrom(this.#from) ? words.copied : words.copyYourself);
  }

  #say(text) {
    find('clipboard-said').textContent = text;
  }
}
