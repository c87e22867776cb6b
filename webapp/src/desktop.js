/**
 * One desktop session: a WebSocket, with noVNC on top. It is dialled once and ends once.
 */

import RFB from '@novnc/novnc';
import { routeAddress, socketAddress } from './address.js';
import { closed, loginFailed, needsHttps, neverOpened, notUnderstood } from './ending.js';
import { forgetLastError, lastError } from './novnc-log.js';
import { askWhyRefused } from './refusal.js';

/**
 * @typedef {object} Listener what the page does about the session
 * @property {() => void} connected the desktop has appeared
 * @property {(names: string[]) => void} credentialsWanted of `username`, `password` and `target`
 * @property {(fingerprint: string) => void} trustWanted the server shows a key that the person should confirm
 * @property {(ending: import('./ending.js').Ending) => void} ended called exactly once, last
 */

/**
 * Dials.
 *
 * @param {HTMLElement} stage where the desktop appears
 * @param {string} path the route's path
 * @param {URL} application the application's own folder
 * @param {string | null} ticket lets its bearer open the route once; null for none
 * @param {Listener} listener
 * @returns {RFB} for focus, credentials and trust
 */
export function openDesktop(stage, path, application, ticket, listener) {
  // A script can say who it is in no other header of a handshake.
  const offered = ticket ? ['binary', `ticket.${ticket}`] : ['binary'];
  const socket = new WebSocket(socketAddress(path, application), offered);
  socket.binaryType = 'arraybuffer';
  let opened = false;
  let appeared = false;
  let over = false;
  let loginProblem = null;
  const watch = new AbortController();

  const finish = () => {
    over = true;
    watch.abort();
  };
  const end = (ending) => {
    if (!over) {
      finish();
      listener.ended(ending);
    }
  };

  socket.addEventListener('open', () => { opened = true; });
  // Registered before noVNC takes the socket, hence called before noVNC hears of the end.
  socket.addEventListener('close', async ({ code, reason }) => {
    if (over) {
      return;
    }
    if (code === 1006 && !opened) {
      finish();
      listener.ended(neverOpened(await askWhyRefused(routeAddress(path, application))));
    } else {
      end(closed(code, reason, appeared));
    }
  });

  // noVNC sets its handlers on the socket right here, while it is still connecting: not a byte is missed.
  const screen = new RFB(stage, socket);
  forgetLastError();
  screen.scaleViewport = true;
  screen.resizeSession = false;
  screen.background = 'transparent';
  screen.addEventListener('connect', () => {
    appeared = true;
    watch.abort();
    listener.connected();
  });
  screen.addEventListener('credentialsrequired', ({ detail }) => listener.credentialsWanted(detail.types));
  screen.addEventListener('serververification', async ({ detail }) => {
    const shown = await fingerprint(detail.publickey);
    if (!over) {
      listener.trustWanted(shown);
    }
  });
  screen.addEventListener('securityfailure', ({ detail }) => { loginProblem = detail.reason ?? ''; });
  screen.addEventListener('disconnect', () => {
    end(loginProblem === null ? notUnderstood(lastError()) : loginFailed(loginProblem));
  });
  if (!isSecureContext) {
    // Over plain http there is no crypto.subtle. Logins that need it (RSA-AES, Apple's) fail in a promise that
    // nobody holds, and would leave the page connecting for ever.
    window.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      end(needsHttps());
      screen.disconnect();
    }, { signal: watch.signal });
  }
  return screen;
}

/** The key's fingerprint as other VNC viewers show it. */
async function fingerprint(key) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', key));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('-');
}
