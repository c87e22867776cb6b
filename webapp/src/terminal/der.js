import { concat } from './wire.js';

/** The little of DER (X.690) that private keys are written in. */

export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const SEQUENCE = 0x30;

/** Reads one value after another. Throws a RangeError where something is cut short or is not what was expected. */
export class DerReader {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get empty() {
    return this.#at >= this.#bytes.length;
  }

  /** The tag of the value that comes next. */
  get tag() {
    return this.#bytes[this.#at];
  }

  /** The content of the next value, which must have this tag. */
  content(tag) {
    if (this.tag !== tag) {
      throw new RangeError('Something else was expected.');
    }
    let length = this.#bytes[this.#at + 1];
    let from = this.#at + 2;
    if (length > 0x80) {
      const digits = length - 0x80;
      length = this.#bytes.subarray(from, from + digits).reduce((sum, digit) => sum * 256 + digit, 0);
      from += digits;
    }
    if (!(from + length <= this.#bytes.length)) {
      throw new RangeError('Something is cut short.');
    }
    this.#at = from + length;
    return this.#bytes.subarray(from, this.#at);
  }

  /** A reader of what is in the next sequence. */
  sequence() {
    return new DerReader(this.content(SEQUENCE));
  }

  /** The next object identifier, in its usual form with dots. */
  identifier() {
    const [first, ...rest] = this.content(OBJECT_IDENTIFIER);
    const numbers = [Math.floor(first / 40), first % 40];
    let number = 0;
    for (const part of rest) {
      number = number * 128 + (part & 0x7f);
      if (part < 0x80) {
        numbers.push(number);
        number = 0;
      }
    }
    return numbers.join('.');
  }
}

/** One value with its tag and length. */
export function der(tag, ...parts) {
  const content = concat(...parts);
  const digits = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) {
    digits.unshift(rest % 256);
  }
  const length = content.length < 0x80 ? [content.length] : [0x80 + digits.length, ...digits];
  return concat(Uint8Array.of(tag, ...length), content);
}
