/**
 * Shows a transcript. What comes in bulk is drawn once per frame, and what has had to make room by then is never drawn.
 */

import { shown } from './transcript.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);

/** More at once than anybody wants to have read out. */
const TOO_MANY_TO_READ_OUT = 20;

/** So far from the end counts as the end, in pixels. */
const NEAR_PIXELS = 24;

const MARKS = { sent: '→', received: '←', note: '·' };

export class LogView {
  #transcript;
  #log = find('log');
  #scroll = find('scroll');
  #view;
  #narrow = matchMedia('(max-width: 34rem)');

  /** The rows, by their entries' numbers. */
  #rows = new Map();
  #pending = false;
  #following = true;

  /** Where it was when it was looked at last: only going up from there is somebody's wish. */
  #top = 0;

  /**
   * @param {import('./transcript.js').Transcript} transcript
   * @param {'text' | 'hex' | 'both'} view
   */
  constructor(transcript, view) {
    this.#transcript = transcript;
    this.#view = view;
    this.#scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#narrow.addEventListener('change', () => this.show(this.#view));
    find('newest').addEventListener('click', () => this.follow());
    // Rows that have not been seen yet have a height that is guessed.
    const sizes = new ResizeObserver(() => this.#keepUp());
    sizes.observe(this.#scroll);
    sizes.observe(this.#log);
  }

  /** The transcript has changed. */
  update() {
    if (!this.#pending) {
      this.#pending = true;
      requestAnimationFrame(() => {
        this.#pending = false;
        this.#draw();
      });
    }
  }

  /** @param {'text' | 'hex' | 'both'} view from now on, and for what is there already */
  show(view) {
    this.#view = view;
    this.#log.replaceChildren();
    this.#rows.clear();
    this.update();
  }

  /** Goes to the newest, and stays there. */
  follow() {
    this.#following = true;
    this.#keepUp();
  }

  #draw() {
    const { entries, dropped } = this.#transcript;
    const oldest = entries[0]?.number ?? Infinity;
    for (const [number, row] of this.#rows) {
      if (number >= oldest) {
        break;
      }
      row.remove();
      this.#rows.delete(number);
    }
    const fresh = entries.filter(({ number }) => !this.#rows.has(number));
    this.#log.setAttribute('aria-live', fresh.length > TOO_MANY_TO_READ_OUT ? 'off' : 'polite');
    for (const entry of fresh) {
      this.#rows.set(entry.number, this.#row(entry));
    }
    this.#log.append(...fresh.map(({ number }) => this.#rows.get(number)));
    find('dropped').hidden = dropped.lines === 0;
    find('dropped').textContent = words.dropped(dropped.lines, dropped.bytes);
    const { sent, received } = this.#transcript.totals;
    find('counts').textContent = words.counts(sent, received);
    this.#keepUp();
  }

  #row(entry) {
    const row = document.createElement('div');
    row.className = `line ${entry.kind}`;
    const time = document.createElement('time');
    time.dateTime = entry.time.toISOString();
    time.textContent = clock(entry.time);
    const way = document.createElement('span');
    way.className = 'way';
    way.textContent = MARKS[entry.kind];
    way.setAttribute('role', 'img');
    way.setAttribute('aria-label', words[entry.kind]);
    const text = document.createElement('pre');
    text.textContent = shown(entry, this.#view, this.#narrow.matches ? 8 : 16);
    row.append(time, way, text);
    return row;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    if (scrollHeight - scrollTop - clientHeight < NEAR_PIXELS) {
      this.#following = true;
    } else if (scrollTop < this.#top) {
      this.#following = false;
    }
    this.#top = scrollTop;
    find('newest').hidden = this.#following;
  }

  #keepUp() {
    if (this.#following) {
      this.#scroll.scrollTop = this.#scroll.scrollHeight;
      this.#top = this.#scroll.scrollTop;
    }
    find('newest').hidden = this.#following;
  }
}

/** The time of the day here, to the millisecond. */
function clock(time) {
  const digits = (value, count = 2) => String(value).padStart(count, '0');
  return `${digits(time.getHours())}:${digits(time.getMinutes())}:${digits(time.getSeconds())}`
    + `.${digits(time.getMilliseconds(), 3)}`;
}
