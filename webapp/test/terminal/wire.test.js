import assert from 'node:assert/strict';
import test from 'node:test';
import { concat, mpint, padded, Reader, string, uint32 } from '../../src/terminal/wire.js';

test('what is written is read again', () => {
  const reader = new Reader(concat(uint32(4_000_000_000), string('äö'), string(Uint8Array.of(1, 2)), Uint8Array.of(9)));
  assert.equal(reader.uint32(), 4_000_000_000);
  assert.equal(reader.text(), 'äö');
  assert.deepEqual([...reader.string()], [1, 2]);
  assert.equal(reader.left, 1);
});

test('numbers have no zeros before them but the one that keeps them from being negative', () => {
  assert.deepEqual([...mpint(Uint8Array.of(0, 0, 0x7f))], [0, 0, 0, 1, 0x7f]);
  assert.deepEqual([...mpint(Uint8Array.of(0, 0x80))], [0, 0, 0, 2, 0, 0x80]);
  assert.deepEqual([...mpint(Uint8Array.of(0))], [0, 0, 0, 0]);
});

test('numbers are brought to a length, but never cut', () => {
  assert.deepEqual([...padded(Uint8Array.of(0, 0, 0, 5), 2)], [0, 5]);
  assert.throws(() => padded(Uint8Array.of(1, 2, 3), 2), RangeError);
});

for (const bytes of [[], [0, 0], [0, 0, 0, 5, 1], [0xff, 0xff, 0xff, 0xff, 1]]) {
  test(`[${bytes}] is cut short`, () => {
    assert.throws(() => new Reader(Uint8Array.from(bytes)).string(), RangeError);
  });
}
