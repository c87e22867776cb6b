import assert from 'node:assert/strict';
import test from 'node:test';
import { dump, parseHex } from '../src/console/hex.js';
import { History } from '../src/console/history.js';
import { encodeText } from '../src/console/outgoing.js';
import { asFile, shown, Transcript } from '../src/console/transcript.js';
import { visible } from '../src/console/visible.js';

const bytes = (...values) => Uint8Array.from(values);
const utf8 = (text) => new TextEncoder().encode(text);
const time = new Date('2026-11-21T20:23:04.005Z');

for (const text of ['50494e470d0a', '50 49 4E 47 0d 0a', '0x50,0x49,0x4e,0x47\n0X0d 0x0A', '50:49:4e:47:0d:0a', ' 5049  4e470d0a ']) {
  test(`reads ${JSON.stringify(text)} as hex`, () => {
    assert.deepEqual(parseHex(text), { bytes: utf8('PING\r\n') });
  });
}

test('reads nothing as no bytes', () => {
  assert.deepEqual(parseHex(' , '), { bytes: bytes() });
});

test('says where hex is wrong, and what stands there', () => {
  assert.deepEqual(parseHex('50 4g'), { problem: 'digit', at: 5, found: 'g' });
  assert.deepEqual(parseHex('0x5 '), { problem: 'half', at: 3, found: '0x5' });
  assert.deepEqual(parseHex('50 494'), { problem: 'half', at: 6, found: '494' });
  assert.deepEqual(parseHex('50 0x'), { problem: 'half', at: 5, found: '0x' });
  assert.deepEqual(parseHex('0xzz'), { problem: 'digit', at: 3, found: 'z' });
  assert.deepEqual(parseHex('5😀'), { problem: 'digit', at: 2, found: '😀' });
});

test('dumps lines of offset, hex and ASCII', () => {
  assert.equal(dump(utf8('+PONG\r\n'), 8), '0000  2b 50 4f 4e 47 0d 0a     +PONG..');
  assert.equal(dump(bytes(0, 0x20, 0x7e, 0x7f, 0xff), 4), '0000  00 20 7e 7f  . ~.\n0004  ff           .');
  assert.equal(dump(bytes(), 16), '');
});

test('a dump can be read again', () => {
  const all = Uint8Array.from({ length: 256 }, (_, index) => index);
  const hex = dump(all, 16).split('\n').map((line) => line.slice(6, 6 + 47)).join('\n');
  assert.deepEqual(parseHex(hex), { bytes: all });
});

test('what cannot be seen gets a sign', () => {
  assert.equal(visible('a\0b\t\u001b[1m\r\n\u007f\u0085é漢'), 'a‹NUL›b‹HT›‹ESC›[1m‹CR›‹LF›\n‹DEL›‹U+0085›é漢');
  assert.equal(visible('\u202egpj.exe\u200b\ufeff'), '‹U+202E›gpj.exe‹U+200B›‹U+FEFF›');
});

for (const [lineEnd, expected] of [['none', 'a\nb'], ['lf', 'a\nb\n'], ['cr', 'a\rb\r'], ['crlf', 'a\r\nb\r\n']]) {
  test(`each line ends with ${lineEnd}`, () => {
    assert.deepEqual(encodeText('a\nb', lineEnd), utf8(expected));
  });
}

test('a line end alone can be sent', () => {
  assert.deepEqual(encodeText('', 'crlf'), bytes(13, 10));
  assert.deepEqual(encodeText('', 'none'), bytes());
});

test('history goes back to the oldest and forth to what was not sent yet', () => {
  const history = new History();
  assert.equal(history.back('draft'), 'draft');
  for (const text of ['one', 'two', 'two', '']) {
    history.add(text);
  }
  assert.equal(history.back('draft'), 'two');
  assert.equal(history.back('two'), 'one');
  assert.equal(history.back('one'), 'one');
  assert.equal(history.forth('one'), 'two');
  assert.equal(history.forth('two'), 'draft');
  assert.equal(history.forth('draft'), 'draft');
});

