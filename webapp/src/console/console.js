/** The console's page: for line protocols, and for finding out why something does not work. */

import { socketAddress } from '../shared/address.js';
import { written } from '../shared/copying.js';
import { Remembered } from '../shared/remembered.js';
import { SessionSocket } from '../shared/session-socket.js';
import { Toolbar } from '../shared/toolbar.js';
import { ViewerPage } from '../shared/viewer-page.js';
import { readChoices } from './choices.js';
import { Entry } from './entry.js';
import { LogView } from './log-view.js';
import { asFile, Transcript } from './transcript.js';
import { words } from './words.js';

/** A connection over which nothing has come yet passes for one that works after this time. */
const STEADY_MILLISECONDS = 3000;

const find = (id) => document.getElementById(id);
const page = new ViewerPage(words, dial);
const remembered = new Remembered('console', page.application, page.path ?? '');
let choices = readChoices(remembered.value);
const transcript = new Transcript();
const log = new LogView(transcript, choices.view);
const entry = new Entry(choices, send, choose);

/** The running session's WebSocket; null when there is none. */
let socket = null;
let closedHere = false;

new Toolbar(find('bar'));
find('view').value = choices.view;
find('view').addEventListener('change', ({ target }) => {
  choose({ view: target.value });
  log.show(target.value);
});
find('again-by-itself').checked = choices.again;
find('again-by-itself').addEventListener('change', ({ target }) => {
  choose({ again: target.checked });
  if (!target.checked) {
    page.stopTrying();
  }
});
find('clear').addEventListener('click', () => {
  transcript.clear();
  log.update();
});
find('close').addEventListener('click', () => {
  closedHere = true;
  note(words.closing);
  socket.close(1000);
});
find('save').addEventListener('click', save);
find('copy').addEventListener('click', copy);
find('close').disabled = true;
page.start();
log.update();

function dial() {
  const unwanted = page.dialling();
  closedHere = false;
  const session = new SessionSocket(page.path, page.application, page.takeTicket(), (ending) => {
    socket = null;
    find('close').disabled = true;
    if (ending.answer) {
      note(`${words.neverOpened}. ${plainAnswer(ending.answer)}`);
    }
    if (closedHere) {
      const [heading, text] = words.closedHere;
      page.showEnding({ ...ending, heading, text });
    } else if (choices.again) {
      page.over(ending);
    } else {
      page.showEnding(ending);
    }
  }, unwanted);
  const own = session.socket;
  socket = own;
  let opened = null;
  let steady = null;
  // Before it has dialled, the gateway opens any connection: that alone says nothing of the target.
  const works = () => {
    if (steady !== null) {
      clearTimeout(steady);
      steady = null;
      const inPanel = find('panel').contains(document.activeElement);
      page.connected();
      if (inPanel) {
        entry.focus();
      }
    }
  };
  own.addEventListener('open', () => {
    opened = performance.now();
    session.worked = true;
    transcript.begin();
    note(words.opened(socketAddress(page.path, page.application).href));
    find('close').disabled = false;
    const asked = page.opened();
    if (asked) {
      entry.focus();
    }
    steady = setTimeout(works, STEADY_MILLISECONDS);
  });
  own.addEventListener('message', ({ data }) => {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    transcript.add('received', bytes, new Date());
    log.update();
    works();
  });
  session.life.addEventListener('abort', () => {
    clearTimeout(steady);
    steady = null;
  });
  own.addEventListener('close', ({ code, reason, wasClean }) => {
    if (opened !== null) {
      const seconds = ((performance.now() - opened) / 1000).toFixed(1);
      note(words.closedFacts(code, reason, wasClean, seconds));
    }
  });
}

function plainAnswer(answer) {
  switch (answer.kind) {
    case 'status': return words.answered(answer.status, answer.title, answer.detail);
    case 'redirect': return words.answeredRedirect;
    default: return words.answeredNothing;
  }
}

function send(bytes) {
  if (socket?.readyState !== WebSocket.OPEN) {
    return false;
  }
  socket.send(bytes);
  transcript.add('sent', bytes, new Date());
  log.follow();
  log.update();
  return true;
}

function note(text) {
  transcript.note(text, new Date());
  log.update();
}

function choose(some) {
  choices = { ...choices, ...some };
  remembered.value = choices;
}

function save() {
  const address = URL.createObjectURL(new Blob([asFile(transcript.entries, choices.view)], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${page.path.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^[-.]+/, '') || 'console'}.txt`;
  link.click();
  // Not at once: the browser reads it when it has found a place for it.
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function copy() {
  const said = await written(asFile(transcript.entries, choices.view)) ? words.copied : words.notCopied;
  find('said').textContent = said;
  setTimeout(() => {
    if (find('said').textContent === said) {
      find('said').textContent = '';
    }
  }, 4000);
}
