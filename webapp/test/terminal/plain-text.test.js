import assert from 'node:assert/strict';
import test from 'node:test';
import { plainText } from '../../src/terminal/plain-text.js';

for (const [what, text, plain] of [
  ['lines stay', 'one\r\ntwo\n\tthree\n\n', 'one\ntwo\n\tthree'],
  ['escape sequences lose their force', '\u001b[2Jgone\u009b1m', '[2Jgone1m'],
  ['no text is turned around', 'a\u202etxt.exe\u2066b', 'atxt.exeb'],
  ['nothing hides', 'pass\u200bword\u0000\ufeff', 'password'],
  ['letters of all languages stay', '漢字 ä 🙂', '漢字 ä 🙂'],
]) {
  test(what, () => assert.equal(plainText(text), plain));
}

test('what is endless is cut', () => assert.equal(plainText('x'.repeat(10_000)).length, 4000));
