/**
 * What a viewer remembers for one route, in this browser: choices, never a secret. Two applications on one host do not
 * see each other's. Where the browser keeps nothing, it is remembered for as long as the page is open.
 */

export class Remembered {
  #key;
  #storage;
  #value = {};

  /**
   * @param {string} viewer such as `vnc`
   * @param {URL} application the application's own folder
   * @param {string} path the route's path
   * @param {() => Storage} storage may throw, as browsers do whose user wants nothing stored
   */
  constructor(viewer, application, path, storage = () => localStorage) {
    this.#key = `sluice ${viewer} ${application.pathname} ${path}`;
    this.#storage = storage;
    try {
      this.#value = JSON.parse(storage().getItem(this.#key)) ?? {};
    } catch {
      // Nothing, or nothing that can be read: as if nothing had been chosen.
    }
  }

  /** @returns {unknown} what was remembered last; an empty object at first. Anybody may have written it: check it. */
  get value() {
    return this.#value;
  }

  /** @param {object} value what JSON can say */
  set value(value) {
    this.#value = value;
    try {
      this.#storage().setItem(this.#key, JSON.stringify(value));
    } catch {
      // Full, or not allowed.
    }
  }
}
