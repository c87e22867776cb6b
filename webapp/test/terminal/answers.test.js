import assert from 'node:assert/strict';
import test from 'node:test';
import { Terminal } from '@xterm/xterm/lib/xterm.mjs';
import { isAnswer } from '../../src/terminal/answers.js';

for (const [what, question] of [
  ['the cursor\'s place', '\u001b[6n'], ['the cursor\'s place, the longer way', '\u001b[?6n'], ['whether all is well', '\u001b[5n'],
  ['what it is', '\u001b[c'], ['which version it is', '\u001b[>c'], ['a mode', '\u001b[?2004$p'], ['a setting', '\u001bP$qm\u001b\\'],
]) {
  test(`the answer to a program that asks for ${what} is told from what is typed`, async () => {
    const terminal = new Terminal({ allowProposedApi: true });
    const answers = [];
    terminal.onData((text) => answers.push(text));
    await new Promise((resolve) => { terminal.write(question, resolve); });
    assert.equal(answers.length, 1);
    assert.ok(isAnswer(answers[0]), JSON.stringify(answers));
  });
}

for (const report of ['\u001b[I', '\u001b[O', '\u001b[<0;12;3M', '\u001b[<0;12;3m', '\u001b[M !!', '\u001b]10;rgb:ff/ff/ff\u001b\\']) {
  test(`${JSON.stringify(report)} is nothing that was typed`, () => assert.ok(isAnswer(report)));
}

for (const typed of [
  'a', 'hello', '\u001b', '\r', '\u001b[A', '\u001bOA', '\u001b[1;5A', '\u001b[3~', '\u001b[Z', '\u001b[H', '\u001bOP', '\u001b[15~',
  '\u001ba', '\u001b[', '\u001b]', '\u001bP', '你好',
]) {
  test(`${JSON.stringify(typed)} was typed`, () => assert.ok(!isAnswer(typed)));
}
