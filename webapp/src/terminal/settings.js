const LEAST_FONT = 8;
const MOST_FONT = 32;
const USUAL_FONT = 14;

/** In the order in which one chooses among them. */
const THEMES = ['system', 'light', 'dark'];

/** How the user likes a terminal, for all routes of the application. */
export class Settings {
  #remembered;

  /** @param {{value: object}} remembered what the browser keeps; see shared/remembered.js */
  constructor(remembered) {
    this.#remembered = remembered;
  }

  /** The size of the letters in pixels, from 8 to 32. */
  get fontSize() {
    const { fontSize } = this.#remembered.value;
    return Number.isInteger(fontSize) ? clamped(fontSize) : USUAL_FONT;
  }

  set fontSize(pixels) {
    this.#set({ fontSize: clamped(pixels) });
  }

  /** Back to the usual size. */
  forgetFontSize() {
    this.fontSize = USUAL_FONT;
  }

  /** The colours: <code>light</code>, <code>dark</code>, or those of the <code>system</code>. */
  get theme() {
    const { theme } = this.#remembered.value;
    return THEMES.includes(theme) ? theme : THEMES[0];
  }

  set theme(theme) {
    this.#set({ theme });
  }

  /** Goes on to the next of the three. */
  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
  }

  /** Whether a screen reader is told what appears. */
  get screenReader() {
    return this.#remembered.value.screenReader === true;
  }

  set screenReader(screenReader) {
    this.#set({ screenReader });
  }

  #set(changed) {
    this.#remembered.value = { ...this.#remembered.value, ...changed };
  }
}

function clamped(pixels) {
  return Math.min(MOST_FONT, Math.max(LEAST_FONT, pixels));
}
