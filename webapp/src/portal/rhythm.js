/** How long to wait before the list is asked for again. Pure. */

/** The gateway tries targets when somebody asks, and knows more a moment later. */
const SOON_MILLISECONDS = 1500;
const USUAL_MILLISECONDS = 8000;
const LONGEST_MILLISECONDS = 60000;

export class Rhythm {
  #failures = 0;
  #answers = 0;

  /** @returns {number} milliseconds */
  answered() {
    this.#failures = 0;
    this.#answers += 1;
    return this.#answers === 1 ? SOON_MILLISECONDS : USUAL_MILLISECONDS;
  }

  /** @returns {number} milliseconds; longer each time */
  failed() {
    this.#failures += 1;
    return Math.min(USUAL_MILLISECONDS * 2 ** this.#failures, LONGEST_MILLISECONDS);
  }
}
