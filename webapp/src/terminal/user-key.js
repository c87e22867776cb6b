import { fromBase64, toBase64Url } from './base64.js';
import { PrivateKeyError } from './private-key-error.js';
import { concat, mpint, padded, Reader, string, withoutLeadingZeros } from './wire.js';

/** What SSH calls a curve, and how many bytes a coordinate has. */
const CURVES = {
  'P-256': { ssh: 'nistp256', bytes: 32, hash: 'SHA-256' },
  'P-384': { ssh: 'nistp384', bytes: 48, hash: 'SHA-384' },
  'P-521': { ssh: 'nistp521', bytes: 66, hash: 'SHA-512' },
};

/** The names that WebCrypto has for the curves that SSH names. */
export const CURVE_OF_SSH = Object.fromEntries(Object.entries(CURVES).map(([web, { ssh }]) => [ssh, web]));

/**
 * A private key that a user logs in with. The browser keeps it where no script can read it, this one included.
 */
export class UserKey {
  #algorithms;

  constructor(blob, algorithms) {
    /** The public key as SSH writes it. */
    this.blob = blob;
    this.#algorithms = algorithms;
  }

  /** The names of the signatures that the key can make, the best first. */
  get algorithms() {
    return Object.keys(this.#algorithms);
  }

  /** A signature of one of these names, as SSH writes it. */
  async sign(algorithm, data) {
    return concat(string(algorithm), string(await this.#algorithms[algorithm](data)));
  }

  /**
   * The key that a JSON Web Key describes.
   *
   * @throws {PrivateKeyError} what it says is no key, or of a kind that this cannot use
   */
  static async of(jwk) {
    try {
      return await KINDS[jwk.kty](jwk);
    } catch (error) {
      throw new PrivateKeyError(error.name === 'NotSupportedError' ? 'unsupported' : 'unreadable');
    }
  }
}

const KINDS = {
  async RSA(jwk) {
    const signer = async (hash) => {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash };
      const key = await subtleKey(jwk, algorithm);
      return async (data) => new Uint8Array(await crypto.subtle.sign(algorithm, key, data));
    };
    const blob = concat(string('ssh-rsa'), mpint(fromBase64(jwk.e)), mpint(fromBase64(jwk.n)));
    // A signature with SHA-1, which the type's plain name stands for, is not made.
    return new UserKey(blob, { 'rsa-sha2-512': await signer('SHA-512'), 'rsa-sha2-256': await signer('SHA-256') });
  },

  async EC(jwk) {
    const { ssh, bytes, hash } = CURVES[jwk.crv];
    const key = await subtleKey(jwk, { name: 'ECDSA', namedCurve: jwk.crv });
    const name = `ecdsa-sha2-${ssh}`;
    const point = concat(Uint8Array.of(4), padded(fromBase64(jwk.x), bytes), padded(fromBase64(jwk.y), bytes));
    const sign = async (data) => {
      const signature = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, key, data));
      return concat(mpint(signature.subarray(0, bytes)), mpint(signature.subarray(bytes)));
    };
    return new UserKey(concat(string(name), string(ssh), string(point)), { [name]: sign });
  },

  async OKP(jwk) {
    const name = 'ssh-ed25519';
    const key = await subtleKey(jwk, { name: 'Ed25519' });
    const sign = async (data) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, data));
    return new UserKey(concat(string(name), string(fromBase64(jwk.x))), { [name]: sign });
  },
};

function subtleKey({ kty, crv, n, e, d, p, q, dp, dq, qi, x, y }, algorithm) {
  return crypto.subtle.importKey('jwk', { kty, crv, n, e, d, p, q, dp, dq, qi, x, y }, algorithm, false, ['sign']);
}

/**
 * The key of an openssh-key-v1 file's private part, whose reader stands before the key's type.
 *
 * @param {Reader} reader
 * @returns {Promise<UserKey>}
 */
export async function keyOfPrivatePart(reader) {
  const type = reader.text();
  if (type === 'ssh-rsa') {
    const [n, e, d, qi, p, q] = [1, 2, 3, 4, 5, 6].map(() => reader.string());
    const [dp, dq] = [p, q].map((prime) => remainder(d, prime));
    return UserKey.of({ kty: 'RSA', ...urlEncoded({ n, e, d, p, q, dp, dq, qi }) });
  }
  if (type.startsWith('ecdsa-sha2-')) {
    const crv = CURVE_OF_SSH[reader.text()];
    if (!crv) {
      throw new PrivateKeyError('unsupported');
    }
    const { bytes } = CURVES[crv];
    const point = reader.string();
    const [x, y] = [point.subarray(1, 1 + bytes), point.subarray(1 + bytes)];
    return UserKey.of({ kty: 'EC', crv, ...urlEncoded({ x, y, d: padded(reader.string(), bytes) }, bytes) });
  }
  if (type === 'ssh-ed25519') {
    const x = reader.string();
    // The seed, and the public key once more.
    const d = reader.string().subarray(0, 32);
    return UserKey.of({ kty: 'OKP', crv: 'Ed25519', ...urlEncoded({ x, d }, 32) });
  }
  throw new PrivateKeyError('unsupported');
}

/** Numbers as JSON Web Keys have them: with as many bytes as are given, else without leading zeros. */
function urlEncoded(numbers, bytes) {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) =>
    [name, toBase64Url(bytes ? number : withoutLeadingZeros(number))]));
}

/** What is left of a private exponent modulo a prime less one. Such files leave it out, and WebCrypto wants it. */
function remainder(exponent, prime) {
  const hex = (bytes) => `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const digits = (BigInt(hex(exponent)) % (BigInt(hex(prime)) - 1n)).toString(16);
  const even = digits.padStart(digits.length + (digits.length % 2), '0');
  return Uint8Array.from(even.match(/../g), (pair) => parseInt(pair, 16));
}
