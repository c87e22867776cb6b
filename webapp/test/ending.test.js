import assert from 'node:assert/strict';
import test from 'node:test';
import { closed, codeLine, endedHere, neverOpened } from '../src/shared/ending.js';

const CONTRACT = [
  [1000, ''], [1006, ''], [1011, 'target reset'], [1012, 'gateway is restarting'],
  [1013, 'no room: try again later'], [1014, 'target refused the connection'], [1014, 'target unreachable'],
  [1014, 'target did not answer in time'], [1014, 'target name not found'], [1014, 'TLS with the target failed'],
  [1008, 'client does not read'],
  [1008, 'idle for too long'], [1008, 'longest session time reached'], [1008, 'ended by an administrator'],
];

test('each end that the gateway knows has words of its own', () => {
  const endings = CONTRACT.map(([code, reason]) => closed(code, reason, true));
  const unknown = closed(4999, '', true);
  for (const ending of endings) {
    assert.ok(ending.heading && ending.text);
    assert.notEqual(ending.text, unknown.text);
  }
  assert.equal(new Set(endings.map(({ text }) => text)).size, CONTRACT.length);
});

test('code and reason are passed on as they came', () => {
  const ending = closed(1014, 'target refused the connection', false);
  assert.equal(ending.code, 1014);
  assert.equal(ending.reason, 'target refused the connection');
  assert.equal(codeLine(ending), 'Code 1014: target refused the connection');
  assert.equal(codeLine(closed(1000, '', true)), 'Code 1000');
});

test('a known code with a new reason is explained by its code', () => {
  assert.equal(closed(1014, 'target speaks in riddles', false).heading, closed(1014, '', false).heading);
});

test('a code that nobody knows still says something', () => {
  assert.ok(closed(4999, 'strange', true).text);
});

test('a normal end before the desktop appeared is not called the end of a session', () => {
  assert.notEqual(closed(1000, '', false).heading, closed(1000, '', true).heading);
});

test('a refused handshake shows the words of the gateway', () => {
  const ending = neverOpened({ kind: 'status', status: 429, title: 'Too many sessions', detail: 'Two are allowed.' });
  assert.equal(ending.heading, 'Too many sessions');
  assert.equal(ending.text, 'Two are allowed.');
  assert.equal(codeLine(ending), 'Code 1006: status 429, Too many sessions');
});

test('a refused handshake without words still shows its status', () => {
  const ending = neverOpened({ kind: 'status', status: 502, title: '', detail: '' });
  assert.ok(ending.heading && ending.text);
  assert.equal(ending.reason, 'status 502');
});

test('a route that would upgrade points at what lies between', () => {
  assert.match(neverOpened({ kind: 'status', status: 426, title: 'Upgrade Required', detail: '' }).text, /proxy/);
});

test('silence and a detour to a login are told apart', () => {
  assert.match(neverOpened({ kind: 'silent' }).heading, /cannot be reached/);
  assert.match(neverOpened({ kind: 'redirect' }).text, /log in/);
});

test('what the page itself ended has no code of the gateway', () => {
  assert.deepEqual(endedHere(['Over', 'It is over.'], 'Authentication failure'),
    { heading: 'Over', text: 'It is over.', code: null, reason: 'Authentication failure' });
  assert.equal(codeLine(endedHere(['Over', ''], 'Authentication failure')), 'Authentication failure');
  assert.equal(codeLine(endedHere(['Over', ''], '')), '');
});

for (const [code, reason, passing] of [
  [1000, '', false], [1001, '', true], [1005, '', false], [1006, '', true], [1008, 'idle for too long', false],
  [1008, 'ended by an administrator', false], [1011, 'target reset', true], [1012, 'gateway is restarting', true],
  [1013, 'no room: try again later', true], [1014, 'target refused the connection', true], [4999, '', false],
]) {
  test(`code ${code} ${reason} ${passing ? 'may pass' : 'does not pass'} by itself`, () => {
    assert.equal(closed(code, reason, true).passing, passing);
  });
}

for (const [status, passing] of [[401, false], [403, false], [404, false], [426, true], [429, true], [502, true],
  [503, true], [504, true]]) {
  test(`status ${status} ${passing ? 'may pass' : 'does not pass'} by itself`, () => {
    assert.equal(neverOpened({ kind: 'status', status, title: '', detail: '' }).passing, passing);
  });
}

test('silence may pass, a log-in that ran out does not', () => {
  assert.equal(neverOpened({ kind: 'silent' }).passing, true);
  assert.equal(neverOpened({ kind: 'redirect' }).passing, false);
});

test('the answer to the plain request goes with a WebSocket that never opened', () => {
  for (const answer of [{ kind: 'silent' }, { kind: 'redirect' },
    { kind: 'status', status: 426, title: '', detail: '' }, { kind: 'status', status: 403, title: '', detail: '' }]) {
    assert.equal(neverOpened(answer).answer, answer);
  }
  assert.equal(closed(1006, '', false).answer, undefined);
});

test('what the page itself ended is not tried again', () => {
  assert.ok(!endedHere(['Over', ''], 'Authentication failure').passing);
});
