import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { AllSessions } from '../src/operator/all-sessions.js';

let asked;
let came;
let now;
let all;

beforeEach(() => {
  asked = [];
  came = 0;
  now = 0;
  globalThis.fetch = (address) => new Promise((resolve) => asked.push({ address, resolve }));
  all = new AllSessions(new URL('http://gateway.example/manage/sessions'), () => { came += 1; }, () => now);
});

/** The latest question is answered. */
async function answer(response) {
  asked.at(-1).resolve(response);
  await new Promise(setImmediate);
}

const list = (...sessions) => Response.json({ sessions });

test('they are looked for at once, and it is told when they have come', async () => {
  assert.equal(all.looking, false);
  all.want();
  assert.equal(asked[0].address.href, 'http://gateway.example/manage/sessions?limit=20000');
  assert.equal(all.looking, true);
  assert.equal(came, 0);
  await answer(list('one'));
  assert.deepEqual([all.looking, all.rows, came], [false, ['one'], 1]);
});

test('they are asked for once at a time, and again when they are old', async () => {
  all.want();
  all.want();
  assert.equal(asked.length, 1);
  await answer(list('one'));
  now = 4999;
  all.want();
  assert.equal(asked.length, 1);
  now = 5000;
  all.want();
  assert.deepEqual([asked.length, all.looking, all.rows], [2, false, ['one']]);
  await answer(list('two'));
  assert.deepEqual([all.rows, came], [['two'], 1]);
});

test('none that come too late are shown', async () => {
  all.want();
  all.forget();
  await answer(list('one'));
  assert.deepEqual([all.looking, all.rows, came], [false, null, 0]);
});

test('whoever wants them again looks for them at once', async () => {
  all.want();
  await answer(list('one'));
  all.forget();
  all.want();
  assert.deepEqual([asked.length, all.looking], [2, true]);
});

test('while they cannot be had it goes on looking, and what was there before stays', async () => {
  all.want();
  await answer(new Response('', { status: 500 }));
  assert.deepEqual([all.looking, came], [true, 0]);
  now = 5000;
  all.want();
  await answer(list('one'));
  assert.deepEqual([all.looking, came], [false, 1]);
  now = 10000;
  all.want();
  await answer(new Response('', { status: 500 }));
  assert.deepEqual(all.rows, ['one']);
});