test('history keeps the last hundred', () => {
  const history = new History();
  for (let i = 0; i < 150; i += 1) {
    history.add(`${i}`);
  }
  let oldest;
  for (let i = 0; i < 200; i += 1) {
    oldest = history.back('');
  }
  assert.equal(oldest, '50');
});

test('a character that is cut by a message border is whole in the next message', () => {
  const transcript = new Transcript();
  const whole = utf8('漢');
  transcript.add('received', whole.subarray(0, 2), time);
  transcript.add('sent', utf8('x'), time);
  transcript.add('received', whole.subarray(2), time);
  assert.deepEqual(transcript.entries.map(({ text }) => text), ['', 'x', '漢']);
});

test('half a character does not reach into the next session', () => {
  const transcript = new Transcript();
  transcript.add('received', utf8('漢').subarray(0, 2), time);
  transcript.begin();
  transcript.add('received', utf8('a'), time);
  assert.equal(transcript.entries[1].text, 'a');
});

test('messages and bytes are counted by direction', () => {
  const transcript = new Transcript({ lines: 1, bytes: 1 });
  transcript.add('received', utf8('abc'), time);
  transcript.add('received', utf8('de'), time);
  transcript.add('sent', utf8('f'), time);
  transcript.clear();
  assert.deepEqual(transcript.totals, { sent: { messages: 1, bytes: 1 }, received: { messages: 2, bytes: 5 } });
});

test('lines are bounded, the newest stay, and what was dropped is known', () => {
  const transcript = new Transcript({ lines: 10, bytes: 1e6 });
  for (let i = 0; i < 8; i += 1) {
    transcript.add('received', utf8(`${i}\n${i}\n`), time);
  }
  assert.deepEqual(transcript.entries.map(({ text }) => text), ['3\n3\n', '4\n4\n', '5\n5\n', '6\n6\n', '7\n7\n']);
  assert.deepEqual(transcript.dropped, { lines: 6, bytes: 12 });
  assert.equal(transcript.entries[0].number, 3);
});

test('bytes are bounded, for one large message, too', () => {
  const transcript = new Transcript({ lines: 1e6, bytes: 6400 });
  transcript.add('received', new Uint8Array(100_000).fill(0x61), time);
  const kept = transcript.entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
  assert.ok(kept <= 6400 && kept > 6000, `${kept} bytes`);
  assert.equal(transcript.dropped.bytes + kept, 100_000);
});

test('the newest entry is kept whole, however many lines it has', () => {
  const transcript = new Transcript({ lines: 2, bytes: 1e6 });
  transcript.add('received', utf8('a\nb\nc\n'), time);
  assert.equal(transcript.entries.length, 1);
});

test('an empty message is an entry', () => {
  const transcript = new Transcript();
  transcript.add('received', bytes(), time);
  assert.equal(transcript.entries.length, 1);
});

test('an entry is shown as text, as hex, or both', () => {
  const entry = { kind: 'received', bytes: utf8('+PONG\r\n'), text: '+PONG\r\n', time };
  assert.equal(shown(entry, 'text'), '+PONG‹CR›‹LF›');
  assert.equal(shown(entry, 'hex', 8), '0000  2b 50 4f 4e 47 0d 0a     +PONG..');
  assert.equal(shown(entry, 'both', 8), '+PONG‹CR›‹LF›\n0000  2b 50 4f 4e 47 0d 0a     +PONG..');
  assert.equal(shown({ kind: 'note', text: 'Closed', bytes: bytes(), time }, 'hex'), 'Closed');
});

test('a file has time and direction', () => {
  const transcript = new Transcript();
  transcript.note('Opened', time);
  transcript.add('sent', utf8('PING\r\n'), time);
  transcript.add('received', utf8('a\nb'), time);
  assert.equal(asFile(transcript.entries, 'text'), '2026-11-21T20:23:04.005Z # Opened\n'
    + '2026-11-21T20:23:04.005Z > PING‹CR›‹LF›\n'
    + '2026-11-21T20:23:04.005Z < a‹LF›\n                           b\n');
});
