/** All sessions that there are, where a state holds the busiest only. */

/** How many are asked for at most. */
const MOST = 20000;

/** How long they pass for new, and how long it takes at most to get them. */
const MILLISECONDS = 5000;

export class AllSessions {
  #address;
  #came;
  #now;
  #wanted = false;
  #loading = false;
  #askedAt = -Infinity;

  /** The sessions; null when they are not wanted, or have not come yet. */
  rows = null;

  /**
   * @param {URL} address where they are listed
   * @param {() => void} came called when they have come that were looked for
   * @param {() => number} now milliseconds since any fixed moment
   */
  constructor(address, came, now = () => performance.now()) {
    this.#address = new URL(address);
    this.#address.searchParams.set('limit', MOST);
    this.#came = came;
    this.#now = now;
  }

  /** @returns {boolean} whether they are wanted and have not come yet */
  get looking() {
    return this.#wanted && this.rows === null;
  }

  /** Somebody wants to see them: they are asked for at once, and again when they are old. */
  async want() {
    this.#wanted = true;
    if (this.#loading || this.#now() - this.#askedAt < MILLISECONDS) {
      return;
    }
    this.#loading = true;
    this.#askedAt = this.#now();
    const rows = await this.#load();
    this.#loading = false;
    if (this.#wanted) {
      const looked = this.looking;
      // Old ones are better than none.
      this.rows = rows ?? this.rows;
      if (looked && rows) {
        this.#came();
      }
    }
  }

  /** Nobody wants to see them. */
  forget() {
    this.#wanted = false;
    this.#askedAt = -Infinity;
    this.rows = null;
  }

  async #load() {
    try {
      const response = await fetch(this.#address, { signal: AbortSignal.timeout(MILLISECONDS) });
      return response.ok ? (await response.json()).sessions : null;
    } catch {
      return null;
    }
  }
}
