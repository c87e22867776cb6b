/**
 * What every viewer's page does: it shows one route, one session at a time, with a title, a state, things that lie
 * over the stage (`.cover`), and at the end the reason and a way to reconnect. Its parts are in `header.html` and
 * `ending.html`.
 *
 * A page that calls {@link ViewerPage#dialling}, {@link ViewerPage#connected} and {@link ViewerPage#over} reconnects by
 * itself when a session that worked was lost and may come back. One that calls {@link ViewerPage#showEnding} does not.
 */

import { canBeSent, problemWithPath } from './address.js';
import { codeLine, endedHere } from './ending.js';
import { fill } from './language.js';
import { Retry } from './retry.js';
import { loadRoutes } from './routes.js';
import { Wait } from './wait.js';
import { words as common } from './words.js';

const find = (id) => document.getElementById(id);
const ticketInAddress = () => new URLSearchParams(location.hash.slice(1)).get('ticket');

export class ViewerPage {
  /** The application's own folder. */
  application = new URL('..', location.href);

  /** The route's path, as the query has it. */
  path = new URLSearchParams(location.search).get('route');

  #words;
  #dial;
  #givenUp;
  #ticket;
  #takenTicket = null;
  #retry = new Retry();
  #wait;

  /** Whether the session that is being dialled was asked for by nobody. */
  #byItself = false;

  /** Ends the session that is being dialled. */
  #attempt = new AbortController();

