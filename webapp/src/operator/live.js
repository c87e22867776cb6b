/**
 * The gateway's state as it comes, every second, and again by itself after the connection was lost. Only while somebody
 * sees the page: a browser opens six connections to a gateway that speaks HTTP/1.1, and each page takes one.
 */

import { readProblem } from '../shared/refusal.js';
import { Retry } from '../shared/retry.js';

/** Several times what the gateway takes. */
const PATIENCE_MILLISECONDS = 5000;

/**
 * @typedef {object} Listener
 * @property {(state: object) => void} arrived told of each state
 * @property {() => void} paused told when no state comes until the page is seen again
 * @property {() => void} lost told when no state comes any more; a state may follow
 * @property {(detail: string) => void} turnedAway told when the gateway answers, but gives no states now, and why; a
 *   state may follow
 * @property {() => void} refused told when the gateway does not let this page look on any more, and asking again would
 *   count as guessing; the last call
 */

/**
 * Follows an event stream (HTML standard, section 9.2) with events `state`.
 *
 * @param {URL} address
 * @param {Listener} listener
 */
export function follow(address, listener) {
  new Live(address, listener).begin();
}

class Live {
  #address;
  #listener;
  #retry = new Retry();
  #stream = null;

  /** Ends the patience with the stream, or the wait for the next. */
  #timer = null;

  /** Differs after each stream: what is found out about an earlier one comes too late. */
  #turn = 0;

  #looking = () => this.#look();

  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
  }

  begin() {
    document.addEventListener('visibilitychange', this.#looking);
    this.#look();
  }

  #look() {
    this.#leave();
    if (document.hidden) {
      this.#listener.paused();
    } else {
      this.#listen();
    }
  }

  #leave() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
  }

  #listen() {
    let worked = false;
    const over = () => this.#over(worked);
    const wait = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(over, PATIENCE_MILLISECONDS);
    };
    this.#stream = new EventSource(this.#address);
    this.#stream.addEventListener('state', ({ data }) => {
      wait();
      if (!worked) {
        worked = true;
        this.#retry.connected();
      }
      this.#listener.arrived(JSON.parse(data));
    });
    this.#stream.addEventListener('error', over);
    wait();
  }

  async #over(worked) {
    this.#leave();
    const turn = this.#turn;
    // The gateway ends a stream that works now and then, to look anew who it is.
    const tell = await whatToTell(this.#address, worked);
    if (turn !== this.#turn) {
      return;
    }
    tell(this.#listener);
    if (tell === refused) {
      document.removeEventListener('visibilitychange', this.#looking);
    } else {
      this.#timer = setTimeout(() => this.#listen(), this.#retry.next());
    }
  }
}

const nothing = () => {};
const refused = (listener) => listener.refused();
const lost = (listener) => listener.lost();

/**
 * A stream that fails does not say why. Health answers everybody, so no browser asks for a password here, and tells
 * operators more; they alone are asked for what would have answered the stream.
 *
 * @returns {Promise<(listener: Listener) => void>}
 */
async function whatToTell(address, worked) {
  try {
    const health = await ask(new URL('health', address), AbortSignal.timeout(PATIENCE_MILLISECONDS));
    if (health.type === 'opaqueredirect' || !('live' in await health.json())) {
      return refused;
    }
    return worked ? nothing : await whyTurnedAway(address);
  } catch {
    return worked ? nothing : lost;
  }
}

async function whyTurnedAway(address) {
  const enough = new AbortController();
  const patience = setTimeout(() => enough.abort(), PATIENCE_MILLISECONDS);
  try {
    const answer = await ask(address, enough.signal);
    const detail = answer.ok ? '' : readProblem(answer.status, await answer.text()).detail;
    return detail ? (listener) => listener.turnedAway(detail) : lost;
  } finally {
    clearTimeout(patience);
    // A stream that works by now is not wanted here.
    enough.abort();
  }
}

function ask(address, signal) {
  return fetch(address, { redirect: 'manual', cache: 'no-store', signal });
}
