import assert from 'node:assert/strict';
import test from 'node:test';
import { LetIn } from '../src/desktop/let-in.js';

const KEY = '01-02';
const PASSWORD = { password: 'sesame' };

/** Let in once, and dialled anew. */
function letIn(key, credentials = PASSWORD) {
  const known = new LetIn();
  known.dialling();
  if (key) {
    known.showsKey(key);
  }
  known.give(credentials);
  known.accepted();
  known.dialling();
  return known;
}

test('a desktop that asks for the same is given the same', () => {
  assert.deepEqual(letIn(null).asks(['password']), PASSWORD);
  const both = { username: 'me', password: 'sesame' };
  assert.deepEqual(letIn(null, both).asks(['password', 'username']), both);
});

test('a key that was approved is not asked for again, and opens the way for the same credentials', () => {
  const known = letIn(KEY);
  assert.equal(known.showsKey(KEY), true);
  assert.deepEqual(known.asks(['password']), PASSWORD);
});

test('a desktop that shows another key, or none any more, or one for the first time, is given nothing', () => {
  const another = letIn(KEY);
  assert.equal(another.showsKey('03-04'), false);
  assert.equal(another.asks(['password']), null);
  assert.equal(letIn(KEY).asks(['password']), null);
  const first = letIn(null);
  assert.equal(first.showsKey(KEY), false);
  assert.equal(first.asks(['password']), null);
});

test('a desktop that asks for less, or for more, is given nothing', () => {
  assert.equal(letIn(null, { username: 'me', password: 'sesame' }).asks(['password']), null);
  assert.equal(letIn(null).asks(['username', 'password']), null);
});

test('what was given again is known again, and what was not is not', () => {
  const known = letIn(KEY);
  known.showsKey(KEY);
  known.asks(['password']);
  known.accepted();
  known.dialling();
  known.showsKey(KEY);
  assert.deepEqual(known.asks(['password']), PASSWORD);
  known.dialling();
  known.accepted();
  known.dialling();
  assert.equal(known.asks(['password']), null);
});

test('an attempt that came to nothing changes nothing', () => {
  const known = letIn(KEY);
  known.showsKey('03-04');
  known.give({ password: 'other' });
  known.dialling();
  assert.equal(known.showsKey(KEY), true);
  assert.deepEqual(known.asks(['password']), PASSWORD);
});

test('what is forgotten is not known', () => {
  const known = letIn(KEY);
  known.forget();
  assert.equal(known.showsKey(KEY), false);
  assert.equal(known.asks(['password']), null);
});
