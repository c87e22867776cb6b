import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { openTerminal } from '../../src/terminal/terminal-session.js';
import { words } from '../../src/terminal/words.js';

const { WebSocket } = globalThis;

/** A WebSocket, whose other side is the test. */
class Socket extends EventTarget {
  static OPEN = 1;
  static last;
  readyState = 0;
  closed = false;

  constructor() {
    super();
    Socket.last = this;
  }

  open() {
    this.readyState = Socket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  say(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  send() {}

  close() {
    this.closed = true;
  }
}

/** Time that the test lets pass. */
class Clock {
  #now = 0;
  #due = new Map();

  setTimeout(action, millis) {
    const timer = Symbol();
    this.#due.set(timer, { action, at: this.#now + millis });
    return timer;
  }

  clearTimeout(timer) {
    this.#due.delete(timer);
  }

  get waits() {
    return this.#due.size > 0;
  }

  pass(millis) {
    this.#now += millis;
    for (const [timer, { action, at }] of this.#due) {
      if (at <= this.#now) {
        this.#due.delete(timer);
        action();
      }
    }
  }
}

beforeEach(() => { globalThis.WebSocket = Socket; });
afterEach(() => { globalThis.WebSocket = WebSocket; });

const turn = () => new Promise(setImmediate);
const bytes = (text) => new TextEncoder().encode(text).buffer;

/** A session whose route was opened, and with what words it has ended. */
async function opened() {
  const clock = new Clock();
  const endings = [];
  const over = openTerminal('/r', new URL('http://gateway.example/'), null, {
    knownType: () => undefined,
    ended: ({ heading, text }) => endings.push([heading, text]),
  }, clock);
  Socket.last = null;
  while (!Socket.last) {
    await turn();
  }
  const socket = Socket.last;
  socket.open();
  return { clock, socket, endings, over };
}

for (const [says, whatItSays] of [
  ['nothing', []], ['lines of something else', ['echo\r\n', 'echo\r\n']], ['its version and no more', ['SSH-2.0-mute\r\n']],
]) {
  test(`a computer that says ${says} is waited for no longer than 20 s`, async () => {
    const { clock, socket, endings, over } = await opened();
    whatItSays.forEach((line) => socket.say(bytes(line)));
    await turn();
    clock.pass(19_999);
    await turn();
    assert.deepEqual(endings, []);
    assert.equal(socket.closed, false);
    clock.pass(1);
    await over;
    assert.deepEqual(endings, [words.noServer]);
    assert.equal(socket.closed, true);
  });
}

test('a route that sends text is left at once, and nothing is waited for any more', async () => {
  const { clock, socket, endings, over } = await opened();
  socket.say('SSH-2.0-OpenSSH_9.2\r\n');
  await over;
  assert.deepEqual(endings, [words.textRoute]);
  assert.equal(socket.closed, true);
  assert.equal(clock.waits, false);
});
