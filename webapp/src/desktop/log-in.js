/**
 * The desktop's own log-in: asks for what it wants, and shows its key.
 *
 * What was typed and accepted stays in this page's memory for as long as it reconnects by itself: whoever sits there was
 * let in, and would have to type it after each short break of the network. It is forgotten when the session ends for
 * good, when a log-in is refused, when the person stops the attempts, and with the page; it is stored nowhere. A key is
 * not asked for again while it is the same.
 */

const find = (id) => document.getElementById(id);

export class LogIn {
  #page;
  #screen;
  #form = find('credentials');
  #given = null;
  #accepted = null;
  #shownKey = null;
  #approvedKey = null;

  /**
   * @param {import('../shared/viewer-page.js').ViewerPage} page
   * @param {() => import('@novnc/novnc').default} screen the running session's
   */
  constructor(page, screen) {
    this.#page = page;
    this.#screen = screen;
    this.#form.addEventListener('submit', (event) => this.#answer(event));
    find('trust').addEventListener('submit', (event) => this.#approve(event));
  }

  /** @param {string[]} names what is wanted, of `username`, `password` and `target` */
  ask(names) {
    if (this.#accepted && names.every((name) => Object.hasOwn(this.#accepted, name))) {
      this.#given = this.#accepted;
      this.#screen().sendCredentials(this.#given);
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

  /** @param {string} fingerprint of the key by which the desktop identifies itself */
  confirm(fingerprint) {
    this.#shownKey = fingerprint;
    if (fingerprint === this.#approvedKey) {
      this.#screen().approveServer();
      return;
    }
    find('fingerprint').textContent = fingerprint;
    this.#page.cover('trust');
    find('approve').focus();
  }

  /** The desktop has let the person in. */
  accepted() {
    this.#accepted = this.#given;
    this.#approvedKey = this.#shownKey;
  }

  /** Nothing is known any more. */
  forget() {
    this.#given = null;
    this.#accepted = null;
    this.#shownKey = null;
    this.#approvedKey = null;
  }

  #answer(event) {
    event.preventDefault();
    this.#given = Object.fromEntries(new FormData(this.#form));
    this.#form.reset();
    this.#page.cover('wait');
    this.#screen().sendCredentials(this.#given);
  }

  #approve(event) {
    event.preventDefault();
    this.#page.cover(null);
    this.#screen().approveServer();
  }
}
