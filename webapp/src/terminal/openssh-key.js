import { PrivateKeyError } from './private-key-error.js';
import { keyOfPrivatePart } from './user-key.js';
import { concat, Reader } from './wire.js';

/** The file's first bytes (OpenSSH's PROTOCOL.key). */
const MAGIC = 'openssh-key-v1\0';

/** More rounds than this would keep the browser busy for minutes; ssh-keygen's default is 16 or 24. */
const MOST_ROUNDS = 1024;

const BLOCK = 16;

/** The ciphers that ssh-keygen has used by itself, and the one that it is likely to use next. */
const CIPHERS = {
  'aes256-ctr': { name: 'AES-CTR', blockBytes: BLOCK },
  'aes256-cbc': { name: 'AES-CBC', blockBytes: BLOCK },
  'aes256-gcm@openssh.com': { name: 'AES-GCM', blockBytes: 12 },
};

const KEY_BYTES = 32;

/**
 * Reads the form that ssh-keygen writes.
 *
 * @param {Uint8Array} bytes what is between the file's first and last line
 * @param {string} passphrase empty when there is none
 * @param {import('./private-key.js').BcryptKey} bcryptKey
 * @returns {Promise<import('./user-key.js').UserKey>}
 * @throws {PrivateKeyError}
 */
export async function openSshKey(bytes, passphrase, bcryptKey) {
  const reader = new Reader(bytes);
  if (new TextDecoder().decode(reader.bytes(MAGIC.length)) !== MAGIC) {
    throw new PrivateKeyError('unreadable');
  }
  const cipher = reader.text();
  const derivation = reader.text();
  const derivationOptions = reader.string();
  if (reader.uint32() !== 1) {
    throw new PrivateKeyError('unsupported');
  }
  // The public key, which the private part has again.
  reader.string();
  const sealed = reader.string();
  const part = new Reader(cipher === 'none'
    ? sealed
    : await opened(cipher, derivation, derivationOptions, concat(sealed, reader.bytes(reader.left)), passphrase, bcryptKey));
  // The same number twice: how one knows that a passphrase was right.
  if (part.uint32() !== part.uint32()) {
    throw new PrivateKeyError(cipher === 'none' ? 'unreadable' : 'passphrase-wrong');
  }
  return keyOfPrivatePart(part);
}

async function opened(cipher, derivation, derivationOptions, sealed, passphrase, bcryptKey) {
  const algorithm = CIPHERS[cipher];
  if (!algorithm || derivation !== 'bcrypt') {
    throw new PrivateKeyError('unsupported');
  }
  if (passphrase === '') {
    throw new PrivateKeyError('passphrase-needed');
  }
  const options = new Reader(derivationOptions);
  const salt = options.string();
  const rounds = options.uint32();
  if (rounds > MOST_ROUNDS) {
    throw new PrivateKeyError('unsupported');
  }
  const secret = new TextEncoder().encode(passphrase);
  const derived = await bcryptKey({ secret, salt, rounds, length: KEY_BYTES + algorithm.blockBytes });
  if (derived === null) {
    throw new PrivateKeyError('unreadable');
  }
  const start = derived.subarray(KEY_BYTES);
  const key = await crypto.subtle.importKey(
    'raw', derived.subarray(0, KEY_BYTES), algorithm.name, false, ['encrypt', 'decrypt']);
  derived.fill(0, 0, KEY_BYTES);
  try {
    return new Uint8Array(await DECRYPTION[algorithm.name](key, start, sealed));
  } catch {
    throw new PrivateKeyError('passphrase-wrong');
  }
}

const DECRYPTION = {
  'AES-CTR': (key, counter, sealed) => crypto.subtle.decrypt({ name: 'AES-CTR', counter, length: 128 }, key, sealed),
  'AES-GCM': (key, iv, sealed) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed),
  async 'AES-CBC'(key, iv, sealed) {
    // WebCrypto insists on padding, which these files have none of: a block of nothing but padding is put behind.
    const padding = await crypto.subtle.encrypt(
      { name: 'AES-CBC', iv: sealed.subarray(sealed.length - BLOCK) }, key, new Uint8Array(0));
    return crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, concat(sealed, new Uint8Array(padding)));
  },
};
