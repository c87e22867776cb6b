/**
 * Why a private key cannot be used. The reason is one of: <code>unreadable</code>, <code>unsupported</code>,
 * <code>passphrase-needed</code>, <code>passphrase-wrong</code>, <code>old-encryption</code> (a form whose encryption
 * needs MD5), <code>putty</code>, <code>public</code> (it is a public key).
 */
export class PrivateKeyError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}
