import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import test from 'node:test';
import auth from '@microsoft/dev-tunnels-ssh/messages/authenticationMessages.js';
import data from '@microsoft/dev-tunnels-ssh/io/sshData.js';
import { LogIn, LogInEndedError } from '../../src/terminal/log-in.js';
import { AuthenticationBanner, PasswordChangeRequest } from '../../src/terminal/messages.js';
import { privateKey } from '../../src/terminal/private-key.js';
import { concat, Reader, string } from '../../src/terminal/wire.js';

/** A server's side of a log-in, which answers each message as it was told to. */
class Server {
  sent = [];
  isClosed = false;
  sessionId = Buffer.from('a session');
  protocolExtensions = new Map();
  loggedIn = false;
  #answers;
  #closed = [];

  constructor(...answers) {
    this.#answers = answers;
  }

  async beginAuthentication(listener) {
    this.say = listener;
  }

  expectAnswerTo(method) {
    this.method = method;
  }

  onClosed(listener) {
    this.#closed.push(listener);
  }

  close() {
    this.isClosed = true;
    this.#closed.forEach((listener) => listener());
  }

  authenticated() {
    this.loggedIn = true;
  }

  async sendMessage(message) {
    this.sent.push(message);
    const answer = this.#answers.shift();
    if (answer) {
      queueMicrotask(() => this.say(answer));
    }
  }
}

const make = (type, fields) => Object.assign(new type(), fields);
const no = (...methodNames) => make(auth.AuthenticationFailureMessage, { methodNames, partialSuccess: false });
const partly = (...methodNames) => make(auth.AuthenticationFailureMessage, { methodNames, partialSuccess: true });
const yes = () => new auth.AuthenticationSuccessMessage();
const ask = (...prompts) => make(auth.AuthenticationInfoRequestMessage, { name: '', instruction: '', prompts });

async function begun(server, banner = () => {}) {
  const logIn = new LogIn(server, 'jo', banner);
  assert.equal(await logIn.begin(), 'no');
  return logIn;
}

test('asks for the methods, is refused, is let in', async () => {
  const server = new Server(no('password', 'publickey'), no('password'), yes());
  const logIn = await begun(server);
  assert.deepEqual(logIn.methods, ['password', 'publickey']);
  assert.equal(await logIn.password('wrong'), 'no');
  assert.deepEqual(logIn.methods, ['password']);
  assert.equal(server.loggedIn, false);
  assert.equal(await logIn.password('right'), 'in');
  assert.equal(server.loggedIn, true);
  assert.deepEqual(server.sent.map(({ methodName, username }) => [methodName, username]),
    [['none', 'jo'], ['password', 'jo'], ['password', 'jo']]);
});

test('a server that lets in for the name alone', async () => {
  assert.equal(await new LogIn(new Server(yes()), 'jo', () => {}).begin(), 'in');
});

test('half of a log-in is not a log-in', async () => {
  const server = new Server(no('password'), partly('publickey'));
  const logIn = await begun(server);
  assert.equal(await logIn.password('right'), 'partly');
  assert.deepEqual(logIn.methods, ['publickey']);
  assert.equal(server.loggedIn, false);
});

test('a password that has run out is said to have', async () => {
  const logIn = await begun(new Server(no('password'), make(PasswordChangeRequest, { prompt: 'new?' })));
  assert.equal(await logIn.password('old'), 'expired');
});

test('several rounds of questions, some of none, are answered in turn', async () => {
  const first = [{ prompt: 'Name', echo: true }, { prompt: 'Code', echo: false }];
  const server = new Server(no('keyboard-interactive'), ask(...first), ask(), ask({ prompt: 'More', echo: false }), yes());
  const logIn = await begun(server);
  const rounds = [];
  const outcome = await logIn.prompts(async ({ prompts }) => {
    rounds.push(prompts);
    return prompts.map(({ prompt }) => `to ${prompt}`);
  });
  assert.equal(outcome, 'in');
  assert.deepEqual(rounds, [first, [{ prompt: 'More', echo: false }]]);
  assert.deepEqual(server.sent.slice(2).map(({ responses }) => responses), [['to Name', 'to Code'], [], ['to More']]);
  assert.equal(server.method, 'keyboard-interactive');
});

test('the request for questions has the fields that OpenSSH insists on', async () => {
  const server = new Server(no('keyboard-interactive'), no());
  await (await begun(server)).prompts(async () => []);
  const writer = new data.SshDataWriter(Buffer.alloc(100));
  server.sent[1].write(writer);
  const reader = new Reader(writer.toBuffer());
  assert.equal(reader.bytes(1)[0], 50);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => reader.text()), ['jo', 'ssh-connection', 'keyboard-interactive', '', '']);
  assert.equal(reader.left, 0);
});

test('an answer that comes when the server no longer waits is not sent', async () => {
  const server = new Server(no('keyboard-interactive'), ask({ prompt: 'Code', echo: false }));
  const logIn = await begun(server);
  let answer;
  const outcome = logIn.prompts(() => new Promise((resolve) => { answer = resolve; }));
  while (!answer) {
    await Promise.resolve();
  }
  server.say(no());
  assert.equal(await outcome, 'no');
  answer(['too late']);
  await Promise.resolve();
  assert.equal(server.sent.length, 2);
});

test('a key signs the session, the name and the key itself', async () => {
  const pair = generateKeyPairSync('ed25519');
  const key = await privateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), '');
  const server = new Server(no('publickey'), yes());
  const logIn = await begun(server);
  assert.equal(await logIn.key(key), 'in');
  const signature = new Reader(server.sent[1].signature);
  assert.equal(signature.text(), 'ssh-ed25519');
  const signed = concat(string('a session'), Uint8Array.of(50), string('jo'), string('ssh-connection'),
    string('publickey'), Uint8Array.of(1), string('ssh-ed25519'), string(key.blob));
  assert.ok(verify(null, signed, pair.publicKey, signature.string()));
});

for (const [known, chosen] of [
  ['rsa-sha2-256,ssh-rsa', 'rsa-sha2-256'], ['ssh-ed25519,rsa-sha2-256,rsa-sha2-512', 'rsa-sha2-512'], [null, 'rsa-sha2-512'],
]) {
  test(`RSA signs with ${chosen} for a server that ${known ? `knows ${known}` : 'does not say what it knows'}`, async () => {
    const { privateKey: pem } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = await privateKey(pem.export({ type: 'pkcs8', format: 'pem' }), '');
    const server = new Server(no('publickey'), yes());
    if (known) {
      server.protocolExtensions.set('server-sig-algs', known);
    }
    await (await begun(server)).key(key);
    assert.equal(server.sent[1].keyAlgorithmName, chosen);
    // The key itself is called by its old name all the same (RFC 8332, section 3).
    assert.equal(new Reader(server.sent[1].publicKey).text(), 'ssh-rsa');
  });
}

test('a session that ends in the middle ends the log-in', async () => {
  const server = new Server(no('password'));
  const logIn = await begun(server);
  const outcome = logIn.password('right');
  server.close();
  await assert.rejects(outcome, LogInEndedError);
  await assert.rejects(logIn.password('right'), LogInEndedError);
});

test('nobody is in who has not asked', async () => {
  const server = new Server(no('password'));
  await begun(server);
  server.say(yes());
  assert.equal(server.loggedIn, false);
});

test('what the server says beforehand is passed on', async () => {
  let said = '';
  const server = new Server(no('password'));
  await begun(server, (text) => { said = text; });
  server.say(make(AuthenticationBanner, { text: 'Welcome' }));
  assert.equal(said, 'Welcome');
});
