import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { isAnswer } from './answers.js';
import { Feed } from './feed.js';
import { Search } from './search.js';
import { useStyleSheets } from './style-sheets.js';
import { THEMES } from './themes.js';
import { words } from './words.js';

const SCROLLBACK_LINES = 10_000;
const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** A size that has not changed for so long is told to the server. */
const SETTLED_MILLIS = 100;

const MATCHES = {
  matchBackground: '#8a6a1f',
  matchOverviewRuler: '#d9a441',
  activeMatchBackground: '#c0561a',
  activeMatchColorOverviewRuler: '#f08a4b',
};

useStyleSheets();

/** The terminal's screen: what xterm.js shows and what it is told by keyboard, mouse and clipboard. */
export class Screen {
  #terminal;
  #feed;
  #search = new Search();
  #shell = null;
  #settling = 0;
  #control = false;

  /** Called when the control key of the row of keys has been used. */
  onControlUsed = () => {};

  /**
   * @param {HTMLElement} place where it appears
   * @param {import('./settings.js').Settings} settings
   */
  constructor(place, settings) {
    const fit = new FitAddon();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: FONT,
      fontSize: settings.fontSize,
      linkHandler: { activate: (event, uri) => open(uri) },
      minimumContrastRatio: 4.5,
      screenReaderMode: settings.screenReader,
      scrollback: SCROLLBACK_LINES,
    });
    this.#feed = new Feed(this.#terminal);
    this.#terminal.loadAddon(fit);
    this.#terminal.loadAddon(this.#search);
    this.#terminal.loadAddon(new WebLinksAddon((event, uri) => open(uri)));
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.open(place);
    this.#terminal.onData((text) => (isAnswer(text) ? this.#send(text) : this.type(text)));
    this.#terminal.onBinary((text) => this.#shell?.type(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    this.#terminal.onResize(() => this.#resized());
    place.addEventListener('paste', (event) => this.#pasted(event), true);
    new ResizeObserver(() => fit.fit()).observe(place);
    this.apply = () => {
      this.#terminal.options.fontSize = settings.fontSize;
      this.#terminal.options.screenReaderMode = settings.screenReader;
      const theme = settings.theme === 'system' ? (dark.matches ? 'dark' : 'light') : settings.theme;
      this.#terminal.options.theme = THEMES[theme];
      place.dataset.theme = theme;
      fit.fit();
    };
    dark.addEventListener('change', this.apply);
    this.apply();
  }

  get size() {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** Forgets all that it has shown. */
  clear() {
    this.#shell = null;
    this.#feed.clear();
    this.#terminal.reset();
  }

  /** Draws what came, and says when it has. */
  draw(bytes, drawn) {
    this.#feed.write(bytes, drawn);
  }

  /** Shows lines that are no shell's, which hold nothing that controls a screen. */
  say(text) {
    this.#feed.write(`${text.replaceAll('\n', '\r\n')}\r\n`);
  }

  /** What is typed goes to this shell from now on; null for none. */
  connect(shell) {
    this.#shell = shell;
  }

  focus() {
    this.#terminal.focus();
  }

  /**
   * Asked about each key before the terminal is. Without a shell, Tab leads on as it does everywhere.
   *
   * @param {(event: KeyboardEvent) => boolean} ask whether the terminal gets the key
   */
  set onKey(ask) {
    this.#terminal.attachCustomKeyEventHandler((event) => (this.#shell !== null || event.key !== 'Tab') && ask(event));
  }

  /** What is selected. */
  get selection() {
    return this.#terminal.getSelection();
  }

  /** All that there is, from the first line that is still kept. */
  get text() {
    const { active } = this.#terminal.buffer;
    const lines = [];
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const text = line.translateToString(true);
      if (line.isWrapped && lines.length > 0) {
        lines[lines.length - 1] += text;
      } else {
        lines.push(text);
      }
    }
    return `${lines.join('\n').trimEnd()}\n`;
  }

  /** Sends text as if it had been typed. */
  type(text) {
    const typed = this.#control ? withControl(text) : text;
    this.holdControl(false);
    this.#send(typed);
  }

  /**
   * Sends text as if it had been pasted: the program may be told that it was. Control characters are left out, so that
   * nothing that was copied somewhere can pass for the end of a paste and go on as if it were typed.
   */
  paste(text) {
    this.holdControl(false);
    this.#terminal.paste(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, ''));
  }

  /** One of up, down, left, right. */
  arrow(direction) {
    const letter = { up: 'A', down: 'B', right: 'C', left: 'D' }[direction];
    this.type(`\u001b${this.#terminal.modes.applicationCursorKeysMode ? 'O' : '['}${letter}`);
  }

  /** Whether the next letter counts as one with the control key. */
  holdControl(held) {
    this.#control = held;
    if (!held) {
      this.onControlUsed();
    }
  }

  /** Looks for text, further up or down, and says with each call of the listener how many places there are. */
  find(text, { up, incremental = false }) {
    const options = { decorations: MATCHES, incremental };
    return up ? this.#search.findPrevious(text, options) : this.#search.findNext(text, options);
  }

  /** @param {(found: {resultIndex: number, resultCount: number}) => void} listener */
  set onFound(listener) {
    this.#search.onDidChangeResults(listener);
  }

  /** @param {() => void} listener called instead when there is a line that is too long to be searched */
  set onTooLong(listener) {
    this.#search.onTooLong = listener;
  }

  /** Shows no more what was found. */
  endSearch() {
    this.#search.clearDecorations();
  }

  #send(text) {
    this.#shell?.type(new TextEncoder().encode(text));
  }

  #resized() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#shell?.resize(this.size), SETTLED_MILLIS);
  }

  /** Kept from xterm.js' hidden field, where a megabyte of text would first be laid out. */
  #pasted(event) {
    event.preventDefault();
    event.stopPropagation();
    this.paste(event.clipboardData.getData('text/plain'));
  }
}

/** A link that a program has shown leads anywhere. */
function open(uri) {
  if (/^https?:/i.test(uri) && confirm(words.openLink(uri))) {
    window.open(uri, '_blank', 'noopener,noreferrer');
  }
}

/** The character that a keyboard makes of one letter and the control key. */
function withControl(text) {
  const code = text.toUpperCase().charCodeAt(0);
  return text.length === 1 && code >= 0x40 && code < 0x60 ? String.fromCharCode(code & 0x1f) : text;
}
