/** The portal: the routes that this user may open, by group, and how they are now. */

import { fill } from '../shared/language.js';
import { checkRoutes } from '../shared/routes.js';
import { Card, stateOf } from './card.js';
import { changed, grouped, matching, outline } from './listing.js';
import { Rhythm } from './rhythm.js';
import { words } from './words.js';

const MESSAGE_MILLISECONDS = 2500;

/** More changes at once than anybody wants to hear. */
const MOST_CHANGES = 3;

const application = new URL('.', location.href);
const find = (id) => document.getElementById(id);
const search = find('search');
const rhythm = new Rhythm();

/** What is shown: null before anything is. */
let list = null;
/** @type {Map<string, Card>} by path */
let cards = new Map();
let timer;
let loading = false;

document.title = words.title;
fill(words);
find('retry').addEventListener('click', () => { setState('loading'); refresh(); });
search.addEventListener('input', filter);
document.addEventListener('keydown', shortcut);
document.addEventListener('visibilitychange', seen);
await refresh();

/**
 * Asks for the list, shows it, and asks again after a while, as long as somebody looks; but not with a log-in that was
 * not accepted, which the gateway would take for guessing.
 */
async function refresh() {
  if (loading) {
    return;
  }
  loading = true;
  clearTimeout(timer);
  let wait;
  try {
    show(await checkRoutes(application));
    wait = rhythm.answered();
  } catch (problem) {
    fail(problem);
    wait = rhythm.failed();
  }
  loading = false;
  if (!document.hidden && !list?.failed) {
    timer = setTimeout(refresh, wait);
  }
}

/** Nobody looks any more, or somebody looks again. */
function seen() {
  if (document.hidden) {
    clearTimeout(timer);
  } else if (!list?.failed) {
    refresh();
  }
}

/** What was shown before is better than nothing. */
function fail(problem) {
  if (list === null) {
    find('problem').textContent = problem.message;
    setState('error');
  } else {
    say('stale', words.stale(problem.message));
  }
}

function show(now) {
  const before = list;
  list = now;
  say('stale', '');
  if (before && outline(before.routes) === outline(now.routes)) {
    now.routes.forEach((route) => cards.get(route.path).show(route));
    announce(changed(before.routes, now.routes));
  } else {
    draw(now.routes);
  }
  if (now.routes.length === 0) {
    setState(now.login ? 'unknown' : 'empty');
  } else {
    setState('ready');
  }
  find('login').hidden = !now.login || now.routes.length === 0;
}

function draw(routes) {
  const focused = document.activeElement?.closest('[data-path]')?.dataset.path;
  const groups = grouped(routes);
  cards = new Map();
  find('routes').replaceChildren(...groups.map((group, index) => section(group, index, groups.length)));
  filter();
  if (focused) {
    cards.get(focused)?.element.querySelector('a, button').focus();
  }
}

function section({ name, routes }, index, count) {
  const part = find('group').content.cloneNode(true).firstElementChild;
  const heading = part.querySelector('h2');
  heading.id = `group-${index}`;
  heading.textContent = name ?? (count === 1 ? words.all : words.ungrouped);
  heading.classList.toggle('unseen', name === null && count === 1);
  part.setAttribute('aria-labelledby', heading.id);
  part.querySelector('ul').append(...routes.map((route) => {
    const id = `route-${cards.size}`;
    const card = new Card(find('card').content, route, id, application, tell);
    cards.set(route.path, card);
    return card.element;
  }));
  return part;
}

/** Shows those that the search field asks for. */
function filter() {
  const query = search.value.trim();
  const all = [...cards.values()].map((card) => card.route);
  const found = new Set(matching(all, query).map(({ path }) => path));
  cards.forEach((card, path) => { card.element.hidden = !found.has(path); });
  for (const part of find('routes').children) {
    part.hidden = !part.querySelector('li:not([hidden])');
  }
  const nothing = found.size === 0 ? words.nothing(query) : words.found(found.size, all.length);
  say('count', query === '' ? '' : nothing);
}

/** @param {KeyboardEvent} event */
function shortcut(event) {
  const { key, target } = event;
  if (key === 'Escape' && target === search) {
    search.value = '';
    filter();
    event.preventDefault();
  } else if (key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !target.closest('input')
      && !find('finder').hidden) {
    search.focus();
    search.select();
    event.preventDefault();
  }
}

/** @param {'loading' | 'empty' | 'unknown' | 'error' | 'ready'} state which part of the page is shown */
function setState(state) {
  document.body.dataset.state = state;
  for (const part of document.querySelectorAll('[data-shown]')) {
    part.hidden = part.dataset.shown !== state;
  }
}

/** For those who do not see it. */
function announce(routes) {
  const told = routes.slice(0, MOST_CHANGES).map((route) => words.now(route.title, stateOf(route)));
  if (told.length > 0) {
    say('changes', told.join(' '));
  }
}

/** Tells the person, for a while. */
function tell(text) {
  say('message', text);
  setTimeout(() => {
    if (find('message').textContent === text) {
      say('message', '');
    }
  }, MESSAGE_MILLISECONDS);
}

/** Screen readers read what changes, so that nothing is written that stands there already. */
function say(id, text) {
  if (find(id).textContent !== text) {
    find(id).textContent = text;
  }
}
