/** Base64 in its two alphabets, to and from bytes. */

/** Bytes of base64, whose line breaks and missing padding do not matter. */
export function fromBase64(text) {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, '');
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}

/** Base64 without padding. */
export function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

/** The form that JSON Web Keys have. */
export function toBase64Url(bytes) {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_');
}
