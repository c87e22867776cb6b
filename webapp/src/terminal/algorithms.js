import { SshAlgorithms } from '@microsoft/dev-tunnels-ssh/algorithms/sshAlgorithms.js';
import { SshProtocolExtensionNames, SshSessionConfiguration } from '@microsoft/dev-tunnels-ssh/sshSessionConfiguration.js';
import { Curve25519 } from './curve25519.js';
import { Ed25519HostKey } from './ed25519-host-key.js';
import { AuthenticationBanner, PasswordChangeRequest } from './messages.js';

/**
 * What this browser and a server may agree on, the best first.
 *
 * No Diffie-Hellman over plain numbers: the library does not check that a server's number is in range. No MAC over
 * ciphertext (-etm): with one of these and without strict key exchange, messages can be cut from the start of a session
 * unseen (Terrapin, CVE-2023-48795), and what follows the length in an empty packet is never checked by the library. No
 * SHA-1, no CBC, no group 1 or 14, and nothing that is called none.
 *
 * @param {string} [knownType] the type of the key that the server is known by, which is asked for before all others: a server
 *   with several keys shows the same one again, also to a browser that has come to know better ones since
 * @returns {Promise<SshSessionConfiguration>}
 */
export async function algorithms(knownType) {
  const configuration = new SshSessionConfiguration();
  const { keyExchange, publicKey, encryption, hmac } = SshAlgorithms;
  const modern = await isModern();
  replace(configuration.keyExchangeAlgorithms, [
    ...(modern ? [new Curve25519()] : []),
    keyExchange.ecdhNistp256Sha256,
    keyExchange.ecdhNistp384Sha384,
    keyExchange.ecdhNistp521Sha512,
  ]);
  const hostKeys = [
    ...(modern ? [new Ed25519HostKey()] : []),
    publicKey.ecdsaSha2Nistp256,
    publicKey.ecdsaSha2Nistp384,
    publicKey.ecdsaSha2Nistp521,
    publicKey.rsaWithSha512,
    publicKey.rsaWithSha256,
  ];
  const isKnown = ({ keyAlgorithmName }) => keyAlgorithmName === knownType;
  replace(configuration.publicKeyAlgorithms, [
    ...hostKeys.filter(isKnown),
    ...hostKeys.filter((algorithm) => !isKnown(algorithm)),
  ]);
  replace(configuration.encryptionAlgorithms, [encryption.aes256Gcm, encryption.aes256Ctr]);
  replace(configuration.hmacAlgorithms, [hmac.hmacSha512, hmac.hmacSha256]);
  // None of Microsoft's own extensions, which give a server more ways to talk to a browser.
  replace(configuration.protocolExtensions, [SshProtocolExtensionNames.serverSignatureAlgorithms]);
  configuration.messages.set(AuthenticationBanner.NUMBER, AuthenticationBanner);
  configuration.contextualMessages.set('password', new Map([[PasswordChangeRequest.NUMBER, PasswordChangeRequest]]));
  return configuration;
}

/** Whether the browser has the curves that WebCrypto got last (Chromium 137, Firefox 130, Safari 17). */
async function isModern() {
  try {
    await Promise.all([
      crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']),
      crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']),
    ]);
    return true;
  } catch {
    return false;
  }
}

function replace(list, replacement) {
  list.splice(0, list.length, ...replacement);
}
