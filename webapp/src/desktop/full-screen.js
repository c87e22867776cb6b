/**
 * The whole page on the whole screen, so that the bar stays within reach. There the desktop gets the keys that are
 * otherwise the system's (Alt-Tab, Escape), where the browser can do that; holding Escape down leaves.
 */

export class FullScreen {
  #button;

  /**
   * @param {HTMLElement} button
   * @param {() => void} changed called whenever the page has taken the screen, or given it back
   */
  constructor(button, changed) {
    this.#button = button;
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener('click', () => this.#toggle());
    document.addEventListener('fullscreenchange', () => {
      const full = document.fullscreenElement !== null;
      button.setAttribute('aria-pressed', String(full));
      document.body.classList.toggle('full', full);
      changed();
    });
  }

  async #toggle() {
    try {
      if (document.fullscreenElement) {
        await document.exitFullscreen();
      } else {
        await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
        await navigator.keyboard?.lock?.();
      }
    } catch {
      // The browser does not want to: then it stays as it is.
      this.#button.setAttribute('aria-pressed', String(document.fullscreenElement !== null));
    }
  }
}
