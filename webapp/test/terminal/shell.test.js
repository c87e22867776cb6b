import assert from 'node:assert/strict';
import test from 'node:test';
import { Shell, ShellRefusedError } from '../../src/terminal/shell.js';

/** A server's side of a shell. */
class Server {
  requests = [];
  sent = '';
  pieces = [];
  drawnBytes = 0;
  closeReason = null;
  isClosed = false;
  remoteWindowSize = 10;
  maxPacketSize = 4;
  granted = true;

  async openChannel(message) {
    this.window = message.maxWindowSize;
    return this;
  }

  onDataReceived(listener) { this.output = listener; }
  onExtendedDataReceived() {}
  onClosed(listener) { this.end = listener; }
  set onWindowOpened(listener) { this.opened = listener; }

  async request(message) {
    this.requests.push(message.requestType);
    return this.granted;
  }

  async send(bytes) {
    this.pieces.push(bytes.length);
    this.remoteWindowSize -= bytes.length;
    this.sent += bytes.toString();
  }

  adjustWindow(count) { this.drawnBytes += count; }
  close(reason, text) { this.closeReason = text; }

  /** The server takes so much more. */
  open(count) {
    this.remoteWindowSize += count;
    this.opened();
  }
}

const SIZE = { columns: 80, rows: 24 };
const settled = () => new Promise(setImmediate);
const bytes = (text) => new TextEncoder().encode(text);

async function opened(draw = () => {}) {
  const server = new Server();
  return [server, await Shell.open(server, SIZE, draw)];
}

test('asks for a terminal, then for a shell, and tells of a new size', async () => {
  const [server, shell] = await opened();
  shell.resize({ columns: 100, rows: 30 });
  assert.deepEqual(server.requests, ['pty-req', 'shell', 'window-change']);
});

test('a server that grants none is told apart', async () => {
  const server = new Server();
  server.granted = false;
  await assert.rejects(Shell.open(server, SIZE, () => {}), ShellRefusedError);
});

test('what is typed goes in pieces that fit, in order, and waits for room', async () => {
  const [server, shell] = await opened();
  shell.type(bytes('abcdefghijklm'));
  shell.type(bytes('nop'));
  await settled();
  assert.equal(server.sent, 'abcdefghij');
  assert.deepEqual(server.pieces, [4, 4, 2]);
  server.open(1);
  await settled();
  assert.equal(server.sent, 'abcdefghijk');
  server.open(100);
  await settled();
  assert.equal(server.sent, 'abcdefghijklmnop');
  assert.ok(server.pieces.every((length) => length <= 4));
});

test('output counts as received only when it is drawn', async () => {
  const drawing = [];
  const [server] = await opened((data, drawn) => drawing.push([data, drawn]));
  const data = Buffer.from('hello');
  server.output(data);
  // The library's buffer is used again at once.
  data.fill(0);
  assert.equal(server.drawnBytes, 0);
  assert.equal(Buffer.from(drawing[0][0]).toString(), 'hello');
  drawing[0][1]();
  assert.equal(server.drawnBytes, 5);
});

test('a server that sends more than the window has room for is left', async () => {
  const [server] = await opened();
  server.output(Buffer.alloc(server.window));
  assert.equal(server.closeReason, null);
  server.output(Buffer.alloc(1));
  assert.notEqual(server.closeReason, null);
});

test('ends with a status, and not with the session', async () => {
  const [server, shell] = await opened();
  server.end({ error: new Error('lost') });
  server.end({ exitStatus: 3 });
  assert.deepEqual(await shell.ended, { status: 3, signal: undefined });
});
