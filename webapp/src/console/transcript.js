/**
 * What has been sent and received, bounded: the oldest makes room for the newest. Pure.
 *
 * @typedef {object} Entry
 * @property {number} number counts from 0
 * @property {Date} time
 * @property {'sent' | 'received' | 'note'} kind
 * @property {Uint8Array} bytes empty for a note
 * @property {string} text what the bytes say in UTF-8, control characters and all; a note's words
 */

import { dump } from './hex.js';
import { visible } from './visible.js';

const HEX_WIDTH = 16;
const MARKS = { sent: '>', received: '<', note: '#' };

export class Transcript {
  #most;
  #entries = [];
  #number = 0;
  #lines = 0;
  #bytes = 0;

  /** A character may begin in one message and end in the next. */
  #decoders = { sent: new TextDecoder(), received: new TextDecoder() };

  /** All that there ever was, by direction. */
  totals = { sent: { messages: 0, bytes: 0 }, received: { messages: 0, bytes: 0 } };

  /** What has had to make room since the last clear. */
  dropped = { lines: 0, bytes: 0 };

  /** @param {{lines: number, bytes: number}} most that is kept; the newest entry is kept whole in any case */
  constructor(most = { lines: 5000, bytes: 1024 * 1024 }) {
    this.#most = most;
  }

  /** @returns {readonly Entry[]} what is kept, the oldest first */
  get entries() {
    return this.#entries;
  }

  /**
   * @param {'sent' | 'received'} kind
   * @param {Uint8Array} bytes one message
   * @param {Date} time
   */
  add(kind, bytes, time) {
    this.totals[kind].messages += 1;
    this.totals[kind].bytes += bytes.length;
    // A message is cut to pieces, so that the bound holds for one large message, too.
    const longest = Math.max(Math.floor(this.#most.bytes / 64), 1);
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += longest) {
      const some = bytes.subarray(offset, offset + longest);
      this.#push({ kind, bytes: some, time, text: this.#decoders[kind].decode(some, { stream: true }) });
    }
    this.#drop();
  }

  /**
   * @param {string} text
   * @param {Date} time
   */
  note(text, time) {
    this.#push({ kind: 'note', bytes: new Uint8Array(), time, text });
    this.#drop();
  }

  /** Another session: what was left of a character is of no use. */
  begin() {
    this.#decoders = { sent: new TextDecoder(), received: new TextDecoder() };
    this.totals = { sent: { messages: 0, bytes: 0 }, received: { messages: 0, bytes: 0 } };
  }

  /** Forgets the entries. The totals go on. */
  clear() {
    this.#entries = [];
    this.#lines = 0;
    this.#bytes = 0;
    this.dropped = { lines: 0, bytes: 0 };
  }

  #push(entry) {
    this.#entries.push({ number: this.#number, ...entry });
    this.#number += 1;
    this.#lines += lines(entry);
    this.#bytes += entry.bytes.length;
  }

  #drop() {
    let first = 0;
    while (first < this.#entries.length - 1
      && (this.#lines > this.#most.lines || this.#bytes > this.#most.bytes)) {
      const entry = this.#entries[first];
      this.#lines -= lines(entry);
      this.#bytes -= entry.bytes.length;
      this.dropped.lines += lines(entry);
      this.dropped.bytes += entry.bytes.length;
      first += 1;
    }
    if (first > 0) {
      this.#entries = this.#entries.slice(first);
    }
  }
}

/** Lines of an entry: each line feed ends one, and what comes after the last is one, too. */
function lines({ text }) {
  let count = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}

/**
 * @param {Entry} entry
 * @param {'text' | 'hex' | 'both'} view
 * @param {number} width of a line of hex, in bytes
 * @returns {string} what is shown of it, of one or more lines
 */
export function shown({ kind, text, bytes }, view, width = HEX_WIDTH) {
  if (kind === 'note') {
    return text;
  }
  const seen = visible(text).replace(/\n$/, '');
  if (view === 'text') {
    return seen;
  }
  return view === 'hex' ? dump(bytes, width) : `${seen}\n${dump(bytes, width)}`;
}

/**
 * @param {readonly Entry[]} entries
 * @param {'text' | 'hex' | 'both'} view
 * @returns {string} for a file: each entry's first line has its time (UTC) and direction, the others are indented
 */
export function asFile(entries, view) {
  return entries.map((entry) => {
    const head = `${entry.time.toISOString()} ${MARKS[entry.kind]} `;
    return `${head}${shown(entry, view).replaceAll('\n', `\n${' '.repeat(head.length)}`)}\n`;
  }).join('');
}