  /**
   * @param {object} words the page's own; its states' labels are among them, by the state's name
   * @param {() => void} dial begins a session: called at the start, and at each reconnect
   * @param {() => void} givenUp called when a session is over, or lost, and no other is dialled by itself
   */
  constructor(words, dial, givenUp = () => {}) {
    this.#words = { ...common, ...words };
    this.#dial = dial;
    this.#givenUp = givenUp;
    this.#wait = new Wait(() => this.#dial(), (seconds) => {
      find('again').textContent = seconds > 0 ? common.again(seconds) : common.againWhenSeen;
    });
    // Behind the #, which is sent to nobody, and not left there to be copied.
    this.#ticket = ticketInAddress();
    history.replaceState(null, '', location.pathname + location.search);
    // Another link to the same route changes no more of the address, for which a browser does not load the page anew.
    window.addEventListener('hashchange', () => {
      if (ticketInAddress() !== null) {
        location.reload();
      }
    });
  }

  /** Dials, if the address names a route. Called once, when all that a session needs is ready. */
  start() {
    fill(this.#words);
    find('reconnect').addEventListener('click', () => this.#reconnect());
    find('stop').addEventListener('click', () => this.#stop());
    const problem = problemWithPath(this.path);
    if (problem) {
      this.showEnding(endedHere([common.notARoute, problem], ''));
      this.#leaveOnly();
      return;
    }
    this.#showTitle(this.path);
    if (!canBeSent(this.#ticket)) {
      this.showEnding(endedHere(common.notATicket, ''));
      this.#leaveOnly();
      return;
    }
    this.#dial();
    this.#loadTitle();
  }

  /** @returns {string | null} the ticket that opens the route, good for one session: null from the second time on */
  takeTicket() {
    this.#takenTicket = this.#ticket ?? this.#takenTicket;
    const ticket = this.#ticket;
    this.#ticket = null;
    return ticket;
  }

  /** @param {string | null} id which of the page's covers lies over the stage; null for none */
  cover(id) {
    for (const part of document.querySelectorAll('.cover')) {
      part.hidden = part.id !== id;
    }
  }

  /** @param {string} state one that the words have a label for, such as `connecting`, `connected`, `ended` */
  setState(state) {
    document.body.dataset.state = state;
    find('state').textContent = this.#words[state];
  }

  /**
   * A session is being dialled. What lies over the stage is the cover `wait`, or still the panel of the one before.
   *
   * @returns {AbortSignal} aborted when the person does not want to wait for it any longer: it has to end then, at once
   */
  dialling() {
    this.#attempt = new AbortController();
    this.setState('connecting');
    if (this.#byItself) {
      find('again').textContent = common.dialling;
    } else {
      this.cover('wait');
    }
    return this.#attempt.signal;
  }

  /**
   * The session is open, which is not yet to say that it works. It is shown if somebody asked for it; one that was
   * dialled by itself has to work first.
   *
   * @returns {boolean} whether somebody asked for it
   */
  opened() {
    if (!this.#byItself) {
      this.#showConnected();
    }
    return !this.#byItself;
  }

  /** The session works: nothing lies over the stage any more. */
  connected() {
    this.#byItself = false;
    this.#retry.connected();
    this.#showConnected();
  }

  /**
   * The session is over. It is dialled again after a while if one has worked here and what ended this one may pass.
   *
   * @param {import('./ending.js').Ending} ending
   */
  over(ending) {
    this.#keepUnusedTicket(ending);
    if (!ending.passing || !this.#retry.worthwhile || this.#takenTicket) {
      this.showEnding(ending);
      return;
    }
    this.#showPanel(ending);
    this.#byItself = true;
    find('again').hidden = false;
    find('stop').hidden = false;
    find('reconnect').textContent = common.reconnectNow;
    this.setState('waiting');
    this.#wait.start(this.#retry.next());
  }

  /**
   * The session is over, and nothing happens by itself.
   *
   * @param {import('./ending.js').Ending} ending
   */
  showEnding(ending) {
    this.#keepUnusedTicket(ending);
    this.#showPanel(ending);
    this.#endTrying();
    this.setState('ended');
    if (this.#takenTicket) {
      find('text').textContent += ` ${common.ticketUsed}`;
      this.#leaveOnly();
    }
  }

  /** A session uses a ticket up, and nothing less. */
  #keepUnusedTicket({ answer, passing }) {
    if (answer && passing && this.#takenTicket) {
      this.#ticket = this.#takenTicket;
      this.#takenTicket = null;
    }
  }

  /** Nothing is dialled by itself any more until a session works again. An attempt that is under way is the last one. */
  stopTrying() {
    if (this.#byItself) {
      this.#wait.stop();
      this.#endTrying();
      if (document.body.dataset.state === 'waiting') {
        this.setState('ended');
      }
    }
  }

  #showConnected() {
    this.cover(null);
    this.setState('connected');
  }

  #showPanel(ending) {
    find('heading').textContent = ending.heading;
    find('text').textContent = ending.text;
    find('code').textContent = codeLine(ending);
    find('panel').dataset.code = ending.code ?? '';
    find('panel').dataset.reason = ending.reason;
    this.cover('panel');
    const focused = document.activeElement;
    const elsewhere = focused !== document.body && focused.checkVisibility();
    // An attempt that nobody asked for leaves whoever does something else meanwhile alone.
    if (!find('panel').contains(focused) && !(this.#byItself && elsewhere)) {
      find('reconnect').focus();
    }
  }

  #leaveOnly() {
    find('reconnect').hidden = true;
    find('leave').hidden = false;
    find('leave').focus();
  }

  #reconnect() {
    if (document.body.dataset.state === 'connecting') {
      this.#attempt.abort();
    }
    this.#wait.stop();
    this.#byItself = false;
    this.#dial();
  }

  #stop() {
    this.stopTrying();
    find('reconnect').focus();
  }

  #endTrying() {
    this.#byItself = false;
    this.#retry.reset();
    find('again').hidden = true;
    find('stop').hidden = true;
    find('reconnect').textContent = common.reconnect;
    this.#givenUp();
  }

  #showTitle(title) {
    find('title').textContent = title;
    document.title = `${title} – Sluice`;
  }

  /** The session does not wait for its title, and does without if there is none. */
  async #loadTitle() {
    try {
      const route = (await loadRoutes(this.application)).routes.find((candidate) => candidate.path === this.path);
      if (route) {
        this.#showTitle(route.title);
      }
    } catch {
      // The path stays as the title.
    }
  }
}
