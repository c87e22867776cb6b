import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { expectGreeting } from '../src/desktop/greeting.js';

let socket;
let life;
let missed;
let passedOn;

/** As a session does: it is over once its greeting was missed. */
beforeEach(() => {
  socket = new EventTarget();
  life = new AbortController();
  missed = [];
  passedOn = [];
  expectGreeting(socket, life.signal, (...given) => {
    missed.push(given);
    life.abort();
  });
  socket.addEventListener('message', ({ data }) => passedOn.push(data));
});

const open = () => socket.dispatchEvent(new Event('open'));
const receive = (data) => socket.dispatchEvent(Object.assign(new Event('message'), { data }));
const bytes = (count) => new Uint8Array(count).buffer;

test('a computer that is silent is given up after a while', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  open();
  context.mock.timers.tick(19999);
  assert.deepEqual(missed, []);
  context.mock.timers.tick(1);
  assert.deepEqual(missed, [['no greeting in 20 s', true]]);
});

test('half a greeting is none', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  open();
  receive(bytes(11));
  context.mock.timers.tick(20000);
  assert.equal(missed.length, 1);
});

test('a computer that greets may take its time for what follows', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  open();
  receive(bytes(4));
  receive(bytes(8));
  context.mock.timers.tick(60000);
  assert.deepEqual(missed, []);
  assert.equal(passedOn.length, 2);
});

test('nothing is waited for in a session that is over', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  open();
  life.abort();
  context.mock.timers.tick(60000);
  assert.deepEqual(missed, []);
});

test('a text is no desktop, and is not passed on', () => {
  receive('RFB 003.008\n');
  assert.deepEqual(missed, [['text message', false]]);
  assert.deepEqual(passedOn, []);
});
