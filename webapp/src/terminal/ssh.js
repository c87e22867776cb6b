/** The terminal's page. */

import { endedHere } from '../shared/ending.js';
import { Remembered } from '../shared/remembered.js';
import { ViewerPage } from '../shared/viewer-page.js';
import { words as common } from '../shared/words.js';
import { endingAt } from './hang-up.js';
import { useKeyRow } from './key-row.js';
import { KnownHosts } from './known-hosts.js';
import { LogInForm } from './log-in-form.js';
import { Screen } from './screen.js';
import { Settings } from './settings.js';
import { Stage } from './stage.js';
import { Tools } from './tools.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);
const page = new ViewerPage(words, dial);
const stage = new Stage();
const knownHosts = new KnownHosts(availableStorage(), page.application.pathname, page.path);
const settings = new Settings(new Remembered('ssh', page.application, ''));
const screen = new Screen(find('stage'), settings);
const tools = new Tools(screen, settings, showSheet);
const logInForm = new LogInForm((id) => page.cover(id), () => wait('loggingIn'), (text) => screen.say(text));

/** Whether the user has left a log-in to begin another one. */
let again = false;

find('forget').addEventListener('click', () => {
  knownHosts.forget();
  dial();
});
window.addEventListener('beforeunload', (event) => {
  // With the page a shell ends, and whatever runs in it.
  if (stage.current === 'connected') {
    event.preventDefault();
  }
});
useKeyRow(screen);
page.start();

async function dial() {
  if (!isSecureContext || !crypto.subtle) {
    page.showEnding(endedHere(words.needsHttps, 'page is not a secure context'));
    find('reconnect').hidden = true;
    return;
  }
  enter('connecting');
  wait('connecting');
  screen.clear();
  tools.shown = false;
  document.body.classList.remove('used');
  let over = false;
  const end = (ending) => {
    if (!over) {
      over = true;
      ended(ending);
    }
  };
  try {
    // Where the browser's crypto is missing, the SSH library cannot even be loaded.
    const { openTerminal } = await import('./terminal-session.js');
    await openTerminal(page.path, page.application, page.takeTicket(), {
      knownType: () => knownHosts.accepted?.type,
      keyShown, loggingIn, connected, size: () => screen.size, draw: (bytes, drawn) => screen.draw(bytes, drawn), ended: end,
    });
  } catch (error) {
    end(endedHere(words.notBegun, error.message));
  }
}

function enter(state) {
  stage.enter(state);
  page.setState(state);
  // What lies behind a form is out of reach for the keyboard too.
  find('stage').inert = state !== 'connected';
}

/** Shows a sheet over the terminal, or none: then at most why its shell is over. */
function showSheet(id) {
  page.cover(id ?? (stage.current === 'ended' ? 'panel' : null));
  for (const behind of ['bar', 'finder', 'stage', 'keys']) {
    find(behind).inert = id !== null;
  }
}

function wait(state) {
  find('wait').querySelector('p').textContent = { ...common, ...words }[state];
  page.cover('wait');
}

async function keyShown(key) {
  const verdict = knownHosts.judge(key);
  if (verdict === 'known') {
    return null;
  }
  if (verdict === 'changed') {
    enter('keyChanged');
    showKey('old', knownHosts.accepted);
    showKey('new', key);
    page.cover('changed');
    find('changed-heading').focus();
    return endedHere(words.keyRefused, '');
  }
  enter('checkingKey');
  find('key-type').textContent = key.type;
  find('fingerprint').textContent = key.fingerprint;
  page.cover('trust');
  // Not the button that goes on: it should not be pressed by mistake.
  find('refuse').focus();
  return new Promise((resolve) => {
    find('refuse').onclick = () => resolve(endedHere(words.keyRefused, ''));
    find('trust').onsubmit = (event) => {
      event.preventDefault();
      knownHosts.accept(key);
      resolve(null);
    };
  });
}

function showKey(which, { type, fingerprint }) {
  find(`${which}-type`).textContent = type;
  find(`${which}-fingerprint`).textContent = fingerprint;
}

async function loggingIn(begin, life) {
  enter('loggingIn');
  again = !await logInForm.run(begin, life);
  return again ? endedHere(words.keyRefused, '') : null;
}

function connected(shell) {
  enter('connected');
  screen.connect(shell);
  page.cover(null);
  tools.shown = true;
  document.body.classList.add('used');
  screen.focus();
}

function ended(ending) {
  if (stage.current === 'keyChanged') {
    return;
  }
  const explained = endingAt(stage.current, ending);
  screen.connect(null);
  if (stage.current === 'connected') {
    // What it has said can still be read.
    tools.readOnly();
  }
  showSheet(null);
  stage.enter('ended');
  if (again) {
    again = false;
    dial();
  } else {
    page.showEnding(explained);
  }
}

/** Some frames have no storage. */
function availableStorage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
