import assert from 'node:assert/strict';
import test from 'node:test';
import { Remembered } from '../src/shared/remembered.js';

const application = new URL('https://gate.example/sluice/');

/** As the browser's, but empty. */
function storage(entries = new Map()) {
  return () => ({
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => entries.set(key, text),
  });
}

test('what was chosen is there when the page is opened again', () => {
  const browser = storage();
  assert.deepEqual(new Remembered('vnc', application, '/a', browser).value, {});
  new Remembered('vnc', application, '/a', browser).value = { size: 'full' };
  assert.deepEqual(new Remembered('vnc', application, '/a', browser).value, { size: 'full' });
});

test('each viewer, route and application has its own', () => {
  const browser = storage();
  new Remembered('vnc', application, '/a', browser).value = { size: 'full' };
  for (const other of [
    new Remembered('vnc', application, '/b', browser),
    new Remembered('ssh', application, '/a', browser),
    new Remembered('vnc', new URL('https://gate.example/'), '/a', browser),
  ]) {
    assert.deepEqual(other.value, {});
  }
});

test('a browser that stores nothing remembers while the page is open', () => {
  const remembered = new Remembered('vnc', application, '/a', () => { throw new Error('SecurityError'); });
  assert.deepEqual(remembered.value, {});
  remembered.value = { size: 'full' };
  assert.deepEqual(remembered.value, { size: 'full' });
});

test('what cannot be read is as if nothing had been chosen', () => {
  const entries = new Map();
  new Remembered('vnc', application, '/a', storage(entries)).value = {};
  const [key] = entries.keys();
  for (const text of ['{', 'null', '']) {
    entries.set(key, text);
    assert.deepEqual(new Remembered('vnc', application, '/a', storage(entries)).value, {});
  }
});
