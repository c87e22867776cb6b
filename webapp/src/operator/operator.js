/** The operators' page: what the gateway does, live, and what can be done about it. */

import { fill } from '../shared/language.js';
import { words as common } from '../shared/words.js';
import { milliseconds, rate, size, span } from '../shared/amounts.js';
import { finder } from '../shared/finding.js';
import { AllSessions } from './all-sessions.js';
import { Chart } from './chart.js';
import { History } from './history.js';
import { follow } from './live.js';
import { LiveTable } from './live-table.js';
import { operate, reloadedSince } from './operations.js';
import { words } from './words.js';

const TEN_MINUTES_SECONDS = 600;
const MOST_ROWS = 500;
const here = new URL('.', location.href);
const find = (id) => document.getElementById(id);

fill({ ...common, ...words });
document.title = `${words.operations} – Sluice`;
find('state').textContent = words.waiting;

const history = new History(TEN_MINUTES_SECONDS);
const throughput = new Chart(find('throughput'), [
  { color: '--accent' },
  { color: '--second', dash: [6, 4] },
], rate);
const open = new Chart(find('open'), [{ color: '--accent' }], String);
const sessions = new LiveTable(find('sessions'), sessionColumns(), ({ id }) => id, {
  key: 'downRate', descending: true, most: MOST_ROWS, otherwise: find('filter'), reordered: showSessionsAnew,
});
const routes = new LiveTable(find('routes'), routeColumns(), ({ path }) => path);
const refusals = new LiveTable(find('refusals'), refusalColumns(), ({ reason }) => reason, { key: 'count', descending: true });

let state = null;
/** While the notice says that a reload failed: what was known of reloads before; else undefined. */
let reloadBefore;
const allSessions = new AllSessions(new URL('sessions', here), foundSessions);

find('filter').addEventListener('input', foundSessions);
find('reload').addEventListener('click', reload);
find('drain').addEventListener('click', async () => {
  if (await confirmed(words.askDrain, words.askDrainText, words.drain)) {
    await act('POST', 'drain');
  }
});
follow(new URL('events', here), { arrived, paused, lost, turnedAway, refused });

function arrived(next) {
  state = next;
  history.add(next);
  setState(next.status === 'draining' ? 'draining' : next.ready === false ? 'unready' : 'up');
  find('drain').disabled = next.status === 'draining';
  find('version').textContent = words.version(next.version, span(next['uptime-seconds']));
  showFigures();
  showCharts();
  showSessions((rows) => sessions.show(rows));
  routes.show(next.routes);
  showRefusals();
  showConfiguration(next.reload);
  if (reloadBefore !== undefined && reloadedSince(reloadBefore, next.reload)) {
    say(null);
  }
}

/** Nobody sees the page; when somebody does, it is fresh in a moment. */
function paused() {
  setState('waiting');
}

function lost() {
  setState('lost');
  say(words.lostText);
}

function turnedAway(detail) {
  setState('turnedAway');
  say(words.turnedAwayText(detail));
}

function refused() {
  setState('refused');
  say(words.refusedText);
}

function setState(name) {
  if (['lost', 'turnedAway'].includes(document.body.dataset.state) && name !== document.body.dataset.state) {
    say(null);
  }
  document.body.dataset.state = name;
  write('state', words[name]);
}

/** @param {string | null} text null: nothing */
function say(text) {
  reloadBefore = undefined;
  write('notice', text ?? '');
  find('notice').hidden = text === null;
}

/** Screen readers read what changes, so nothing is written that stands there already. */
function write(id, text) {
  if (find(id).textContent !== text) {
    find(id).textContent = text;
  }
}

function showFigures() {
  const { up, down } = history.rates;
  const figures = {
    open: state['sessions-open'],
    down: rateIfKnown(down),
    up: rateIfKnown(up),
    total: state['sessions-total'],
    refused: state['refused-total'],
    stalled: state.stalled,
    queue: size(state['queue-bytes']),
    lag: milliseconds(state['loop-lag-seconds']),
    faults: state.faults,
  };
  const list = find('figures');
  if (list.children.length === 0) {
    list.append(...Object.keys(figures).map(figure));
  }
  for (const [name, value] of Object.entries(figures)) {
    const text = typeof value === 'number' ? value.toLocaleString() : value;
    const shown = list.querySelector(`[data-figure=${name}] dd`);
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
  }
  list.querySelector('[data-figure=faults]').classList.toggle('alarming', state.faults > 0);
}

function figure(name) {
  const place = document.createElement('div');
  place.dataset.figure = name;
  place.append(document.createElement('dt'), document.createElement('dd'));
  place.firstElementChild.textContent = words.figures[name];
  return place;
}

function showCharts() {
  const { up, down } = history.rates;
  throughput.show([history.times, history.down, history.up], words.throughputNow(rateIfKnown(up), rateIfKnown(down)));
  open.show([history.times, history.open], words.openNow(state['sessions-open']));
}

