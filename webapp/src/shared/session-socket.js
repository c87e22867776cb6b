/** A session's WebSocket: opened once, ended once, and the end is explained. */

import { routeAddress, socketAddress } from './address.js';
import { closed, neverOpened } from './ending.js';
import { askWhyRefused } from './refusal.js';

/** What takes longer than this to open will not. A browser alone would wait for minutes. */
const DIAL_MILLISECONDS = 15000;

export class SessionSocket {
  #opened = false;
  #ended;
  #life = new AbortController();

  /** Whether what the session carries has appeared; for whoever uses the socket to say. */
  worked = false;

  /**
   * Dials.
   *
   * @param {string} path the route's path
   * @param {URL} application the application's own folder
   * @param {string | null} ticket lets its bearer open the route once; null for none
   * @param {(ending: import('./ending.js').Ending) => void} ended called exactly once, last
   * @param {AbortSignal} [unwanted] aborted when nobody wants to wait for this session any longer
   */
  constructor(path, application, ticket, ended, unwanted) {
    this.#ended = (ending) => {
      this.#ended = () => {};
      ended(ending);
    };
    // A script can say who it is in no other header of a handshake.
    const offered = ticket ? ['binary', `ticket.${ticket}`] : ['binary'];
    this.socket = new WebSocket(socketAddress(path, application), offered);
    this.socket.binaryType = 'arraybuffer';
    const patience = setTimeout(() => this.end(neverOpened({ kind: 'silent' })), DIAL_MILLISECONDS);
    this.socket.addEventListener('open', () => {
      this.#opened = true;
      clearTimeout(patience);
    });
    // Registered before anybody else takes the socket, hence called before others hear of the end.
    this.socket.addEventListener('close', async ({ code, reason }) => {
      clearTimeout(patience);
      if (this.over) {
        return;
      }
      if (code === 1006 && !this.#opened) {
        this.#life.abort();
        this.#ended(neverOpened(await askWhyRefused(routeAddress(path, application))));
      } else {
        this.end(closed(code, reason, this.worked));
      }
    });
    unwanted?.addEventListener('abort', () => this.#leave(), { once: true });
  }

  /** @returns {AbortSignal} aborted when the session is over */
  get life() {
    return this.#life.signal;
  }

  /** @returns {boolean} whether the end is known, or being looked into */
  get over() {
    return this.#life.signal.aborted;
  }

  /**
   * The session is over for this reason, unless it is over already. The socket is closed if it is not.
   *
   * @param {import('./ending.js').Ending} ending
   */
  end(ending) {
    if (!this.over) {
      this.#life.abort();
      this.socket.close();
      this.#ended(ending);
    }
  }

  /** Even while it is being looked into why the socket did not open. */
  #leave() {
    this.#life.abort();
    this.socket.close();
    this.#ended(closed(1006, '', this.worked));
  }
}
