/** One route on the page: what it is called, how it is now, and what can be done with it. */

import { socketAddress, viewerLink } from '../shared/address.js';
import { copyFrom } from '../shared/copying.js';
import { words } from './words.js';

const COPIED_MILLISECONDS = 2500;

export class Card {
  /** @type {HTMLLIElement} */
  element;
  #route;
  #say;

  /**
   * @param {DocumentFragment} template
   * @param {import('../shared/routes.js').Route} route
   * @param {string} id unique in the page
   * @param {URL} application the application's own folder
   * @param {(text: string) => void} say tells the person, for a while
   */
  constructor(template, route, id, application, say) {
    this.element = template.cloneNode(true).firstElementChild;
    this.#say = say;
    this.element.dataset.path = route.path;
    const title = this.#part('h3');
    title.id = `${id}-title`;
    title.textContent = route.title;
    const path = this.#part('code');
    path.textContent = route.path;
    path.hidden = route.path === route.title;
    if (route.viewer in words.open) {
      this.#offerViewer(route, id);
    } else {
      this.#offerAddress(route, id, application);
    }
    this.show(route);
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }

  #offerViewer(route, id) {
    const link = this.#part('a');
    link.id = `${id}-open`;
    link.textContent = words.open[route.viewer];
    link.href = viewerLink(route.viewer, route.path);
    link.setAttribute('aria-labelledby', `${link.id} ${id}-title`);
    for (const other of ['button', 'input', '.hint']) {
      this.#part(other).remove();
    }
  }

  #offerAddress(route, id, application) {
    this.#part('a').remove();
    const button = this.#part('button');
    button.id = `${id}-copy`;
    button.textContent = words.copy;
    button.setAttribute('aria-labelledby', `${button.id} ${id}-title`);
    const field = this.#part('input');
    field.value = socketAddress(route.path, application).href;
    field.setAttribute('aria-label', words.addressOf(route.title));
    button.addEventListener('click', () => this.#copy(button, field));
  }

  async #copy(button, field) {
    const hint = this.#part('.hint');
    field.hidden = false;
    if (!await copyFrom(field)) {
      hint.textContent = words.copyYourself;
      return;
    }
    field.hidden = true;
    hint.textContent = '';
    button.focus();
    button.textContent = words.copied;
    this.#say(words.copiedAddress(field.value));
    setTimeout(() => { button.textContent = words.copy; }, COPIED_MILLISECONDS);
  }

  /** @returns {import('../shared/routes.js').Route} as it was shown last */
  get route() {
    return this.#route;
  }

  /** @param {import('../shared/routes.js').Route} route the same one, as it is now */
  show(route) {
    this.#route = route;
    this.#part('.state').dataset.reachable = route.reachable ?? 'unknown';
    this.#part('.reachable').textContent = stateOf(route);
    this.#part('.sessions').textContent = route.sessions > 0 ? words.sessions(route.sessions) : '';
  }
}

/** @param {import('../shared/routes.js').Route} route */
export function stateOf({ reachable }) {
  if (reachable === null) {
    return words.notKnown;
  }
  return reachable ? words.reachable : words.unreachable;
}
