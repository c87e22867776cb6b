/**
 * When to dial again after a session was lost. Pure: time and chance come in from outside.
 *
 * The delays double, up to half a minute, so that a gateway that is down is not pestered. Up to half of each is left
 * to chance, so that those whom it lost at one moment do not all come back at one moment.
 */

const FIRST_MILLISECONDS = 1000;
const LONGEST_MILLISECONDS = 30000;

/** A session that was lost sooner did not end the trouble: the delays go on to grow. */
const STEADY_MILLISECONDS = 10000;

export class Retry {
  #now;
  #random;
  #failures = 0;
  #worked = false;
  #since = Infinity;

  /**
   * @param {() => number} now milliseconds since any fixed moment
   * @param {() => number} random evenly from 0 up to, but not including, 1
   */
  constructor(now = () => performance.now(), random = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  /** A session works. */
  connected() {
    this.#worked = true;
    this.#since = this.#now();
  }

  /** @returns {boolean} whether a session has worked: what never did is not worth another attempt */
  get worthwhile() {
    return this.#worked;
  }

  /** @returns {number} milliseconds to wait before the next attempt; longer each time */
  next() {
    if (this.#now() - this.#since >= STEADY_MILLISECONDS) {
      this.#failures = 0;
    }
    this.#since = Infinity;
    const longest = Math.min(FIRST_MILLISECONDS * 2 ** this.#failures, LONGEST_MILLISECONDS);
    this.#failures += 1;
    return longest * (0.5 + 0.5 * this.#random());
  }

  /** Forgets everything: what comes next is a beginning. */
  reset() {
    this.#worked = false;
    this.#failures = 0;
    this.#since = Infinity;
  }
}
