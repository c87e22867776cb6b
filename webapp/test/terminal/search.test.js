import assert from 'node:assert/strict';
import test from 'node:test';
import { Terminal } from '@xterm/xterm/lib/xterm.mjs';
import { Search } from '../../src/terminal/search.js';

const COLUMNS = 10;

/** Looks for text in a terminal that shows lines of so many rows. */
async function found(text, ...rows) {
  const terminal = new Terminal({ allowProposedApi: true, cols: COLUMNS, rows: 5, scrollback: 20_000 });
  const search = new Search();
  let tooLong = 0;
  search.onTooLong = () => { tooLong++; };
  search.activate(terminal);
  const lines = rows.map((count) => `${'x'.repeat(COLUMNS * count - 3)}end`);
  await new Promise((resolve) => { terminal.write(lines.join('\r\n'), resolve); });
  const results = [search.findNext(text), search.findPrevious(text)];
  // It has a timer, for which the test would wait.
  search.dispose();
  return { results, tooLong };
}

test('a line that is too long is said to be, and not searched', async () => {
  assert.deepEqual(await found('nowhere', 12_000), { results: [false, false], tooLong: 2 });
  assert.deepEqual(await found('nowhere', 1, 1001, 1), { results: [false, false], tooLong: 2 });
});

test('long lines are searched, however many they are', async () => {
  const { tooLong } = await found('nowhere', 500, 1, 1000, 500);
  assert.equal(tooLong, 0);
});
