import { PublicKeyAlgorithm } from '@microsoft/dev-tunnels-ssh/algorithms/publicKeyAlgorithm.js';
import { Reader } from './wire.js';

const NAME = 'ssh-ed25519';

/** Checks the signatures of servers that prove themselves with Ed25519 (RFC 8709), which the library cannot do itself. */
export class Ed25519HostKey extends PublicKeyAlgorithm {
  constructor() {
    super(NAME, NAME, 'SHA2-512');
  }

  createKeyPair() {
    return new PublicKey();
  }

  createVerifier(key) {
    return key;
  }
}

class PublicKey {
  #key;

  async setPublicKeyBytes(blob) {
    const reader = new Reader(blob);
    if (reader.text() !== NAME) {
      throw new Error('The key is no Ed25519 key.');
    }
    this.#key = await crypto.subtle.importKey('raw', reader.string(), { name: 'Ed25519' }, false, ['verify']);
  }

  verify(data, signature) {
    return crypto.subtle.verify('Ed25519', this.#key, signature, data);
  }

  dispose() {}
}
