import assert from 'node:assert/strict';
import test from 'node:test';
import { changed, grouped, matching, outline } from '../src/portal/listing.js';
import { Rhythm } from '../src/portal/rhythm.js';

const desk = { path: '/vnc/desk1', title: 'Bürorechner', group: 'Desks', viewer: 'vnc', reachable: null, sessions: 0 };
const build = { path: '/ssh/build', title: 'Build server', group: null, viewer: 'ssh', reachable: true, sessions: 1 };
const lab = { path: '/ssh/lab', title: '实验室', group: 'Desks', viewer: 'ssh', reachable: false, sessions: 0 };
const routes = [desk, build, lab];

for (const [query, expected] of [
  ['', routes], ['  ', routes], ['BUILD', [build]], ['ssh', [build, lab]], ['desks', [desk, lab]], ['desks ssh', [lab]],
  ['buro', [desk]], ['实验', [lab]], ['/ssh/l', [lab]], ['ｂｕｉｌｄ', [build]], ['nothing', []],
]) {
  test(`“${query}” finds ${expected.length}`, () => assert.deepEqual(matching(routes, query), expected));
}

test('routes without a group come first, then each group once', () => {
  assert.deepEqual(grouped(routes), [{ name: null, routes: [build] }, { name: 'Desks', routes: [desk, lab] }]);
  assert.deepEqual(grouped([desk]), [{ name: 'Desks', routes: [desk] }]);
  assert.deepEqual(grouped([]), []);
});

test('an outline tells another list, and not how its routes are', () => {
  assert.equal(outline(routes), outline(routes.map((route) => ({ ...route, reachable: false, sessions: 7 }))));
  for (const other of [[desk, build], [build, desk, lab], [desk, build, { ...lab, title: 'Lab' }],
    [desk, build, { ...lab, group: null }], [desk, build, { ...lab, viewer: 'none' }]]) {
    assert.notEqual(outline(routes), outline(other));
  }
});

test('only what was known and is otherwise now has changed', () => {
  const now = [{ ...desk, reachable: true }, { ...build, reachable: false }, { ...lab, reachable: null }];
  assert.deepEqual(changed(routes, now), [now[1]]);
  assert.deepEqual(changed([], now), []);
});

test('the list is asked for soon after the first answer, then steadily, and less often when it fails', () => {
  const rhythm = new Rhythm();
  assert.equal(rhythm.answered(), 1500);
  assert.equal(rhythm.answered(), 8000);
  assert.deepEqual([1, 2, 3, 4].map(() => rhythm.failed()), [16000, 32000, 60000, 60000]);
  assert.equal(rhythm.answered(), 8000);
  assert.equal(rhythm.failed(), 16000);
});
