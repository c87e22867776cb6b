import assert from 'node:assert/strict';
import test from 'node:test';
import kex from '@microsoft/dev-tunnels-ssh/messages/kexMessages.js';
import transport from '@microsoft/dev-tunnels-ssh/messages/transportMessages.js';
import { algorithms } from '../../src/terminal/algorithms.js';
import { NothingInCommonError } from '../../src/terminal/key-exchange.js';
import { DisconnectedError, ProtocolError, SecureSession } from '../../src/terminal/secure-session.js';

const STRICT = 'kex-strict-s-v00@openssh.com';

const init = (...names) => Object.assign(new kex.KeyExchangeInitMessage(), { keyExchangeAlgorithms: names });
const reply = (...hostKey) => Object.assign(new kex.KeyExchangeDhReplyMessage(), { hostKey: Buffer.from(hostKey) });

/** A session that has been sent these messages, whatever it made of them without a connection. */
async function after(...messages) {
  const session = new SecureSession(await algorithms());
  for (const message of messages) {
    await session.handleMessage(message).catch((error) => assert.ok(!(error instanceof ProtocolError), error.stack));
  }
  return session;
}

const refuses = (session, message) => assert.rejects(session.handleMessage(message), ProtocolError);

test('an empty packet, which nobody has signed, ends the session', async () => {
  await refuses(await after(), new transport.UnimplementedMessage());
});

test('a message that this side does not know does not', async () => {
  const unknown = Object.assign(new transport.UnimplementedMessage(), { unimplementedMessageType: 200 });
  await after(unknown);
});

test('a strict server may say nothing before its first message of the key exchange', async () => {
  await refuses(await after(new transport.IgnoreMessage()), init(STRICT));
});

test('a strict server may say nothing amid the key exchange', async () => {
  for (const Message of [transport.IgnoreMessage, transport.DebugMessage, transport.ExtensionInfoMessage]) {
    await refuses(await after(init(STRICT)), new Message());
  }
});

test('another server may', async () => {
  await after(new transport.IgnoreMessage(), init('curve25519-sha256'), new transport.IgnoreMessage());
});

test('no keys are used of a server that has not proved who it is', async () => {
  await refuses(await after(init('curve25519-sha256')), new kex.NewKeysMessage());
});

test('the server keeps its key', async () => {
  const session = await after(reply(1, 2, 3));
  await after(reply(1, 2, 3), reply(1, 2, 3));
  await refuses(session, reply(1, 2, 4));
  await refuses(session, reply(1, 2));
});

test('a farewell before the keys is heard', async () => {
  const session = new SecureSession(await algorithms());
  const farewell = Object.assign(new transport.DisconnectMessage(), { description: 'Too many connections' });
  await assert.rejects(session.handleMessage(farewell), DisconnectedError);
  assert.equal(session.farewell, 'Too many connections');
});

test('nothing weak is offered, and strictness is', async () => {
  const session = new SecureSession(await algorithms());
  const [offer] = await session.kexService.startKeyExchange(true);
  assert.deepEqual(offer.keyExchangeAlgorithms, [
    'curve25519-sha256', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521', 'ext-info-c',
    'kex-strict-c-v00@openssh.com']);
  assert.deepEqual(offer.serverHostKeyAlgorithms, [
    'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256']);
  assert.deepEqual(offer.encryptionAlgorithmsClientToServer, ['aes256-gcm@openssh.com', 'aes256-ctr']);
  assert.deepEqual(offer.encryptionAlgorithmsServerToClient, offer.encryptionAlgorithmsClientToServer);
  assert.deepEqual(offer.macAlgorithmsClientToServer, ['hmac-sha2-512', 'hmac-sha2-256']);
  assert.deepEqual(offer.macAlgorithmsServerToClient, offer.macAlgorithmsClientToServer);
  assert.deepEqual(offer.compressionAlgorithmsClientToServer, ['none']);
  // Only the first time: what follows it cannot be forged.
  const [again] = await session.kexService.startKeyExchange(false);
  assert.ok(!again.keyExchangeAlgorithms.includes('kex-strict-c-v00@openssh.com'));
});

for (const [type, first] of [
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384', 'ssh-ed25519', 'ecdsa-sha2-nistp256']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']],
  ['ssh-dss', ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384']],
]) {
  test(`a server that is known by a key of type ${type} is asked for ${first[0]} before all others`, async () => {
    const session = new SecureSession(await algorithms(type));
    const [offer] = await session.kexService.startKeyExchange(true);
    assert.deepEqual(offer.serverHostKeyAlgorithms.slice(0, 3), first);
    assert.equal(new Set(offer.serverHostKeyAlgorithms).size, 6);
    assert.equal(offer.serverHostKeyAlgorithms.length, 6);
  });
}

test('a MAC is agreed on only for a cipher that needs one', async () => {
  const session = new SecureSession(await algorithms());
  await session.kexService.startKeyExchange(true);
  const choose = (cipher) => {
    session.kexService.exchangeContext.clientEncryption = cipher;
    return session.kexService.chooseAlgorithm('ClientHmac', ['hmac-sha2-512'], ['umac-128-etm@openssh.com']);
  };
  assert.equal(choose('aes256-gcm@openssh.com'), 'hmac-sha2-512');
  assert.throws(() => choose('aes256-ctr'), NothingInCommonError);
});
