import assert from 'node:assert/strict';
import test from 'node:test';
import { canBeSent, problemWithPath, routeAddress, socketAddress, viewerLink } from '../src/shared/address.js';

const root = new URL('http://gate.example:8080/');
const below = new URL('https://gate.example/sluice/');

test('a socket address lies below the context path and follows the scheme of the page', () => {
  assert.equal(socketAddress('/vnc/desk1', root).href, 'ws://gate.example:8080/vnc/desk1');
  assert.equal(socketAddress('/vnc/desk1', below).href, 'wss://gate.example/sluice/vnc/desk1');
});

test('a route address drops the query and the fragment of the page', () => {
  const page = new URL('https://gate.example/sluice/?theme=dark#top');
  assert.equal(routeAddress('/vnc/desk1', page).href, 'https://gate.example/sluice/vnc/desk1');
});

test('each segment is encoded, the slashes between them are not', () => {
  assert.equal(routeAddress('/büro 1/a?b#c', below).pathname, '/sluice/b%C3%BCro%201/a%3Fb%23c');
  assert.equal(routeAddress('/a;b/100%', below).pathname, '/sluice/a%3Bb/100%25');
});

test('what is encoded already is not taken for something else', () => {
  assert.equal(routeAddress('/a/%2e%2e/%2Fb', below).pathname, '/sluice/a/%252e%252e/%252Fb');
});

for (const path of [null, '', 'vnc/desk1', '//evil.example', '///evil.example', 'https://evil.example/x',
  'https:evil.example', 'javascript:alert(1)', '\\\\evil.example', '/\\evil.example', '/a\\b', '/../manage', '/a/..',
  '/./a', ' /vnc/desk1', '\t//evil.example']) {
  test(`refuses ${JSON.stringify(path)}`, () => {
    assert.equal(typeof problemWithPath(path), 'string');
    assert.throws(() => socketAddress(path, below), RangeError);
  });
}

for (const path of ['/', '/vnc/desk1', '/a/...', '/@evil.example', '/:80', '/\t/evil.example', '/a//b', '/a/']) {
  test(`keeps ${JSON.stringify(path)} on its host and below its folder`, () => {
    assert.equal(problemWithPath(path), null);
    const address = socketAddress(path, below);
    assert.equal(address.host, below.host);
    assert.ok(address.pathname.startsWith('/sluice/'));
  });
}

test('the link to the viewer carries the whole path as one value', () => {
  assert.equal(viewerLink('vnc', '/vnc/desk1'), 'view/vnc.html?route=%2Fvnc%2Fdesk1');
  const link = new URL(viewerLink('ssh', '/a&b=c/ü +'), below);
  assert.equal(link.searchParams.get('route'), '/a&b=c/ü +');
});

test('a ticket can be sent as a subprotocol, and what has something stuck to it cannot', () => {
  for (const ticket of [null, 'abc', 'aZ09-_', 'a.b~c+d']) {
    assert.equal(canBeSent(ticket), true, String(ticket));
  }
  for (const ticket of ['', 'abc)', '(abc', 'abc,', 'a b', 'abc=', '票', 'abc\n', 'a/b', 'abc>']) {
    assert.equal(canBeSent(ticket), false, ticket);
  }
});
