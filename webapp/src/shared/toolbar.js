/**
 * A toolbar for the keyboard, as the ARIA Authoring Practices have it: one stop for Tab, arrow keys within. It asks at
 * each key which of its buttons can be seen, so that they may come and go. On a narrow page (see bar.css) most of them
 * lie in a menu that the button `#more` opens; choosing one closes it.
 */

const isStop = (button) => button.tabIndex === 0;

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
    // The stop may be hidden or disabled, alone or together with all that is around it.
    new ResizeObserver(() => this.#keepStop()).observe(element);
    new MutationObserver(() => this.#keepStop())
      .observe(element, { subtree: true, attributeFilter: ['hidden', 'disabled'] });
    this.#keepStop();
  }

  /** Gives the focus to the button that had it last. */
  focus() {
    const buttons = this.#buttons();
    (buttons.find(isStop) ?? buttons[0])?.focus();
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
    this.#keepStop();
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

  /** There is one for Tab to come to, as long as there is any that can be used. */
  #keepStop() {
    const buttons = this.#buttons();
    if (buttons.filter(isStop).length !== 1) {
      this.#mark(buttons[0]);
    }
  }

  /** Tab comes back to this one, if it is one of the buttons that can be used. */
  #mark(current) {
    if (!this.#buttons().includes(current)) {
      return;
    }
    for (const button of this.#element.querySelectorAll('button')) {
      button.tabIndex = button === current ? 0 : -1;
    }
  }

  #buttons() {
    return Array.from(this.#element.querySelectorAll('button:enabled'))
      .filter((button) => button.checkVisibility());
  }
}
