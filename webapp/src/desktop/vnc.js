/** The desktop viewer's page. */

import { Remembered } from '../shared/remembered.js';
import { Toolbar } from '../shared/toolbar.js';
import { ViewerPage } from '../shared/viewer-page.js';
import { Clipboard } from './clipboard.js';
import { readChoices, screenSettings } from './choices.js';
import { FullScreen } from './full-screen.js';
import { Keys } from './keys.js';
import { LogIn } from './log-in.js';
import { Panes } from './panes.js';
import { openDesktop } from './session.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);
const stage = find('stage');
const page = new ViewerPage(words, dial, () => logIn.forget());
const logIn = new LogIn(page, () => screen);
const remembered = new Remembered('vnc', page.application, page.path ?? '');
let choices = readChoices(remembered.value);

/** The running session's screen; null when there is none. */
let screen = null;
let connected = false;

const panes = new Panes([find('settings-button'), find('clipboard-button')], (id) => {
  if (id === 'clipboard') {
    clipboard.seen();
  }
});
const clipboard = new Clipboard(choices.clipboard, (text) => screen?.clipboardPasteFrom(text),
  (wanted) => choose({ clipboard: wanted }));
const keys = new Keys((keysym, code, down) => screen?.sendKey(keysym, code, down), applyChoices);
const bar = new Toolbar(find('bar'));
const touch = matchMedia('(pointer: coarse)');

new FullScreen(find('full-screen'), () => panes.close());
for (const input of document.querySelectorAll('#settings input')) {
  input.addEventListener('change', () => choose({ [input.name]: input.value }));
}
find('view-only').addEventListener('click', () => {
  // First: from a desktop that is only viewed noVNC keeps all keys away, releases too.
  keys.letGo();
  releaseKeys();
  choose({ viewOnly: !choices.viewOnly });
  if (choices.viewOnly) {
    // What is in them would not reach the desktop. Not every browser gives the focus to a button that is clicked.
    panes.close();
    bar.focus();
  }
  clipboard.begin();
});
find('secure-attention').addEventListener('click', () => screen.sendCtrlAltDel());
find('drag').addEventListener('click', () => drag(!screen.dragViewport));
touch.addEventListener('change', applyChoices);
window.addEventListener('keydown', toAndFro, { capture: true });
find('bar').addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    backToDesktop();
  }
});
stage.addEventListener('pointerdown', () => panes.close(), { capture: true });
stage.addEventListener('focusin', () => clipboard.offer());
// noVNC lets held keys go only when the window loses the focus; they must not stay down when the bar takes it.
stage.addEventListener('focusout', releaseKeys);

applyChoices();
page.start();

function dial() {
  const unwanted = page.dialling();
  logIn.dialling();
  screen = openDesktop(stage, page.path, page.application, page.takeTicket(), unwanted, {
    connected() {
      connected = true;
      logIn.accepted();
      page.connected();
      describe();
      applyChoices();
      clipboard.begin();
      if (!keys.shown) {
        screen.focus();
      }
    },
    credentialsWanted: (names) => logIn.ask(names),
    trustWanted: (fingerprint, refuse) => logIn.confirm(fingerprint, refuse),
    clipboard: (text) => clipboard.receive(text),
    clipped(clipped) {
      find('drag').hidden = !clipped;
      drag(clipped && touch.matches);
    },
    ended(ending) {
      screen = null;
      connected = false;
      find('drag').hidden = true;
      panes.close();
      applyChoices();
      page.over(ending);
    },
  });
  applyChoices();
}

function releaseKeys() {
  window.dispatchEvent(new Event('blur'));
}

/** For a screen reader, and for the keyboard: noVNC leaves its canvas out of the order of Tab. */
function describe() {
  const canvas = stage.querySelector('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', words.desktop);
  canvas.setAttribute('aria-describedby', 'shortcut');
}

function choose(some) {
  choices = { ...choices, ...some };
  remembered.value = choices;
  applyChoices();
}

/** Makes page and screen what was chosen. */
function applyChoices() {
  if (screen) {
    // A phone's keyboard comes and goes: the desktop does not change its size each time.
    const settings = screenSettings(choices, touch.matches);
    Object.assign(screen, settings, { resizeSession: settings.resizeSession && !keys.shown });
  }
  for (const input of document.querySelectorAll('#settings input')) {
    input.checked = choices[input.name] === input.value;
  }
  find('view-only').setAttribute('aria-pressed', String(choices.viewOnly));
  const deaf = !connected || choices.viewOnly;
  for (const id of ['clipboard-button', 'keys-button', 'secure-attention']) {
    find(id).disabled = deaf;
  }
  if (deaf && keys.shown) {
    keys.hide();
  }
}

function drag(on) {
  screen.dragViewport = on;
  find('drag').setAttribute('aria-pressed', String(on));
}

/** Ctrl, Alt and Shift together: from the desktop to the bar, and back. */
function toAndFro(event) {
  if (!event.ctrlKey || !event.altKey || !event.shiftKey || !['Control', 'Alt', 'Shift'].includes(event.key)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) {
    return;
  }
  if (stage.contains(document.activeElement)) {
    bar.focus();
  } else {
    backToDesktop();
  }
}

function backToDesktop() {
  panes.close();
  bar.close();
  screen?.focus();
}
