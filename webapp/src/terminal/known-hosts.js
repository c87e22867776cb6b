/** The prefix of every name that this keeps in the browser. */
const PREFIX = 'sluice.host-key ';

/**
 * The servers' keys that the user has accepted: one for each route of each application, for two applications on one host
 * share what a browser stores.
 */
export class KnownHosts {
  #storage;
  #name;

  /** What was accepted on this page, wherever else it may be kept. */
  #here = null;

  /**
   * @param {Storage | null} storage the browser's localStorage
   * @param {string} folder the path that the application is under, such as /gate/
   * @param {string} route the route's path, such as /ssh/build
   */
  constructor(storage, folder, route) {
    this.#storage = storage;
    this.#name = `${PREFIX}${folder} ${route}`;
  }

  /** The key that was accepted, or null. What cannot be read is no accepted key. */
  get accepted() {
    if (this.#here) {
      return this.#here;
    }
    try {
      const { type, fingerprint } = JSON.parse(this.#storage.getItem(this.#name));
      return typeof type === 'string' && typeof fingerprint === 'string' ? { type, fingerprint } : null;
    } catch {
      return null;
    }
  }

  /**
   * What is to be thought of a server's key: <code>known</code>, <code>new</code> or <code>changed</code>. A key of
   * another type is another key.
   */
  judge({ fingerprint }) {
    const { accepted } = this;
    if (!accepted) {
      return 'new';
    }
    return accepted.fingerprint === fingerprint ? 'known' : 'changed';
  }

  /** Keeps a key: where the browser stores nothing, until the page is left. */
  accept({ type, fingerprint }) {
    this.#here = { type, fingerprint };
    try {
      this.#storage.setItem(this.#name, JSON.stringify(this.#here));
    } catch {
      // Storage is full or forbidden.
    }
  }

  /** Forgets the key. */
  forget() {
    this.#here = null;
    this.#storage?.removeItem(this.#name);
  }
}
