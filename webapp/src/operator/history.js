/** What the charts show: the last minutes, a point for each state that came. Pure. */

/** States come each second; where none came for longer than this, nobody knows what was in between. */
const LONGEST_STEP_SECONDS = 5;

export class History {
  #seconds;
  #last = null;

  /**
   * Seconds since 1970, then bytes a second from clients and to clients, then open sessions: the form uPlot wants. Where
   * nothing is known there is a point of nulls.
   */
  times = [];
  up = [];
  down = [];
  open = [];

  /** @param {number} seconds how long points are kept */
  constructor(seconds) {
    this.#seconds = seconds;
  }

  /**
   * Adds a point. The first state only gives the totals from which later ones differ; so does one after a gap, or after
   * the gateway was started anew. When the clock of the gateway was set back, everything begins anew.
   *
   * @param {{'at': string, 'bytes-up': number, 'bytes-down': number, 'sessions-open': number}} state
   */
  add(state) {
    const time = Date.parse(state.at) / 1000;
    const last = this.#last;
    if (time === last?.time) {
      return;
    }
    const [up, down] = [state['bytes-up'], state['bytes-down']];
    this.#last = { time, up, down };
    if (last === null) {
      return;
    }
    const seconds = time - last.time;
    if (seconds < 0) {
      this.#drop(this.times.length);
    } else if (seconds > LONGEST_STEP_SECONDS || up < last.up || down < last.down) {
      this.#push(time, null, null, null);
    } else {
      this.#push(time, (up - last.up) / seconds, (down - last.down) / seconds, state['sessions-open']);
    }
  }

  #push(time, up, down, open) {
    this.times.push(time);
    this.up.push(up);
    this.down.push(down);
    this.open.push(open);
    this.#drop(this.times.findIndex((kept) => kept >= time - this.#seconds));
  }

  #drop(count) {
    for (const column of [this.times, this.up, this.down, this.open]) {
      column.splice(0, count);
    }
  }

  /** @returns {{up: number | null, down: number | null}} bytes a second at the last point; null: not known yet */
  get rates() {
    return { up: this.up.at(-1) ?? null, down: this.down.at(-1) ?? null };
  }
}
