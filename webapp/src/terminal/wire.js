/** What SSH's own encoding is made of (RFC 4251, section 5): numbers, strings and big numbers. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes of several arrays in one. */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A number in four bytes. */
export function uint32(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Text or bytes, with their length before them. */
export function string(value) {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  return concat(uint32(bytes.length), bytes);
}

/** Bytes without the zeros before them. */
export function withoutLeadingZeros(bytes) {
  let from = 0;
  while (from < bytes.length && bytes[from] === 0) {
    from++;
  }
  return bytes.subarray(from);
}

/** A number that is not negative, given in as many bytes as it may have, most significant first. */
export function mpint(bytes) {
  const digits = withoutLeadingZeros(bytes);
  return string(digits[0] >= 0x80 ? concat(new Uint8Array(1), digits) : digits);
}

/** Bytes of a number in exactly so many places. */
export function padded(bytes, length) {
  const digits = withoutLeadingZeros(bytes);
  if (digits.length > length) {
    throw new RangeError('A number is too large.');
  }
  return concat(new Uint8Array(length - digits.length), digits);
}

/** Reads what the functions above write. Throws a RangeError where something is cut short. */
export class Reader {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** How many bytes are left. */
  get left() {
    return this.#bytes.length - this.#at;
  }

  bytes(length) {
    if (length > this.left) {
      throw new RangeError('Something is cut short.');
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32() {
    const four = this.bytes(4);
    return new DataView(four.buffer, four.byteOffset).getUint32(0);
  }

  string() {
    return this.bytes(this.uint32());
  }

  text() {
    return decoder.decode(this.string());
  }
}
