import assert from 'node:assert/strict';
import test from 'node:test';
import { Stage } from '../../src/terminal/stage.js';

function after(...states) {
  const stage = new Stage();
  states.forEach((state) => stage.enter(state));
  return stage;
}

for (const way of [
  ['connecting', 'checkingKey', 'loggingIn', 'connected', 'ended', 'connecting'],
  ['connecting', 'loggingIn', 'ended'],
  ['connecting', 'checkingKey', 'ended'],
  ['connecting', 'keyChanged', 'connecting', 'checkingKey'],
  ['connecting', 'ended'],
]) {
  test(way.join(', '), () => assert.equal(after(...way).current, way.at(-1)));
}

for (const [way, next] of [
  [[], 'connected'],
  [['connecting'], 'connected'],
  [['connecting', 'checkingKey'], 'connected'],
  [['connecting', 'keyChanged'], 'loggingIn'],
  [['connecting', 'keyChanged'], 'connected'],
  [['connecting', 'keyChanged'], 'checkingKey'],
  [['connecting', 'loggingIn', 'ended'], 'connected'],
]) {
  test(`no ${next} after ${way.join(', ') || 'nothing'}`, () => {
    assert.throws(() => after(...way).enter(next), RangeError);
  });
}
