/** The prefix of every name that this keeps in the browser. */
const PREFIX = 'sluice.terminal.';

const LEAST_FONT = 8;
const MOST_FONT = 32;
const USUAL_FONT = 14;

/** In the order in which one chooses among them. */
const THEMES = ['system', 'light', 'dark'];

/** How the user likes a terminal, kept in the browser for all routes; where it stores nothing, until the page is left. */
export class Settings {
  #storage;
  #now = new Map();

  /** @param {Storage | null} storage the browser's localStorage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** The size of the letters in pixels, from 8 to 32. */
  get fontSize() {
    return clamped(Number.parseInt(this.#get('font-size'), 10) || USUAL_FONT);
  }

  set fontSize(pixels) {
    this.#set('font-size', clamped(pixels));
  }

  /** Back to the usual size. */
  forgetFontSize() {
    this.fontSize = USUAL_FONT;
  }

  /** The colours: <code>light</code>, <code>dark</code>, or those of the <code>system</code>. */
  get theme() {
    const theme = this.#get('theme');
    return THEMES.includes(theme) ? theme : THEMES[0];
  }

  set theme(theme) {
    this.#set('theme', theme);
  }

  /** Goes on to the next of the three. */
  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
  }

  /** Whether a screen reader is told what appears. */
  get screenReader() {
    return this.#get('screen-reader') === 'on';
  }

  set screenReader(on) {
    this.#set('screen-reader', on ? 'on' : 'off');
  }

  #get(name) {
    try {
      return this.#now.get(name) ?? this.#storage.getItem(PREFIX + name);
    } catch {
      return null;
    }
  }

  #set(name, value) {
    this.#now.set(name, String(value));
    try {
      this.#storage.setItem(PREFIX + name, value);
    } catch {
      // Storage is full or forbidden: it holds until the page is left.
    }
  }
}

function clamped(pixels) {
  return Math.min(MOST_FONT, Math.max(LEAST_FONT, pixels));
}
