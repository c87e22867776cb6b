/**
 * A toolbar for the keyboard, as the ARIA Authoring Practices have it: one stop for Tab, arrow keys within. It asks at
 * each key which of its buttons can be seen, so that they may come and go. On a narrow page (see bar.css) most of them
 * lie in a menu that the button `#more` opens; choosing one closes it.
 */

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Toolbar {
  #element;
  #more;

  /** @param {HTMLElement} element with `role="toolbar"` */
  constructor(element) {
    this.#element = element;
    this.#more = element.querySelector('#more');
    this.#more?.addEventListener('click', () => this.#showMenu(this.#more.getAttribute('aria-expanded') !== 'true'));
    element.querySelector('#tools')?.addEventListener('click', () => this.close());
    document.addEventListener('pointerdown', ({ target }) => {
      if (!element.contains(target)) {
        this.close();
      }
    }, { capture: true });
    element.addEventListener('keydown', (event) => this.#move(event));
    element.addEventListener('focusin', ({ target }) => this.#mark(target));
    this.#mark(this.#buttons()[0]);
  }

  /** Gives the focus to the button that had it last. */
  focus() {
    const buttons = this.#buttons();
    (buttons.find((button) => button.tabIndex === 0) ?? buttons[0]).focus();
  }

  /** Closes the menu. */
  close() {
    if (this.#element.querySelector('#tools')?.contains(document.activeElement) && this.#more.checkVisibility()) {
      this.#more.focus();
    }
    this.#showMenu(false);
  }

  #showMenu(shown) {
    this.#more?.setAttribute('aria-expanded', String(shown));
  }

  #move(event) {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    const buttons = this.#buttons();
    const index = buttons.indexOf(target);
    if (index < 0 || ctrlKey || altKey || metaKey) {
      return;
    }
    let next;
    if (Object.hasOwn(STEPS, key)) {
      next = (index + STEPS[key] + buttons.length) % buttons.length;
    } else if (key === 'Home') {
      next = 0;
    } else if (key === 'End') {
      next = buttons.length - 1;
    } else {
      return;
    }
    event.preventDefault();
    buttons[next].focus();
  }

  /** Tab comes back to this one. */
  #mark(current) {
    for (const button of this.#element.querySelectorAll('button')) {
      button.tabIndex = button === current ? 0 : -1;
    }
  }

  #buttons() {
    return Array.from(this.#element.querySelectorAll('button:enabled'))
      .filter((button) => button.checkVisibility());
  }
}
