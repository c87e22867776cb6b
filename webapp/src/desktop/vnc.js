/** The desktop viewer's page. */

import { ViewerPage } from '../shared/viewer-page.js';
import { openDesktop } from './session.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);
const credentials = find('credentials');
const trust = find('trust');
const page = new ViewerPage(words, dial);

/** The running session's screen; null when there is none. */
let screen = null;

credentials.addEventListener('submit', sendCredentials);
trust.addEventListener('submit', (event) => {
  event.preventDefault();
  page.cover(null);
  screen.approveServer();
});
page.start();

function dial() {
  page.dialling();
  screen = openDesktop(find('stage'), page.path, page.application, page.takeTicket(), {
    connected() {
      page.connected();
      screen.focus();
    },
    credentialsWanted: askCredentials,
    trustWanted(fingerprint) {
      find('fingerprint').textContent = fingerprint;
      page.cover('trust');
      find('approve').focus();
    },
    ended(ending) {
      screen = null;
      page.over(ending);
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
  page.cover('credentials');
  credentials.querySelector('input:enabled').focus();
}

function sendCredentials(event) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(credentials));
  credentials.reset();
  page.cover('wait');
  screen.sendCredentials(answers);
}
