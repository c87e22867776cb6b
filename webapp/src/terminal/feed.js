/**
 * Gives the terminal what came, piece after piece, without timers: a hidden page gets one a second, and after a few
 * minutes one a minute, and xterm.js' own queue goes on with timers only. What a shell has said counts as received once
 * it is drawn, so a job in a hidden page would stand still.
 *
 * There is one queue, which is this one. xterm.js parses at once, and as a whole, what is written while its own queue is
 * empty and the user has done something since the last time. Here it is told so before each piece.
 */

/** After so long the page gets to do something else, such as to show what was drawn. */
const SLICE_MILLISECONDS = 12;

export class Feed {
  #terminal;
  #soon;
  #queue = [];
  #due = false;

  /**
   * @param {import('@xterm/xterm').Terminal} terminal that nobody else writes to
   * @param {(action: () => void) => void} soon does something after what the page has to do already, hidden or not
   */
  constructor(terminal, soon = byMessage()) {
    this.#terminal = terminal;
    this.#soon = soon;
  }

  /** Draws what came after all that came before, and says when it has. */
  write(bytes, drawn = () => {}) {
    this.#queue.push({ bytes, drawn });
    this.#goOn();
  }

  /** Forgets what is not drawn yet. */
  clear() {
    this.#queue = [];
  }

  #goOn() {
    if (!this.#due && this.#queue.length > 0) {
      this.#due = true;
      this.#soon(() => {
        this.#due = false;
        this.#slice();
        this.#goOn();
      });
    }
  }

  #slice() {
    const end = performance.now() + SLICE_MILLISECONDS;
    while (this.#queue.length > 0 && performance.now() < end) {
      const { bytes, drawn } = this.#queue.shift();
      this.#terminal._core._writeBuffer.handleUserInput();
      this.#terminal.write(bytes, drawn);
    }
  }
}

/** Messages to itself are what a hidden page gets as soon as any other. */
function byMessage() {
  const { port1, port2 } = new MessageChannel();
  const actions = [];
  port1.onmessage = () => actions.shift()();
  return (action) => {
    actions.push(action);
    port2.postMessage(null);
  };
}
