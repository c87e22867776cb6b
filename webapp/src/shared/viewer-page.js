/**
 * What every viewer's page does: it shows one route, one session at a time, with a title, a state, things that lie
 * over the stage (`.cover`), and at the end the reason and a way to reconnect. Its parts are in `header.html` and
 * `ending.html`.
 */

import { problemWithPath } from './address.js';
import { codeLine, endedHere } from './ending.js';
import { fill } from './language.js';
import { loadRoutes } from './routes.js';
import { words as common } from './words.js';

const find = (id) => document.getElementById(id);

export class ViewerPage {
  /** The application's own folder. */
  application = new URL('..', location.href);

  /** The route's path, as the query has it. */
  path = new URLSearchParams(location.search).get('route');

  #words;
  #dial;
  #ticket;

  /**
   * @param {object} words the page's own; its states' labels are among them, by the state's name
   * @param {() => void} dial begins a session: called at the start, and at each reconnect
   */
  constructor(words, dial) {
    this.#words = { ...common, ...words };
    this.#dial = dial;
    // Behind the #, which is sent to nobody, and not left there to be copied.
    this.#ticket = new URLSearchParams(location.hash.slice(1)).get('ticket');
    history.replaceState(null, '', location.pathname + location.search);
  }

  /** Dials, if the address names a route. Called once, when all that a session needs is ready. */
  start() {
    fill(this.#words);
    find('reconnect').addEventListener('click', () => this.#dial());
    const problem = problemWithPath(this.path);
    if (problem) {
      this.showEnding(endedHere([common.notARoute, problem], ''));
      find('reconnect').hidden = true;
      find('leave').hidden = false;
      find('leave').focus();
      return;
    }
    this.#showTitle(this.path);
    this.#dial();
    this.#loadTitle();
  }

  /** @returns {string | null} the ticket that opens the route, good for one session: null from the second time on */
  takeTicket() {
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

  /** @param {import('./ending.js').Ending} ending */
  showEnding(ending) {
    find('heading').textContent = ending.heading;
    find('text').textContent = ending.text;
    find('code').textContent = codeLine(ending);
    find('panel').dataset.code = ending.code ?? '';
    find('panel').dataset.reason = ending.reason;
    this.cover('panel');
    this.setState('ended');
    find('reconnect').focus();
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
