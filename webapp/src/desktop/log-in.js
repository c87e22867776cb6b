/**
 * The desktop's own log-in: asks for what it wants, and shows its key.
 *
 * What was typed and accepted stays in this page's memory for as long as it reconnects by itself: whoever sits there was
 * let in, and would have to type it after each short break of the network. It is forgotten when the session ends for
 * good, when a log-in is refused, when the person stops the attempts, and with the page; it is stored nowhere. It is given
 * to a desktop only that asks for the same and shows the same key, or none as before. A key is not asked for again while it
 * is the same.
 */

import { LetIn } from './let-in.js';

const find = (id) => document.getElementById(id);

export class LogIn {
  #page;
  #screen;
  #form = find('credentials');
  #letIn = new LetIn();

  /** What the person does not want to be connected to is left by this. */
  #refuse = () => {};

  /**
   * @param {import('../shared/viewer-page.js').ViewerPage} page
   * @param {() => import('@novnc/novnc').default} screen the running session's
   */
  constructor(page, screen) {
    this.#page = page;
    this.#screen = screen;
    this.#form.addEventListener('submit', (event) => this.#answer(event));
    find('trust').addEventListener('submit', (event) => this.#approve(event));
    find('refuse').addEventListener('click', () => this.#refuse());
  }

  /** A session is being dialled. */
  dialling() {
    this.#letIn.dialling();
  }

  /** @param {string[]} names what is wanted, of `username`, `password` and `target` */
  ask(names) {
    const known = this.#letIn.asks(names);
    if (known) {
      this.#screen().sendCredentials(known);
      return;
    }
    this.#form.reset();
    for (const row of this.#form.querySelectorAll('[data-credential]')) {
      const wanted = names.includes(row.dataset.credential);
      row.hidden = !wanted;
      row.querySelector('input').disabled = !wanted;
    }
    this.#page.cover('credentials');
    this.#form.querySelector('input:enabled').focus();
  }

  /**
   * @param {string} fingerprint of the key by which the desktop identifies itself
   * @param {() => void} refuse ends the session
   */
  confirm(fingerprint, refuse) {
    if (this.#letIn.showsKey(fingerprint)) {
      this.#screen().approveServer();
      return;
    }
    find('fingerprint').textContent = fingerprint;
    this.#refuse = refuse;
    this.#page.cover('trust');
    // Not the button that goes on: it should not be pressed by mistake.
    find('refuse').focus();
  }

  /** The desktop has let the person in. */
  accepted() {
    this.#letIn.accepted();
  }

  /** Nothing is known any more. */
  forget() {
    this.#letIn.forget();
  }

  #answer(event) {
    event.preventDefault();
    const credentials = Object.fromEntries(new FormData(this.#form));
    this.#form.reset();
    this.#letIn.give(credentials);
    this.#page.cover('wait');
    this.#screen().sendCredentials(credentials);
  }

  #approve(event) {
    event.preventDefault();
    this.#page.cover(null);
    this.#screen().approveServer();
  }
}
