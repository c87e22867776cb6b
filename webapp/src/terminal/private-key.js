import { bcryptKeyAside } from './aside.js';
import { fromBase64 } from './base64.js';
import { openSshKey } from './openssh-key.js';
import { encryptedPkcs8Key, pkcs1Key, pkcs8Key, sec1Key } from './pem-key.js';
import { PrivateKeyError } from './private-key-error.js';

/** How each form is read that a key's first line can name. */
const FORMS = {
  'OPENSSH PRIVATE KEY': openSshKey,
  'PRIVATE KEY': pkcs8Key,
  'ENCRYPTED PRIVATE KEY': encryptedPkcs8Key,
  'RSA PRIVATE KEY': pkcs1Key,
  'EC PRIVATE KEY': sec1Key,
};

/** @typedef {(task: Parameters<typeof bcryptKeyAside>[0]) => Promise<Uint8Array | null>} BcryptKey */

/**
 * Reads a private key: RSA, ECDSA or Ed25519, as ssh-keygen or OpenSSL writes it.
 *
 * @param {string} text the file's content
 * @param {string} passphrase empty when there is none
 * @param {BcryptKey} bcryptKey
 * @returns {Promise<import('./user-key.js').UserKey>}
 * @throws {PrivateKeyError} it cannot be used
 */
export async function privateKey(text, passphrase, bcryptKey = bcryptKeyAside) {
  if (text.startsWith('PuTTY-User-Key-File')) {
    throw new PrivateKeyError('putty');
  }
  if (/^\s*(ssh-|ecdsa-|sk-)/.test(text)) {
    throw new PrivateKeyError('public');
  }
  const [, label, content] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/.exec(text) ?? [];
  if (!label) {
    throw new PrivateKeyError('unreadable');
  }
  const read = FORMS[label];
  if (!read) {
    throw new PrivateKeyError(label.includes('PUBLIC') || label === 'CERTIFICATE' ? 'public' : 'unsupported');
  }
  if (content.includes('ENCRYPTED')) {
    throw new PrivateKeyError('old-encryption');
  }
  try {
    return await read(fromBase64(content), passphrase, bcryptKey);
  } catch (error) {
    throw error instanceof PrivateKeyError ? error : new PrivateKeyError(reasonOf(error));
  }
}

function reasonOf(error) {
  return error.name === 'NotSupportedError' ? 'unsupported' : 'unreadable';
}
