import assert from 'node:assert/strict';
import test from 'node:test';
import { Banner } from '../../src/terminal/banner.js';

test('one message follows another, with their lines and without what controls a screen', () => {
  const banner = new Banner();
  assert.equal(banner.add('LEGAL\u001b]0;EVIL\u0007\r\nNOTICE\r\n'), 'LEGAL]0;EVIL\nNOTICE');
  assert.equal(banner.add('One day left\n'), 'One day left');
  assert.equal(banner.text, 'LEGAL]0;EVIL\nNOTICE\nOne day left');
});

test('what shows nothing is left out', () => {
  const banner = new Banner();
  assert.equal(banner.add('\r\n'), '');
  assert.equal(banner.text, '');
});

test('a server that goes on and on is not listened to', () => {
  const banner = new Banner();
  for (let at = 0; at < 1000; at++) {
    banner.add('x'.repeat(1000));
  }
  assert.ok(banner.text.length <= 16_000);
  assert.equal(banner.add('x'.repeat(1000)), '');
});
