const NOTHING = { key: null, credentials: null };

/**
 * What a person was let in with: credentials, and the key that the desktop showed before. Pure.
 *
 * It may be used again only where things are as they were. Whoever took the desktop's place would show another key, or
 * none, or ask for more.
 */
export class LetIn {
  /** What is known of the session that is being dialled, and of the last one that let the person in. */
  #now = NOTHING;
  #before = NOTHING;

  /** A session is being dialled, of which nothing is known yet. */
  dialling() {
    this.#now = NOTHING;
  }

  /**
   * @param {string} key the fingerprint of the key that the desktop shows
   * @returns {boolean} whether the person need not be asked
   */
  showsKey(key) {
    this.#now = { ...this.#now, key };
    return key === this.#before.key;
  }

  /**
   * @param {string[]} names what the desktop asks for
   * @returns {Record<string, string> | null} credentials for it; null if the person has to be asked
   */
  asks(names) {
    const { key, credentials } = this.#before;
    if (credentials === null || key !== this.#now.key || !same(Object.keys(credentials), names)) {
      return null;
    }
    this.give(credentials);
    return credentials;
  }

  /** @param {Record<string, string>} credentials that the desktop is given */
  give(credentials) {
    this.#now = { ...this.#now, credentials };
  }

  /** The desktop has let the person in. */
  accepted() {
    this.#before = this.#now;
  }

  /** Nothing is known any more. */
  forget() {
    this.#now = NOTHING;
    this.#before = NOTHING;
  }
}

function same(some, others) {
  return some.length === others.length && some.every((name) => others.includes(name));
}
