import { toBase64 } from './base64.js';
import { Reader } from './wire.js';

/**
 * What identifies a server.
 *
 * @typedef {{type: string, fingerprint: string}} HostKey
 */

/**
 * The type and the fingerprint of a public key, as <code>ssh-keygen -lf</code> prints it.
 *
 * @param {Uint8Array} blob the key as a server sends it
 * @returns {Promise<HostKey>}
 */
export async function hostKey(blob) {
  const digest = await crypto.subtle.digest('SHA-256', blob);
  return { type: new Reader(blob).text(), fingerprint: `SHA256:${toBase64(new Uint8Array(digest))}` };
}
