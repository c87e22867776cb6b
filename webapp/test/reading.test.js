import assert from 'node:assert/strict';
import test from 'node:test';
import { readProblem } from '../src/shared/refusal.js';
import { readRoutes } from '../src/shared/routes.js';

test('routes are read as listed', () => {
  const body = '{"routes":[{"path":"/vnc/desk1","title":"Desk 1","viewer":"vnc","group":"Desks","sessions":2,'
    + '"reachable":false},{"path":"/a","title":"A","viewer":"none"}]}';
  assert.deepEqual(readRoutes(body), {
    routes: [
      { path: '/vnc/desk1', title: 'Desk 1', viewer: 'vnc', group: 'Desks', sessions: 2, reachable: false },
      { path: '/a', title: 'A', viewer: 'none', group: null, sessions: 0, reachable: null },
    ],
    login: false,
    failed: false,
  });
  assert.deepEqual(readRoutes('{"routes":[],"login":true,"login-failed":true}'),
    { routes: [], login: true, failed: true });
});

test('a route without a title is called by its path', () => {
  assert.equal(readRoutes('{"routes":[{"path":"/a","title":"","viewer":"none"}]}').routes[0].title, '/a');
});

for (const body of ['<html>Log in</html>', '', 'null', '[]', '{}', '{"routes":{}}', '{"routes":[null]}',
  '{"routes":[{"title":"No path"}]}', '{"routes":[{"path":"//evil.example","title":"x","viewer":"vnc"}]}']) {
  test(`does not take ${JSON.stringify(body)} for a list of routes`, () => {
    assert.throws(() => readRoutes(body), /not a list of routes/);
  });
}

test('a problem body is read', () => {
  assert.deepEqual(readProblem(403, '{"title":"Forbidden","status":403,"detail":"Not for you."}'),
    { kind: 'status', status: 403, title: 'Forbidden', detail: 'Not for you.' });
});

for (const body of ['<html>Bad Gateway</html>', '', 'null', '{"title":5,"detail":{}}']) {
  test(`the status is enough when the body is ${JSON.stringify(body)}`, () => {
    assert.deepEqual(readProblem(502, body), { kind: 'status', status: 502, title: '', detail: '' });
  });
}
