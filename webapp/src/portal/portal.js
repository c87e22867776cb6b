/** The portal: the routes that this user may open, one button each. */

import { socketAddress, viewerLink } from '../shared/address.js';
import { copyFrom } from '../shared/copying.js';
import { loadRoutes } from '../shared/routes.js';

const COPIED_MILLISECONDS = 2500;

const application = new URL('.', location.href);
const find = (id) => document.getElementById(id);
const message = find('message');

find('retry').addEventListener('click', () => show());
await show();

async function show() {
  setState('loading');
  let list;
  try {
    list = await loadRoutes(application);
  } catch (problem) {
    find('problem').textContent = problem.message;
    setState('error');
    return;
  }
  find('routes').replaceChildren(...list.routes.map(card));
  if (list.routes.length === 0) {
    setState(list.login ? 'unknown' : 'empty');
  } else {
    setState('ready');
  }
  find('login').hidden = !list.login || list.routes.length === 0;
}

/** @param {'loading' | 'empty' | 'unknown' | 'error' | 'ready'} state which part of the page is shown */
function setState(state) {
  document.body.dataset.state = state;
  for (const part of document.querySelectorAll('[data-shown]')) {
    part.hidden = part.dataset.shown !== state;
  }
}

/** @param {import('../shared/routes.js').Route} route */
function card(route, index) {
  const item = find('card').content.cloneNode(true).firstElementChild;
  const title = item.querySelector('h2');
  title.id = `route-${index}`;
  title.textContent = route.title;
  const path = item.querySelector('code');
  path.textContent = route.path;
  path.hidden = route.path === route.title;
  const link = item.querySelector('a');
  const button = item.querySelector('button');
  const field = item.querySelector('input');
  const hint = item.querySelector('.hint');
  link.setAttribute('aria-describedby', title.id);
  button.setAttribute('aria-describedby', title.id);
  if (route.viewer === 'vnc') {
    link.href = viewerLink(route.viewer, route.path);
    button.remove();
    field.remove();
    hint.remove();
  } else {
    link.remove();
    field.value = socketAddress(route.path, application).href;
    field.setAttribute('aria-label', `Address of ${route.title}`);
    button.addEventListener('click', () => copy(button, field, hint));
  }
  return item;
}

async function copy(button, field, hint) {
  field.hidden = false;
  if (!await copyFrom(field)) {
    hint.textContent = 'The browser does not let this page copy. The address is selected: copy it by hand.';
    return;
  }
  field.hidden = true;
  hint.textContent = '';
  button.focus();
  button.textContent = 'Copied';
  message.textContent = `Copied ${field.value}`;
  const shown = message.textContent;
  setTimeout(() => {
    button.textContent = 'Copy address';
    if (message.textContent === shown) {
      message.textContent = '';
    }
  }, COPIED_MILLISECONDS);
}
