import assert from 'node:assert/strict';
import test from 'node:test';
import { Remembered } from '../../src/shared/remembered.js';
import { Settings } from '../../src/terminal/settings.js';

/** The settings of a page that is opened with this in the browser's storage. */
function opened(kept) {
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  return new Settings(new Remembered('ssh', new URL('http://gateway/'), '', () => storage));
}

test('what was set is there again, and the usual before', () => {
  const kept = new Map();
  const settings = opened(kept);
  assert.deepEqual([settings.fontSize, settings.theme, settings.screenReader], [14, 'system', false]);
  settings.fontSize += 2;
  settings.theme = 'dark';
  settings.screenReader = true;
  const again = opened(kept);
  assert.deepEqual([again.fontSize, again.theme, again.screenReader], [16, 'dark', true]);
  again.forgetFontSize();
  assert.deepEqual([again.fontSize, again.theme, again.screenReader], [14, 'dark', true]);
});

for (const [stored, size] of [[7, 8], [33, 32], [1e9, 32], ['20', 14], [null, 14], [undefined, 14]]) {
  test(`a size of ${JSON.stringify(stored)} becomes ${size}`, () => {
    assert.equal(new Settings({ value: { fontSize: stored } }).fontSize, size);
  });
}

for (const broken of [{ theme: 'pink', screenReader: 'on' }, 1, 'text', []]) {
  test(`${JSON.stringify(broken)} is as if nothing had been set`, () => {
    const settings = new Settings({ value: broken });
    assert.deepEqual([settings.fontSize, settings.theme, settings.screenReader], [14, 'system', false]);
  });
}

test('without storage it holds until the page is left', () => {
  const settings = new Settings(new Remembered('ssh', new URL('http://gateway/'), '', () => null));
  assert.equal(settings.theme, 'system');
  settings.theme = 'dark';
  assert.equal(settings.theme, 'dark');
});
