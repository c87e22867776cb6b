import { KeyExchangeAlgorithm } from '@microsoft/dev-tunnels-ssh/algorithms/keyExchangeAlgorithm.js';
import { Buffer } from 'buffer';
import { concat, withoutLeadingZeros } from './wire.js';

/** The key exchange of RFC 8731, which carefully configured servers offer alone. The library has none of its own. */
export class Curve25519 extends KeyExchangeAlgorithm {
  constructor() {
    super('curve25519-sha256', 256, 'SHA2-256', 32);
  }

  createKeyExchange() {
    return new Exchange(this.hashDigestLength);
  }
}

class Exchange {
  #pair;

  constructor(digestLength) {
    this.digestLength = digestLength;
  }

  async startKeyExchange() {
    this.#pair = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
    return Buffer.from(await crypto.subtle.exportKey('raw', this.#pair.publicKey));
  }

  /** The shared secret as a number that is not negative: with a zero before it where its first bit is set. */
  async decryptKeyExchange(theirs) {
    const publicKey = await crypto.subtle.importKey('raw', theirs, { name: 'X25519' }, false, []);
    // WebCrypto refuses the points whose secret is nothing but zeros, as RFC 7748 asks.
    const secret = new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, this.#pair.privateKey, 256));
    const digits = withoutLeadingZeros(secret);
    return Buffer.from(digits[0] >= 0x80 ? concat(Uint8Array.of(0), digits) : digits);
  }

  async sign(data) {
    return Buffer.from(await crypto.subtle.digest('SHA-256', data));
  }

  dispose() {}
}