function sessionColumns() {
  const { columns } = words;
  return [
    { key: 'user', heading: columns.user, text: userOf, value: userOf },
    { key: 'address', heading: columns.address, text: (row) => row.address, value: (row) => row.address },
    { key: 'route', heading: columns.route, text: (row) => row.route, value: (row) => row.route },
    { key: 'target', heading: columns.target, text: (row) => row.target, value: (row) => row.target },
    { key: 'state', heading: columns.state, text: stateOf, value: stateOf },
    amount('age', columns.age, (row) => row['age-seconds'], span),
    amount('idle', columns.idle, (row) => row['idle-seconds'], span),
    amount('up', columns.up, (row) => row['bytes-up'], size),
    amount('down', columns.down, (row) => row['bytes-down'], size),
    amount('upRate', columns.upRate, (row) => row['up-per-second'], rate),
    amount('downRate', columns.downRate, (row) => row['down-per-second'], rate),
    { key: 'end', heading: '', label: words.endColumn, content: endButton },
  ];
}

function routeColumns() {
  const { columns } = words;
  return [
    { key: 'path', heading: columns.route, text: (row) => row.path, value: (row) => row.path },
    { key: 'title', heading: columns.title, text: (row) => row.title, value: (row) => row.title },
    { key: 'viewer', heading: columns.viewer, text: (row) => row.viewer, value: (row) => row.viewer },
    { key: 'target', heading: columns.target, text: (row) => row.target, value: (row) => row.target },
    amount('open', columns.open, (row) => row.sessions, String),
    amount('total', columns.total, (row) => row['sessions-total'], String),
    amount('up', words.figures.up, (row) => row['bytes-up'], size),
    amount('down', words.figures.down, (row) => row['bytes-down'], size),
  ];
}

function refusalColumns() {
  const { columns } = words;
  return [
    { key: 'reason', heading: columns.reason, text: (row) => row.reason, value: (row) => row.reason },
    amount('count', columns.count, (row) => row.count, (count) => count.toLocaleString()),
  ];
}

function amount(key, heading, value, format) {
  return { key, heading, value, text: (row) => format(value(row)), amount: true };
}

/** A dash, until two states have come one after the other. */
function rateIfKnown(bytes) {
  return bytes === null ? '–' : rate(bytes);
}

function userOf(row) {
  return row.user ?? words.anybody;
}

function stateOf(row) {
  return words.states[row.stalled ? 'stalled' : row.state] ?? row.state;
}

function endButton(row) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = words.end;
  button.setAttribute('aria-label', words.endLabel(userOf(row), row.route));
  button.addEventListener('click', async () => {
    if (button.ariaDisabled === 'true') {
      return;
    }
    const { 'age-seconds': age } = listedSessions().find(({ id }) => id === row.id) ?? row;
    if (await confirmed(words.askEnd, words.askEndText(userOf(row), row.address, row.route, span(age)), words.end)) {
      await act('DELETE', `sessions/${encodeURIComponent(row.id)}`);
    }
  });
  return button;
}

/** What was looked for has changed, or has come. */
function foundSessions() {
  showSessionsAnew();
  write('found', find('count').textContent);
}

function showSessionsAnew() {
  showSessions((rows) => sessions.showAnew(rows));
}

/** @param {(rows: object[]) => void} show shows those that fit */
function showSessions(show) {
  if (state === null) {
    return;
  }
  loadAllSessions();
  const found = finder(find('filter').value);
  const fitting = listedSessions().filter((row) => found([userOf(row), row.address, row.route, row.target]));
  show(fitting);
  write('none', allSessions.looking ? words.looking : words.noSessions);
  find('none').hidden = fitting.length > 0;
  const shown = Math.min(fitting.length, MOST_ROWS);
  const open = state['sessions-open'];
  write('count', allSessions.looking ? words.looking : shown === open ? words.countAll(open) : words.countShown(shown, open));
}

function listedSessions() {
  return allSessions.rows ?? state.sessions;
}

/** A state holds the busiest sessions only; what is sorted or found otherwise needs all of them. */
function loadAllSessions() {
  const enough = state.sessions.length >= state['sessions-open'];
  const busiest = sessions.key === 'downRate' && sessions.descending;
  if (enough || (find('filter').value === '' && busiest)) {
    allSessions.forget();
  } else {
    allSessions.want();
  }
}

function showRefusals() {
  const rows = Object.entries(state.refusals).map(([reason, count]) => ({ reason, count })).filter(({ count }) => count > 0);
  refusals.show(rows);
  find('no-refusals').hidden = rows.length > 0;
}

function showConfiguration(reload) {
  const text = reload === null
    ? words.neverReloaded
    : words.outcomes[reload.outcome](new Date(reload.at).toLocaleString());
  const lines = reload === null ? [] : [...reload.problems, ...reload['at-next-start'].map(words.atNextStart)];
  const shown = JSON.stringify([text, lines]);
  if (find('problems').dataset.shown !== shown) {
    find('problems').dataset.shown = shown;
    find('reloaded').textContent = text;
    find('problems').replaceChildren(...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }));
  }
}

/** @returns {Promise<boolean>} whether the person wants that */
function confirmed(heading, text, action) {
  const question = find('question');
  find('question-heading').textContent = heading;
  find('question-text').textContent = text;
  find('yes').textContent = action.replace('…', '');
  question.returnValue = 'no';
  question.showModal();
  return new Promise((resolve) => {
    question.addEventListener('close', () => resolve(question.returnValue === 'yes'), { once: true });
  });
}

async function reload() {
  const before = state?.reload ?? null;
  await act('POST', 'reload');
  if (!find('notice').hidden) {
    reloadBefore = before;
  }
}

async function act(method, path) {
  say(await operate(method, new URL(path, here)));
}
