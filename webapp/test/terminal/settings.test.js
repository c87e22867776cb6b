import assert from 'node:assert/strict';
import test from 'node:test';
import { Settings } from '../../src/terminal/settings.js';

function storage(kept = new Map()) {
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, String(value)) };
}

test('what was set is there again, and the usual before', () => {
  const kept = storage();
  const settings = new Settings(kept);
  assert.deepEqual([settings.fontSize, settings.theme, settings.screenReader], [14, 'system', false]);
  settings.fontSize += 2;
  settings.theme = 'dark';
  settings.screenReader = true;
  const again = new Settings(kept);
  assert.deepEqual([again.fontSize, again.theme, again.screenReader], [16, 'dark', true]);
  again.forgetFontSize();
  assert.equal(again.fontSize, 14);
});

for (const [stored, size] of [['7', 8], ['33', 32], ['1e9', 8], ['big', 14], ['', 14]]) {
  test(`a size of ${stored || 'nothing'} becomes ${size}`, () => {
    assert.equal(new Settings(storage(new Map([['sluice.terminal.font-size', stored]]))).fontSize, size);
  });
}

test('a theme that there is not is the usual one', () => {
  assert.equal(new Settings(storage(new Map([['sluice.terminal.theme', 'pink']]))).theme, 'system');
});

test('without storage it holds until the page is left', () => {
  const settings = new Settings(null);
  assert.equal(settings.theme, 'system');
  settings.theme = 'dark';
  assert.equal(settings.theme, 'dark');
});
