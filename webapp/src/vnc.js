/** The desktop viewer's page: one route, one session at a time. */

import { problemWithPath } from './address.js';
import { openDesktop } from './desktop.js';
import { codeLine } from './ending.js';
import { loadRoutes } from './routes.js';

const application = new URL('..', location.href);
const path = new URLSearchParams(location.search).get('route');
const find = (id) => document.getElementById(id);
const panel = find('panel');
const credentials = find('credentials');
const trust = find('trust');

const LABELS = { connecting: 'Connecting…', connected: 'Connected', ended: 'Ended' };

/** Good for one session. Stands behind the #, which is sent to nobody, and is not left there to be copied. */
let ticket = new URLSearchParams(location.hash.slice(1)).get('ticket');
history.replaceState(null, '', location.pathname + location.search);

/** The running session's screen; null when there is none. */
let screen = null;

find('reconnect').addEventListener('click', () => dial());
credentials.addEventListener('submit', sendCredentials);
trust.addEventListener('submit', (event) => {
  event.preventDefault();
  cover(null);
  screen.approveServer();
});

const problem = problemWithPath(path);
if (problem) {
  find('reconnect').hidden = true;
  showEnding({ heading: 'This is not a route', text: problem, code: null, reason: '' });
  find('leave').hidden = false;
  find('leave').focus();
} else {
  showTitle(path);
  dial();
  loadTitle();
}

function dial() {
  cover('wait');
  setState('connecting');
  screen = openDesktop(find('stage'), path, application, ticket, {
    connected() {
      cover(null);
      setState('connected');
      screen.focus();
    },
    credentialsWanted: askCredentials,
    trustWanted(fingerprint) {
      find('fingerprint').textContent = fingerprint;
      cover('trust');
      find('approve').focus();
    },
    ended(ending) {
      screen = null;
      ticket = null;
      showEnding(ending);
      find('reconnect').focus();
    },
  });
}

function askCredentials(names) {
  credentials.reset();
  for (const row of credentials.querySelectorAll('[data-credential]')) {
    const wanted = names.includes(row.dataset.credential);
    row.hidden = !wanted;
    row.querySelector('input').disabled = !wanted;
  }
  cover('credentials');
  credentials.querySelector('input:enabled').focus();
}

function sendCredentials(event) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(credentials));
  credentials.reset();
  cover('wait');
  screen.sendCredentials(answers);
}

function showEnding(ending) {
  find('heading').textContent = ending.heading;
  find('text').textContent = ending.text;
  find('code').textContent = codeLine(ending);
  panel.dataset.code = ending.code ?? '';
  panel.dataset.reason = ending.reason;
  cover('panel');
  setState('ended');
}

/** @param {'wait' | 'credentials' | 'trust' | 'panel' | null} id what lies over the stage */
function cover(id) {
  for (const part of document.querySelectorAll('.cover')) {
    part.hidden = part.id !== id;
  }
}

function setState(state) {
  document.body.dataset.state = state;
  find('state').textContent = LABELS[state];
}

function showTitle(title) {
  find('title').textContent = title;
  document.title = `${title} – Sluice`;
}

/** The desktop does not wait for its title, and does without if there is none. */
async function loadTitle() {
  try {
    const route = (await loadRoutes(application)).routes.find((candidate) => candidate.path === path);
    if (route) {
      showTitle(route.title);
    }
  } catch {
    // The path stays as the title.
  }
}
