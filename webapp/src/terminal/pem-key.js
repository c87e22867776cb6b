import { der, DerReader, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from './der.js';
import { PrivateKeyError } from './private-key-error.js';
import { UserKey } from './user-key.js';

const RSA = '1.2.840.113549.1.1.1';
const ELLIPTIC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const CURVES = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521' };
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HASHES = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};
const AES_CBC_BITS = { '2.16.840.1.101.3.4.1.2': 128, '2.16.840.1.101.3.4.1.42': 256 };

/** More rounds than this would keep the browser busy for minutes. */
const MOST_ROUNDS = 10_000_000;

/** The algorithm identifiers as they are written, without tag and length. */
const RSA_BYTES = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1);
const ELLIPTIC_BYTES = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);
const NULL = Uint8Array.of(5, 0);
const VERSION = Uint8Array.of(0);

/** The tag of the curve in a key of SEC 1. */
const CURVE_TAG = 0xa0;

/**
 * Reads PKCS#8, the form that most programs write today.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<UserKey>}
 * @throws {PrivateKeyError}
 */
export async function pkcs8Key(bytes) {
  const info = new DerReader(bytes).sequence();
  info.content(INTEGER);
  const kind = info.sequence();
  const algorithm = algorithmOf(kind.identifier(), kind);
  const key = await crypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign']);
  return UserKey.of(await crypto.subtle.exportKey('jwk', key));
}

function algorithmOf(identifier, parameters) {
  if (identifier === RSA) {
    return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' };
  }
  if (identifier === ED25519) {
    return { name: 'Ed25519' };
  }
  const namedCurve = identifier === ELLIPTIC ? CURVES[parameters.identifier()] : undefined;
  if (!namedCurve) {
    throw new PrivateKeyError('unsupported');
  }
  return { name: 'ECDSA', namedCurve };
}

/** Reads PKCS#8 that a passphrase closes (PBES2 with PBKDF2 and AES, which is what OpenSSL writes). */
export async function encryptedPkcs8Key(bytes, passphrase) {
  if (passphrase === '') {
    throw new PrivateKeyError('passphrase-needed');
  }
  const info = new DerReader(bytes).sequence();
  const scheme = info.sequence();
  expect(scheme.identifier() === PBES2);
  const parameters = scheme.sequence();
  const derivation = parameters.sequence();
  expect(derivation.identifier() === PBKDF2);
  const { salt, iterations, hash } = derivationOf(derivation.sequence());
  const cipher = parameters.sequence();
  const length = AES_CBC_BITS[cipher.identifier()];
  expect(length);
  const iv = cipher.content(OCTET_STRING);
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', salt, iterations, hash }, secret, { name: 'AES-CBC', length }, false, ['decrypt']);
  let plain;
  try {
    plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, info.content(OCTET_STRING)));
    new DerReader(plain).sequence();
  } catch {
    throw new PrivateKeyError('passphrase-wrong');
  }
  return pkcs8Key(plain);
}

function derivationOf(parameters) {
  const salt = parameters.content(OCTET_STRING);
  const iterations = parameters.content(INTEGER).reduce((sum, digit) => sum * 256 + digit, 0);
  expect(iterations <= MOST_ROUNDS);
  if (!parameters.empty && parameters.tag === INTEGER) {
    parameters.content(INTEGER);
  }
  const hash = parameters.empty ? 'SHA-1' : HASHES[parameters.sequence().identifier()];
  expect(hash);
  return { salt, iterations, hash };
}

function expect(supported) {
  if (!supported) {
    throw new PrivateKeyError('unsupported');
  }
}

/** Reads PKCS#1, the older form of RSA keys. */
export function pkcs1Key(bytes) {
  return pkcs8Key(der(SEQUENCE,
    der(INTEGER, VERSION),
    der(SEQUENCE, der(OBJECT_IDENTIFIER, RSA_BYTES), NULL),
    der(OCTET_STRING, bytes)));
}

/** Reads SEC 1, the older form of ECDSA keys, which must name its curve. */
export function sec1Key(bytes) {
  const key = new DerReader(bytes).sequence();
  key.content(INTEGER);
  key.content(OCTET_STRING);
  return pkcs8Key(der(SEQUENCE,
    der(INTEGER, VERSION),
    der(SEQUENCE, der(OBJECT_IDENTIFIER, ELLIPTIC_BYTES), key.content(CURVE_TAG)),
    der(OCTET_STRING, bytes)));
}
