/**
 * From what a soft keyboard does to a text field to keys for the desktop. Pure.
 *
 * Soft keyboards hardly say which key was pressed: they change the text, sometimes more of it than the last character
 * (word completion, corrections). So the field is compared with what it was.
 */

/** X11 key symbols of keys that stand for no character, by the names of the browser's key events. */
const NAMED = {
  Backspace: 0xff08,
  Tab: 0xff09,
  Enter: 0xff0d,
  Escape: 0xff1b,
  Home: 0xff50,
  ArrowLeft: 0xff51,
  ArrowUp: 0xff52,
  ArrowRight: 0xff53,
  ArrowDown: 0xff54,
  PageUp: 0xff55,
  PageDown: 0xff56,
  End: 0xff57,
  Insert: 0xff63,
  Delete: 0xffff,
  Control: 0xffe3,
  Alt: 0xffe9,
  Meta: 0xffeb,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`F${index + 1}`, 0xffbe + index])),
};

/**
 * @param {string} name as in KeyboardEvent.key
 * @returns {number | undefined} the key symbol of a key that stands for no character
 */
export function namedKey(name) {
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

/**
 * @param {number} point a Unicode code point
 * @returns {number} the key symbol that stands for it (X11 protocol, appendix A: Latin-1 and Unicode)
 */
export function characterKey(point) {
  if (point === 0x0a || point === 0x0d) {
    return NAMED.Enter;
  }
  if (point === 0x09) {
    return NAMED.Tab;
  }
  const latin = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return latin ? point : 0x01000000 + point;
}

/**
 * @param {string} before what the field held
 * @param {string} after what it holds now
 * @returns {number[]} the symbols of the keys that make one of the other, at the end of a text
 */
export function keysBetween(before, after) {
  const [old, now] = [Array.from(before), Array.from(after)];
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) {
    same += 1;
  }
  return [
    ...old.slice(same).map(() => NAMED.Backspace),
    ...now.slice(same).map((character) => characterKey(character.codePointAt(0))),
  ];
}
