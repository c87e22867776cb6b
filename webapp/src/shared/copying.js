/**
 * Copies a field's text to the clipboard and leaves it selected, so that where copying is not allowed (pages over
 * plain http have no clipboard) the person can do it with the keyboard.
 *
 * @param {HTMLInputElement} field visible, holding the text
 * @returns {Promise<boolean>} whether the text is in the clipboard
 */
export async function copyFrom(field) {
  field.focus();
  field.select();
  // Old, but all that there is over plain http.
  return await written(field.value) || document.execCommand('copy');
}

/**
 * Puts a text into the clipboard, where the browser lets the page do that.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser took it
 */
export async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
