import assert from 'node:assert/strict';
import test from 'node:test';
import { KnownHosts } from '../../src/terminal/known-hosts.js';

const KEY = { type: 'ssh-ed25519', fingerprint: 'SHA256:one' };
const OTHER = { type: 'ssh-ed25519', fingerprint: 'SHA256:two' };

/** What a browser keeps. */
function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

test('a key is new, then known; another one is a change, until the first is forgotten', () => {
  const hosts = new KnownHosts(storage(), '/', '/ssh/build');
  assert.equal(hosts.judge(KEY), 'new');
  assert.equal(hosts.accepted, null);
  hosts.accept(KEY);
  assert.equal(hosts.judge(KEY), 'known');
  assert.equal(hosts.judge(OTHER), 'changed');
  assert.deepEqual(hosts.accepted, KEY);
  hosts.forget();
  assert.equal(hosts.judge(OTHER), 'new');
});

test('what one route has accepted, another has not, nor another application', () => {
  const kept = storage();
  new KnownHosts(kept, '/', '/ssh/build').accept(KEY);
  assert.equal(new KnownHosts(kept, '/', '/ssh/build').judge(KEY), 'known');
  assert.equal(new KnownHosts(kept, '/', '/ssh/other').judge(KEY), 'new');
  assert.equal(new KnownHosts(kept, '/gate/', '/ssh/build').judge(KEY), 'new');
});

for (const broken of ['', 'null', '1', '{}', '{"type":1,"fingerprint":2}', 'no JSON']) {
  test(`${broken || 'nothing'} in the storage is no accepted key`, () => {
    const kept = storage();
    kept.getItem = () => broken;
    assert.equal(new KnownHosts(kept, '/', '/ssh/build').judge(KEY), 'new');
  });
}

test('a browser that stores nothing knows the key until the page is left', () => {
  const full = storage();
  full.setItem = () => { throw new Error('full'); };
  for (const none of [null, full]) {
    const hosts = new KnownHosts(none, '/', '/ssh/build');
    hosts.accept(KEY);
    assert.equal(hosts.judge(KEY), 'known');
    assert.equal(hosts.judge(OTHER), 'changed');
    assert.equal(new KnownHosts(none, '/', '/ssh/build').judge(KEY), 'new');
    hosts.forget();
    assert.equal(hosts.judge(OTHER), 'new');
  }
});

test('nothing but type and fingerprint is kept', () => {
  const kept = storage();
  new KnownHosts(kept, '/', '/ssh/build').accept({ ...KEY, secret: 'no' });
  assert.deepEqual([...kept.kept.values()], [JSON.stringify(KEY)]);
});
