import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { follow } from '../src/operator/live.js';

const ADDRESS = new URL('http://gateway.example/manage/events');

/** What a browser has, as far as the page uses it: a document that is seen or not, streams, and answers. */
let streams;
let answers;
let asked;
let told;
let hear;

class Stream extends EventTarget {
  constructor(address) {
    super();
    this.address = address;
    this.closed = false;
    streams.push(this);
  }

  close() {
    this.closed = true;
  }

  bring(state) {
    this.dispatchEvent(Object.assign(new Event('state'), { data: JSON.stringify(state) }));
  }

  fail() {
    this.dispatchEvent(new Event('error'));
  }
}

beforeEach(() => {
  streams = [];
  asked = [];
  told = [];
  answers = { health: () => Response.json({ live: true }), events: () => new Response('event: state\n\n') };
  globalThis.EventSource = Stream;
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  globalThis.fetch = async (address, { signal }) => {
    const name = address.pathname.split('/').at(-1);
    asked.push({ name, signal });
    return answers[name]();
  };
});

afterEach(() => see(false));

function see(seen) {
  document.hidden = !seen;
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Each call as its name and what it was given; the promise holds with the next one. */
function start() {
  const hearing = (name) => (...given) => {
    told.push([name, ...given]);
    hear?.();
  };
  follow(ADDRESS, Object.fromEntries(
    ['arrived', 'paused', 'lost', 'turnedAway', 'refused'].map((name) => [name, hearing(name)])));
}

const next = () => new Promise((resolve) => { hear = resolve; });

test('states are told as they come', () => {
  start();
  streams[0].bring({ at: 1 });
  streams[0].bring({ at: 2 });
  assert.deepEqual(told, [['arrived', { at: 1 }], ['arrived', { at: 2 }]]);
});

test('a page that nobody sees takes no connection, and one that is seen again does at once', () => {
  start();
  see(false);
  assert.deepEqual(streams.map(({ closed }) => closed), [true]);
  assert.deepEqual(told, [['paused']]);
  see(true);
  assert.deepEqual(streams.map(({ closed }) => closed), [true, false]);
});

test('a page that is opened where nobody sees it waits until it is seen', () => {
  document.hidden = true;
  start();
  assert.equal(streams.length, 0);
  see(true);
  assert.equal(streams.length, 1);
});

test('a gateway that has no room is said to answer, with what it says', async () => {
  const detail = 'As many operators look on as may; try again later.';
  answers.events = () => Response.json({ title: 'Service Unavailable', detail }, { status: 503 });
  start();
  const heard = next();
  streams[0].fail();
  await heard;
  assert.deepEqual(told, [['turnedAway', detail]]);
  assert.deepEqual(asked.map(({ name }) => name), ['health', 'events']);
});

test('a gateway that does not answer is said to be lost', async () => {
  answers.health = () => { throw new TypeError('fetch failed'); };
  start();
  const heard = next();
  streams[0].fail();
  await heard;
  assert.deepEqual(told, [['lost']]);
  assert.deepEqual(asked.map(({ name }) => name), ['health']);
});

test('a stream that works when it is asked for is not held twice', async () => {
  start();
  const heard = next();
  streams[0].fail();
  await heard;
  assert.deepEqual(told, [['lost']]);
  assert.ok(asked[1].signal.aborted);
});

test('who is not let in any more is told so, and nothing is asked again', async () => {
  answers.health = () => Response.json({ status: 'up' });
  start();
  streams[0].bring({ at: 1 });
  const heard = next();
  streams[0].fail();
  await heard;
  see(false);
  see(true);
  assert.deepEqual(told, [['arrived', { at: 1 }], ['refused']]);
  assert.equal(streams.length, 1);
});

test('what is found out about a stream after the page was left is not told', async () => {
  let answer;
  answers.health = () => new Promise((resolve) => { answer = resolve; });
  start();
  streams[0].fail();
  see(false);
  see(true);
  answer(Response.json({ status: 'up' }));
  await new Promise(setImmediate);
  assert.deepEqual(told, [['paused']]);
  assert.equal(streams.at(-1).closed, false);
});
