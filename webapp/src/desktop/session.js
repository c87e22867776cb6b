/**
 * One desktop session: a WebSocket, with noVNC on top. It is dialled once and ends once.
 */

import RFB from '@novnc/novnc';
import { endedHere } from '../shared/ending.js';
import { SessionSocket } from '../shared/session-socket.js';
import { expectGreeting } from './greeting.js';
import { forgetLastError, lastError } from './novnc-log.js';
import { words } from './words.js';

/**
 * @typedef {object} Listener what the page does about the session
 * @property {() => void} connected the desktop has appeared
 * @property {(names: string[]) => void} credentialsWanted of `username`, `password` and `target`
 * @property {(fingerprint: string, refuse: () => void) => void} trustWanted the server shows a key that the person should
 *     confirm, or refuse
 * @property {(text: string) => void} clipboard the desktop has copied something
 * @property {(clipped: boolean) => void} clipped whether the desktop is larger than what shows it, and has no scroll bars
 * @property {(ending: import('../shared/ending.js').Ending) => void} ended called exactly once, last
 */

/**
 * Dials.
 *
 * @param {HTMLElement} stage where the desktop appears
 * @param {string} path the route's path
 * @param {URL} application the application's own folder
 * @param {string | null} ticket lets its bearer open the route once; null for none
 * @param {AbortSignal} unwanted aborted when nobody wants to wait for this session any longer
 * @param {Listener} listener
 * @returns {RFB} for what it shows and how, focus, keys, credentials and trust
 */
export function openDesktop(stage, path, application, ticket, unwanted, listener) {
  const session = new SessionSocket(path, application, ticket, listener.ended, unwanted);
  let loginProblem = null;
  expectGreeting(session.socket, session.life, (reason, passing) =>
    session.end({ ...endedHere(words.noGreeting, reason), passing }));

  // noVNC sets its handlers on the socket right here, while it is still connecting: not a byte is missed.
  const screen = new RFB(stage, session.socket);
  forgetLastError();
  screen.background = 'transparent';
  screen.addEventListener('connect', () => {
    session.worked = true;
    listener.connected();
  });
  screen.addEventListener('credentialsrequired', ({ detail }) => listener.credentialsWanted(detail.types));
  screen.addEventListener('serververification', async ({ detail }) => {
    const shown = await fingerprint(detail.publickey);
    if (!session.over) {
      listener.trustWanted(shown, () => session.end(endedHere(words.keyRefused, '')));
    }
  });
  screen.addEventListener('clipboard', ({ detail }) => listener.clipboard(detail.text));
  screen.addEventListener('clippingviewport', ({ detail }) => listener.clipped(detail));
  screen.addEventListener('securityfailure', ({ detail }) => { loginProblem = detail.reason ?? ''; });
  screen.addEventListener('disconnect', () => {
    session.end(loginProblem === null
      ? endedHere(words.notUnderstood, lastError())
      : endedHere(words.loginFailed, loginProblem));
  });
  if (!isSecureContext) {
    // Over plain http there is no crypto.subtle. Log-ins that need it (RSA-AES, Apple's) fail in a promise that
    // nobody holds, and would leave the page connecting for ever.
    window.addEventListener('unhandledrejection', (event) => {
      if (!session.worked) {
        event.preventDefault();
        session.end(endedHere(words.needsHttps, 'page is not a secure context'));
        screen.disconnect();
      }
    }, { signal: session.life });
  }
  return screen;
}

/** The key's fingerprint as other VNC viewers show it. */
async function fingerprint(key) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', key));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('-');
}
