/** What opens beside the bar, one at a time: each belongs to a button that names it in `aria-controls`. */

export class Panes {
  #buttons;
  #opened;

  /**
   * @param {HTMLElement[]} buttons
   * @param {(id: string) => void} opened called with the pane's id
   */
  constructor(buttons, opened) {
    this.#buttons = buttons;
    this.#opened = opened;
    for (const button of buttons) {
      button.addEventListener('click', () => this.#toggle(button));
      this.#pane(button).addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          this.close();
          // On a narrow page the button is in the menu, which is closed by now.
          (button.checkVisibility() ? button : document.getElementById('more')).focus();
        }
      });
    }
  }

  /** Closes what is open. */
  close() {
    for (const button of this.#buttons) {
      this.#show(button, false);
    }
  }

  #toggle(button) {
    const open = this.#pane(button).hidden;
    this.close();
    if (open) {
      this.#show(button, true);
      this.#opened(this.#pane(button).id);
      this.#pane(button).querySelector('input:enabled:checked, [type="checkbox"]:enabled, textarea').focus();
    }
  }

  #show(button, shown) {
    this.#pane(button).hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
  }

  #pane(button) {
    return document.getElementById(button.getAttribute('aria-controls'));
  }
}
