import assert from 'node:assert/strict';
import test from 'node:test';
import { closed, endedHere } from '../../src/shared/ending.js';
import { endingAt } from '../../src/terminal/hang-up.js';
import { words } from '../../src/terminal/words.js';

for (const stage of ['checkingKey', 'loggingIn']) {
  test(`a server that hangs up at ${stage} has not waited any longer`, () => {
    const { heading, text, code } = endingAt(stage, closed(1000, '', true));
    assert.deepEqual([heading, text], words.notWaited);
    assert.equal(code, 1000);
  });
}

for (const [what, stage, ending] of [
  ['that hangs up on a shell', 'connected', closed(1000, '', true)],
  ['that hangs up at once', 'connecting', closed(1000, '', false)],
  ['that breaks off', 'loggingIn', closed(1011, 'target reset', true)],
  ['that a gateway has left', 'loggingIn', closed(1012, '', true)],
  ['that was refused', 'checkingKey', endedHere(words.keyRefused, '')],
]) {
  test(`a server ${what} keeps the words for it`, () => assert.equal(endingAt(stage, ending), ending));
}
