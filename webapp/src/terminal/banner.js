import { plainText } from './plain-text.js';

/** A server that goes on and on before the log-in is not listened to for longer. */
const MOST_CHARACTERS = 16_000;

/** What a server says before the log-in, which may come in several messages. */
export class Banner {
  /** All of it, line after line, for a page to show. */
  text = '';

  /**
   * @param {string} message
   * @returns {string} what there is to show of it, line after line; empty if nothing
   */
  add(message) {
    const text = plainText(message);
    if (text === '' || this.text.length + text.length > MOST_CHARACTERS) {
      return '';
    }
    this.text += this.text === '' ? text : `\n${text}`;
    return text;
  }
}
