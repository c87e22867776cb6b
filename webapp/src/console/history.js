/** What was sent, to be sent again. Pure. */

const MOST = 100;

export class History {
  #sent = [];
  #index = 0;
  #draft = '';

  /** @param {string} text what has just been sent */
  add(text) {
    if (text !== '' && text !== this.#sent.at(-1)) {
      this.#sent = [...this.#sent, text].slice(-MOST);
    }
    this.#index = this.#sent.length;
  }

  /**
   * @param {string} current what the field holds: kept, if it is not history itself
   * @returns {string} what was sent before that; the same again at the oldest
   */
  back(current) {
    return this.#go(current, Math.max(this.#index - 1, 0));
  }

  /**
   * @param {string} current what the field holds
   * @returns {string} what was sent after that, in the end what had not been sent yet
   */
  forth(current) {
    return this.#go(current, Math.min(this.#index + 1, this.#sent.length));
  }

  #go(current, index) {
    if (this.#index === this.#sent.length) {
      this.#draft = current;
    }
    this.#index = index;
    return index < this.#sent.length ? this.#sent[index] : this.#draft;
  }
}
