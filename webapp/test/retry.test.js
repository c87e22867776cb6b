import assert from 'node:assert/strict';
import test from 'node:test';
import { Retry } from '../src/shared/retry.js';

const LATEST = 0.999999;

/** A retry with a clock that is set by hand. */
function started(random = LATEST) {
  const clock = { now: 5 };
  const retry = new Retry(() => clock.now, () => random);
  return { clock, retry };
}

const seconds = (retry, count) => Array.from({ length: count }, () => Math.round(retry.next() / 1000));

test('delays double up to half a minute', () => {
  const { retry } = started();
  retry.connected();
  assert.deepEqual(seconds(retry, 8), [1, 2, 4, 8, 16, 30, 30, 30]);
});

test('a thousand attempts do not overflow', () => {
  const { retry } = started();
  seconds(retry, 1100);
  assert.equal(Math.round(retry.next()), 30000);
});

test('up to half of a delay is left to chance', () => {
  assert.equal(started(0).retry.next(), 500);
  assert.equal(Math.round(started(LATEST).retry.next()), 1000);
});

test('a session that lasted begins the delays anew', () => {
  const { clock, retry } = started();
  retry.connected();
  seconds(retry, 4);
  clock.now += 60000;
  retry.connected();
  clock.now += 10000;
  assert.deepEqual(seconds(retry, 2), [1, 2]);
});

test('a session that was lost at once does not', () => {
  const { clock, retry } = started();
  retry.connected();
  seconds(retry, 3);
  retry.connected();
  clock.now += 9999;
  assert.deepEqual(seconds(retry, 1), [8]);
});

test('waiting is not taken for a session that lasted', () => {
  const { clock, retry } = started();
  retry.connected();
  clock.now += 20000;
  seconds(retry, 2);
  clock.now += 60000;
  assert.deepEqual(seconds(retry, 1), [4]);
});

test('what never worked is not worth another attempt, nor what was given up', () => {
  const { retry } = started();
  assert.equal(retry.worthwhile, false);
  retry.connected();
  retry.next();
  assert.equal(retry.worthwhile, true);
  retry.reset();
  assert.equal(retry.worthwhile, false);
  assert.deepEqual(seconds(retry, 1), [1]);
});
