/**
 * Waits before something is done by itself, and counts the seconds down. What is due while nobody sees the page is
 * done when somebody does; a network that comes back ends the wait at once.
 */

const TICK_MILLISECONDS = 250;

export class Wait {
  #done;
  #show;
  #due = 0;
  #timer = null;

  /**
   * @param {() => void} done called at the end of each wait that was not stopped
   * @param {(seconds: number) => void} show what is left, whenever that changes; 0 while it waits to be seen
   */
  constructor(done, show) {
    this.#done = done;
    this.#show = show;
    window.addEventListener('online', () => this.#end());
    document.addEventListener('visibilitychange', () => this.#look());
  }

  /** @param {number} milliseconds how long */
  start(milliseconds) {
    this.stop();
    this.#due = performance.now() + milliseconds;
    this.#timer = setInterval(() => this.#look(), TICK_MILLISECONDS);
    this.#look();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #look() {
    if (this.#timer === null) {
      return;
    }
    const left = this.#due - performance.now();
    if (left <= 0 && !document.hidden) {
      this.#end();
    } else {
      this.#show(Math.max(Math.ceil(left / 1000), 0));
    }
  }

  #end() {
    if (this.#timer !== null) {
      this.stop();
      this.#done();
    }
  }
}
