import assert from 'node:assert/strict';
import test from 'node:test';
import { Terminal } from '@xterm/xterm/lib/xterm.mjs';
import { Feed } from '../../src/terminal/feed.js';

const PIECE = new TextEncoder().encode('x'.repeat(31_998).concat('\r\n'));

/** A terminal that is on no page, and what is to be done soon. */
function fed() {
  const terminal = new Terminal({ allowProposedApi: true, cols: 80, rows: 24, scrollback: 100 });
  const soon = [];
  return { terminal, soon, feed: new Feed(terminal, (action) => soon.push(action)) };
}

/** What happens on a page whose timers are held back for ever. */
function withoutTimers(action) {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = () => 0;
  try {
    action();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}

const line = (terminal, row) => terminal.buffer.active.getLine(row).translateToString(true);

test('megabytes are drawn in order, and said to be, where no timer ever comes', () => {
  const { terminal, soon, feed } = fed();
  const drawn = [];
  withoutTimers(() => {
    for (let at = 0; at < 100; at++) {
      feed.write(PIECE, () => drawn.push(at));
    }
    feed.write('the end', () => drawn.push('end'));
    while (soon.length > 0) {
      soon.shift()();
    }
  });
  assert.deepEqual(drawn, [...Array(100).keys(), 'end']);
  const { baseY, cursorY } = terminal.buffer.active;
  assert.equal(line(terminal, baseY + cursorY), 'the end');
});

test('nothing is drawn at once, and not all in one go, so that the page can do something else', () => {
  const { soon, feed } = fed();
  let drawn = 0;
  for (let at = 0; at < 300; at++) {
    feed.write(PIECE, () => { drawn++; });
  }
  assert.equal(drawn, 0);
  assert.equal(soon.length, 1);
  soon.shift()();
  assert.ok(drawn > 0 && drawn < 300, `${drawn}`);
  assert.equal(soon.length, 1);
});

test('what is not drawn yet can be forgotten', () => {
  const { terminal, soon, feed } = fed();
  feed.write('of the session before');
  feed.clear();
  soon.shift()();
  feed.write('now');
  soon.shift()();
  assert.equal(line(terminal, 0), 'now');
});
