/** What the charts show: the last minutes, a point for each state that came. Pure. */

export class History {
  #longest;
  #last = null;

  /** Seconds since 1970, then bytes a second from clients and to clients, then open sessions: the form uPlot wants. */
  times = [];
  up = [];
  down = [];
  open = [];

  /** @param {number} longest how many points are kept */
  constructor(longest) {
    this.#longest = longest;
  }

  /**
   * Adds a point. The first state only gives the totals from which later ones differ.
   *
   * @param {{'at': string, 'bytes-up': number, 'bytes-down': number, 'sessions-open': number}} state
   */
  add(state) {
    const time = Date.parse(state.at) / 1000;
    const last = this.#last;
    const restarted = last !== null && (state['bytes-up'] < last.up || state['bytes-down'] < last.down);
    if (last !== null && !restarted && time > last.time) {
      const seconds = time - last.time;
      this.times.push(time);
      this.up.push((state['bytes-up'] - last.up) / seconds);
      this.down.push((state['bytes-down'] - last.down) / seconds);
      this.open.push(state['sessions-open']);
      for (const column of [this.times, this.up, this.down, this.open]) {
        column.splice(0, column.length - this.#longest);
      }
    }
    if (last === null || restarted || time > last.time) {
      this.#last = { time, up: state['bytes-up'], down: state['bytes-down'] };
    }
  }

  /** @returns {{up: number, down: number}} bytes a second at the last point */
  get rates() {
    return { up: this.up.at(-1) ?? 0, down: this.down.at(-1) ?? 0 };
  }
}
