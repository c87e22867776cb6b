import assert from 'node:assert/strict';
import test from 'node:test';
import { readChoices, screenSettings } from '../src/desktop/choices.js';
import { characterKey, keysBetween, namedKey } from '../src/desktop/typing.js';

const FIRST = { size: 'fit', quality: 'balanced', viewOnly: false, clipboard: false };

test('at first the desktop fits the window, takes keys and is not given the clipboard', () => {
  assert.deepEqual(readChoices({}), FIRST);
  assert.deepEqual(screenSettings(FIRST, false), {
    scaleViewport: true, resizeSession: false, qualityLevel: 6, compressionLevel: 2, viewOnly: false, clipViewport: false,
  });
});

test('what was chosen is kept', () => {
  const chosen = { size: 'resize', quality: 'sharp', viewOnly: true, clipboard: true };
  assert.deepEqual(readChoices(chosen), chosen);
});

for (const nonsense of [null, 5, 'full', [], { size: 'huge', quality: 7, viewOnly: 'yes', clipboard: 'yes' },
  { size: 'constructor', quality: '__proto__' }]) {
  test(`does not choose by ${JSON.stringify(nonsense)}`, () => {
    assert.deepEqual(readChoices(nonsense), FIRST);
  });
}

test('fingers move what does not fit, a mouse has scroll bars', () => {
  assert.equal(screenSettings({ ...FIRST, size: 'full' }, true).clipViewport, true);
  assert.equal(screenSettings({ ...FIRST, size: 'full' }, false).clipViewport, false);
  assert.equal(screenSettings({ ...FIRST, size: 'fit' }, true).clipViewport, false);
});

test('more quality never means less data', () => {
  const levels = ['fast', 'balanced', 'sharp'].map((quality) => screenSettings({ ...FIRST, quality }, false));
  assert.deepEqual(levels.map(({ qualityLevel }) => qualityLevel), [2, 6, 9]);
  assert.ok(levels[0].compressionLevel >= levels[1].compressionLevel);
  assert.ok(levels[1].compressionLevel >= levels[2].compressionLevel);
});

const [BACKSPACE, ENTER] = [0xff08, 0xff0d];
const characters = (text) => Array.from(text, (character) => character.codePointAt(0));

test('what is added is typed', () => {
  assert.deepEqual(keysBetween('___', '___ab'), characters('ab'));
});

test('what is taken away is taken away by the backspace key', () => {
  assert.deepEqual(keysBetween('___ab', '___'), [BACKSPACE, BACKSPACE]);
});

test('what is corrected is typed anew from there', () => {
  assert.deepEqual(keysBetween('___teh', '___the '), [BACKSPACE, BACKSPACE, ...characters('he ')]);
});

test('nothing is typed when nothing changes', () => {
  assert.deepEqual(keysBetween('___', '___'), []);
});

test('a character beyond the first plane is one key', () => {
  assert.deepEqual(keysBetween('_', '_😀'), [0x0101f600]);
  assert.deepEqual(keysBetween('_😀', '_'), [BACKSPACE]);
});

test('characters have the symbols of the X11 protocol', () => {
  assert.equal(characterKey(0x41), 0x41);
  assert.equal(characterKey(0xfc), 0xfc);
  assert.equal(characterKey(0x20ac), 0x010020ac);
  assert.equal(characterKey(0x0a), ENTER);
  assert.equal(characterKey(0x09), 0xff09);
});

test('named keys are known by the browser’s names, and nothing else is', () => {
  assert.equal(namedKey('Escape'), 0xff1b);
  assert.equal(namedKey('F1'), 0xffbe);
  assert.equal(namedKey('F12'), 0xffc9);
  assert.equal(namedKey('a'), undefined);
  assert.equal(namedKey('constructor'), undefined);
});
