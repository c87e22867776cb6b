import { pbkdf } from 'bcrypt-pbkdf';

/**
 * Makes a key of a passphrase, as ssh-keygen does. Takes as long as its rounds are many: seconds, not moments.
 *
 * @param {{secret: Uint8Array, salt: Uint8Array, rounds: number, length: number}} task the length in bytes
 * @returns {Uint8Array | null} null where there is none
 */
export function bcryptKey({ secret, salt, rounds, length }) {
  const key = new Uint8Array(length);
  return pbkdf(secret, secret.length, salt, salt.length, key, length, rounds) === 0 ? key : null;
}
