/**
 * What a person chose for a console. Pure.
 *
 * @typedef {object} Choices
 * @property {'text' | 'hex' | 'both'} view how things are shown
 * @property {'text' | 'hex'} mode how things to send are written
 * @property {'none' | 'lf' | 'cr' | 'crlf'} lineEnd
 * @property {boolean} again whether a session that was lost is dialled again by itself
 */

import { lineEnds } from './outgoing.js';

const one = (value, values) => (values.includes(value) ? value : values[0]);

/**
 * @param {any} remembered whatever was found
 * @returns {Choices} what of it makes sense, and for the rest what holds at first
 */
export function readChoices(remembered) {
  return {
    view: one(remembered?.view, ['text', 'hex', 'both']),
    mode: one(remembered?.mode, ['text', 'hex']),
    lineEnd: lineEnds.includes(remembered?.lineEnd) ? remembered.lineEnd : 'lf',
    again: remembered?.again === true,
  };
}
