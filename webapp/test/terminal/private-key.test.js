import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { bcryptKey } from '../../src/terminal/bcrypt-key.js';
import { hostKey } from '../../src/terminal/host-key.js';
import { PrivateKeyError } from '../../src/terminal/private-key-error.js';
import { privateKey } from '../../src/terminal/private-key.js';
import { concat, mpint, Reader } from '../../src/terminal/wire.js';

const PASSPHRASE = 'Käse und 42';
/** What a worker does in a browser. */
const aside = async (task) => bcryptKey(structuredClone(task));

const DATA = new TextEncoder().encode('what is signed');

const PAIRS = {
  'RSA': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  'Ed25519': generateKeyPairSync('ed25519'),
};

const HASHES = {
  'rsa-sha2-512': 'sha512', 'rsa-sha2-256': 'sha256', 'ecdsa-sha2-nistp256': 'sha256', 'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512', 'ssh-ed25519': null,
};

/** Checks every signature that a key can make with Node.js' own crypto. */
async function assertSignsFor(key, publicKey) {
  for (const algorithm of key.algorithms) {
    const signature = new Reader(await key.sign(algorithm, DATA));
    assert.equal(signature.text(), algorithm);
    let bytes = signature.string();
    if (algorithm.startsWith('ecdsa')) {
      const numbers = new Reader(bytes);
      const length = { nistp256: 32, nistp384: 48, nistp521: 66 }[algorithm.split('-')[2]];
      bytes = concat(...[numbers.string(), numbers.string()].map((number) => {
        assert.deepEqual(mpint(number).subarray(4), number);
        return concat(new Uint8Array(Math.max(0, length - number.length)), number.subarray(Math.max(0, number.length - length)));
      }));
    }
    assert.ok(verify(HASHES[algorithm], DATA, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes), algorithm);
  }
}

for (const [name, pair] of Object.entries(PAIRS)) {
  test(`${name} in PKCS#8`, async () => {
    const text = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
    await assertSignsFor(await privateKey(text, ''), pair.publicKey);
  });

  test(`${name} in PKCS#8 with a passphrase`, async () => {
    const text = pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });
    await assertSignsFor(await privateKey(text, PASSPHRASE), pair.publicKey);
    await assertProblem(text, '', 'passphrase-needed');
    await assertProblem(text, 'no', 'passphrase-wrong');
  });
}

test('RSA in PKCS#1', async () => {
  const text = PAIRS.RSA.privateKey.export({ type: 'pkcs1', format: 'pem' });
  await assertSignsFor(await privateKey(text, ''), PAIRS.RSA.publicKey);
});

for (const curve of ['P-256', 'P-384', 'P-521']) {
  test(`${curve} in SEC 1`, async () => {
    const text = PAIRS[curve].privateKey.export({ type: 'sec1', format: 'pem' });
    await assertSignsFor(await privateKey(text, ''), PAIRS[curve].publicKey);
  });
}

test('RSA never signs with SHA-1', async () => {
  const key = await privateKey(PAIRS.RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }), '');
  assert.deepEqual(key.algorithms, ['rsa-sha2-512', 'rsa-sha2-256']);
});

const hasOpenSsh = spawnSync('ssh-keygen', ['-?']).error === undefined;

for (const [type, bits] of [['rsa', 2048], ['rsa', 3072], ['ecdsa', 256], ['ecdsa', 384], ['ecdsa', 521], ['ed25519', 256]]) {
  for (const cipher of [null, 'aes256-ctr', 'aes256-cbc', 'aes256-gcm@openssh.com']) {
    const name = `${type} ${bits} as ssh-keygen writes it ${cipher ? `with ${cipher}` : 'without a passphrase'}`;
    test(name, { skip: !hasOpenSsh && 'ssh-keygen is not installed' }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'key-'));
      try {
        const file = join(folder, 'key');
        const encryption = cipher ? ['-Z', cipher, '-a', '1', '-N', PASSPHRASE] : ['-N', ''];
        execFileSync('ssh-keygen', ['-q', '-t', type, '-b', String(bits), ...encryption, '-f', file]);
        const text = readFileSync(file, 'utf8');
        const key = await privateKey(text, cipher ? PASSPHRASE : '', aside);
        const [, blob] = readFileSync(`${file}.pub`, 'utf8').split(' ');
        assert.equal(Buffer.from(key.blob).toString('base64'), blob);
        await assertSignsFor(key, publicKeyOf(file));
        const [, fingerprint] = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ');
        assert.equal((await hostKey(key.blob)).fingerprint, fingerprint);
        if (cipher) {
          await assertProblem(text, '', 'passphrase-needed');
          await assertProblem(text, 'no', 'passphrase-wrong');
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
}

/** ssh-keygen cannot write Ed25519 in a form that Node.js reads, but what it writes ends with the 32 bytes. */
function publicKeyOf(file) {
  const [type, blob] = readFileSync(`${file}.pub`, 'utf8').split(' ');
  if (type === 'ssh-ed25519') {
    const x = Buffer.from(blob, 'base64').subarray(-32).toString('base64url');
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  }
  return createPublicKey(execFileSync('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', `${file}.pub`]));
}

async function assertProblem(text, passphrase, reason) {
  await assert.rejects(privateKey(text, passphrase, aside), (error) => {
    assert.ok(error instanceof PrivateKeyError, error.stack);
    assert.equal(error.reason, reason);
    return true;
  });
}

const pem = (label, content) => `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;

for (const [what, text, reason] of [
  ['nothing', '', 'unreadable'],
  ['any text', 'hello', 'unreadable'],
  ['a public key', 'ssh-ed25519 AAAA me@here', 'public'],
  ['a public key in PEM', pem('PUBLIC KEY', 'AAAA'), 'public'],
  ['a certificate', pem('CERTIFICATE', 'AAAA'), 'public'],
  ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\n', 'putty'],
  ['the old encryption', pem('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA'), 'old-encryption'],
  ['a key of DSA', pem('DSA PRIVATE KEY', 'AAAA'), 'unsupported'],
  ['no base64', pem('OPENSSH PRIVATE KEY', '!!!!'), 'unreadable'],
  ['another magic', pem('OPENSSH PRIVATE KEY', Buffer.from('something else entirely').toString('base64')), 'unreadable'],
  ['what is cut short', pem('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0\0\0').toString('base64')), 'unreadable'],
  ['empty PKCS#8', pem('PRIVATE KEY', ''), 'unreadable'],
  ['PKCS#8 cut short', pem('PRIVATE KEY', 'MIIEvQIBADANBgkq'), 'unreadable'],
]) {
  test(`${what} is refused as ${reason}`, () => assertProblem(text, '', reason));
}

test('every length that a file can be cut to is refused, not believed', async () => {
  const whole = PAIRS['P-256'].privateKey.export({ type: 'pkcs8', format: 'der' });
  for (let length = 0; length < whole.length; length++) {
    await assert.rejects(privateKey(pem('PRIVATE KEY', whole.subarray(0, length).toString('base64')), ''), PrivateKeyError);
  }
});
