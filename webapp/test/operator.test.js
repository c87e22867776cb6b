import assert from 'node:assert/strict';
import test from 'node:test';
import { milliseconds, rate, size, span } from '../src/shared/amounts.js';
import { History } from '../src/operator/history.js';
import { reloadedSince } from '../src/operator/operations.js';
import { kept, sorted } from '../src/operator/order.js';
import { finder } from '../src/shared/finding.js';

for (const [bytes, expected] of [
  [0, '0 B'], [999, '999 B'], [1000, '1.0 KiB'], [1536, '1.5 KiB'], [102400, '100 KiB'], [1023 * 1024, '1.0 MiB'],
  [5 * 1024 ** 3, '5.0 GiB'], [2 ** 60, '1024 PiB'],
]) {
  test(`${bytes} bytes are ${expected}`, () => {
    assert.equal(size(bytes), expected);
    assert.equal(rate(bytes), `${expected}/s`);
  });
}

for (const [seconds, expected] of [
  [0, '0 s'], [0.9, '0 s'], [59.9, '59 s'], [60, '1 min'], [61, '1 min 1 s'], [3600, '1 h'], [3661, '1 h 1 min'],
  [86400 * 2 + 59, '2 d'], [86400 + 3600 * 5, '1 d 5 h'],
]) {
  test(`${seconds} seconds are ${expected}`, () => assert.equal(span(seconds), expected));
}

test('a short time has a digit more', () => {
  assert.equal(milliseconds(0.00072), '0.7 ms');
  assert.equal(milliseconds(0.25), '250 ms');
});

test('a search finds every word anywhere, whatever its case, accents and width', () => {
  const texts = ['alice', 'Büro /vnc/desk1'];
  for (const query of ['ALICE', ' vnc  ali ', 'buro', 'ＡＬＩＣＥ', '']) {
    assert.ok(finder(query)(texts), query);
  }
  for (const query of ['carol', 'alice carol', 'desk1alice']) {
    assert.ok(!finder(query)(texts), query);
  }
});

test('a span speaks the language that it is given', () => {
  assert.equal(span(90061, ['天', '小时', '分', '秒']), '1 天 1 小时');
});

test('numbers are sorted as numbers, and numbers within texts too', () => {
  assert.deepEqual(sorted([{ n: 9 }, { n: 10 }, { n: 2 }], ({ n }) => n, true), [{ n: 10 }, { n: 9 }, { n: 2 }]);
  assert.deepEqual(sorted([{ n: '10.0.0.10' }, { n: '10.0.0.9' }], ({ n }) => n, false).map(({ n }) => n),
    ['10.0.0.9', '10.0.0.10']);
});

test('rows that somebody may click on stay where they are, and new ones come below them while there is room', () => {
  assert.deepEqual(kept(['a', 'b', 'c'], ['c', 'd', 'a', 'e'], 4), ['a', 'b', 'c', 'd']);
  assert.deepEqual(kept(['a', 'b'], ['d'], 1), ['a', 'b']);
  assert.deepEqual(kept(['a', 'b'], [], Infinity), ['a', 'b']);
});

test('only a later reload that was applied contradicts one that failed', () => {
  const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'];
  assert.equal(reloadedSince(null, { at: early, outcome: 'applied' }), true);
  assert.equal(reloadedSince({ at: early, outcome: 'refused' }, { at: late, outcome: 'applied' }), true);
  assert.equal(reloadedSince({ at: early, outcome: 'applied' }, { at: early, outcome: 'applied' }), false);
  assert.equal(reloadedSince({ at: early, outcome: 'applied' }, { at: late, outcome: 'refused' }), false);
  assert.equal(reloadedSince(null, null), false);
});

function state(seconds, up, down, open) {
  return { at: new Date(seconds * 1000).toISOString(), 'bytes-up': up, 'bytes-down': down, 'sessions-open': open };
}

test('a point is what was carried since the state before, by the second', () => {
  const history = new History(10);
  history.add(state(100, 1000, 5000, 1));
  assert.deepEqual(history.times, []);
  assert.deepEqual(history.rates, { up: null, down: null });
  history.add(state(102, 1200, 9000, 2));
  assert.deepEqual([history.times, history.up, history.down, history.open], [[102], [100], [2000], [2]]);
  assert.deepEqual(history.rates, { up: 100, down: 2000 });
});

test('a state that came twice is no point', () => {
  const history = new History(10);
  [state(100, 0, 0, 0), state(101, 10, 0, 0), state(101, 10, 0, 0)].forEach((each) => history.add(each));
  assert.deepEqual(history.times, [101]);
});

test('a gateway that was restarted counts from nothing, and no rate is negative', () => {
  const history = new History(10);
  [state(100, 900, 900, 1), state(101, 5, 900, 1), state(102, 5, 7, 1), state(103, 10, 7, 1)].forEach((each) => history.add(each));
  assert.deepEqual([history.up, history.down], [[null, null, 5], [null, null, 0]]);
});

test('a clock that was set back begins a new history', () => {
  const history = new History(10);
  [state(100, 0, 0, 1), state(101, 10, 0, 1), state(102, 20, 0, 1)].forEach((each) => history.add(each));
  history.add(state(42, 20, 0, 1));
  assert.deepEqual(history.times, []);
  assert.deepEqual(history.rates, { up: null, down: null });
  history.add(state(43, 27, 0, 1));
  assert.deepEqual([history.times, history.up, history.down, history.open], [[43], [7], [0], [1]]);
});

test('where no state came for a while there is a gap, and no rate of the time in between', () => {
  const history = new History(600);
  [state(100, 0, 0, 1), state(101, 10, 0, 2), state(200, 9000, 0, 3)].forEach((each) => history.add(each));
  assert.deepEqual([history.times, history.up, history.down, history.open], [[101, 200], [10, null], [0, null], [2, null]]);
  assert.deepEqual(history.rates, { up: null, down: null });
  history.add(state(201, 9004, 0, 3));
  assert.deepEqual(history.up, [10, null, 4]);
});

test('a state that is late is no gap', () => {
  const history = new History(600);
  [state(100, 0, 0, 1), state(105, 10, 0, 2)].forEach((each) => history.add(each));
  assert.deepEqual(history.up, [2]);
});

test('only the latest points are kept, by their time and not by their number', () => {
  const history = new History(3);
  for (let second = 0; second < 10; second += 1) {
    history.add(state(100 + second, second, 0, second));
  }
  assert.deepEqual(history.times, [106, 107, 108, 109]);
  assert.deepEqual(history.open, [6, 7, 8, 9]);
  history.add(state(500, 9, 0, 9));
  assert.deepEqual(history.times, [500]);
});
