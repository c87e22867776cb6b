import { SearchAddon } from '@xterm/addon-search';

/**
 * The addon begins anew for each row that a line goes on in, and calls itself for each row before it: in a line of ten
 * thousand rows that takes minutes, or ends with an overflow of the stack.
 */
const MOST_ROWS_OF_A_LINE = 1000;

/** The search addon, but for lines that are too long for it. */
export class Search extends SearchAddon {
  #buffer;

  /** Called instead of a search, when there is such a line. */
  onTooLong = () => {};

  activate(terminal) {
    this.#buffer = terminal.buffer;
    super.activate(terminal);
  }

  findNext(...asked) {
    return this.#possible() && super.findNext(...asked);
  }

  /** The addon calls this too, after each output. */
  findPrevious(...asked) {
    return this.#possible() && super.findPrevious(...asked);
  }

  #possible() {
    if (!hasLineOver(MOST_ROWS_OF_A_LINE, this.#buffer.active)) {
      return true;
    }
    this.clearDecorations();
    this.onTooLong();
    return false;
  }
}

function hasLineOver(most, buffer) {
  let rows = 0;
  for (let row = 0; row < buffer.length && rows <= most; row++) {
    rows = buffer.getLine(row).isWrapped ? rows + 1 : 1;
  }
  return rows > most;
}
