/**
 * How far a session is. Pure.
 *
 * <pre>
 * connecting ─► checkingKey ─► loggingIn ─► connected ─► ended
 *      │             ▲ │           ▲                       ▲
 *      └─ key known ─┼─┼───────────┘     from everywhere ──┘
 *                    │ └► keyChanged ─► connecting
 * ended ─► connecting
 * </pre>
 */
const FOLLOWING = {
  connecting: ['checkingKey', 'keyChanged', 'loggingIn', 'ended'],
  checkingKey: ['loggingIn', 'ended'],
  keyChanged: ['connecting'],
  loggingIn: ['connected', 'ended'],
  connected: ['ended'],
  ended: ['connecting'],
};

/** Where a session is, and where it may go from there. */
export class Stage {
  #current = 'ended';

  get current() {
    return this.#current;
  }

  /**
   * @param {keyof typeof FOLLOWING} next
   * @throws {RangeError} it cannot follow
   */
  enter(next) {
    if (!FOLLOWING[this.#current].includes(next)) {
      throw new RangeError(`${next} after ${this.#current}`);
    }
    this.#current = next;
  }
}
