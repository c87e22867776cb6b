/** One SSH session over a route: dialled once, ended once. */

import { SshDisconnectReason } from '@microsoft/dev-tunnels-ssh/messages/transportMessages.js';
import { endedHere } from '../shared/ending.js';
import { SessionSocket } from '../shared/session-socket.js';
import { algorithms } from './algorithms.js';
import { hostKey } from './host-key.js';
import { NothingInCommonError } from './key-exchange.js';
import { LogIn } from './log-in.js';
import { plainText } from './plain-text.js';
import { RouteStream } from './route-stream.js';
import { SecureSession } from './secure-session.js';
import { Shell, ShellRefusedError } from './shell.js';
import { words } from './words.js';

/** @typedef {import('../shared/ending.js').Ending} Ending */

/** A computer that has not said so long after the route was opened that it is an SSH server is none. */
const START_MILLISECONDS = 20_000;

/** The computer behind the route does not speak SSH, or not in time. */
class NoServerError extends Error {}

/**
 * @typedef {object} Listener what the page does about the session
 * @property {() => string | undefined} knownType of the key that the server is known by
 * @property {(key: import('./host-key.js').HostKey) => Promise<Ending | null>} keyShown null to go on with this server
 * @property {(begin: (user: string, banner: (message: string) => void) => LogIn, life: AbortSignal) => Promise<Ending | null>}
 *   loggingIn null when the server has let the user in
 * @property {() => {columns: number, rows: number}} size of the screen
 * @property {(bytes: Uint8Array, drawn: () => void) => void} draw
 * @property {(shell: Shell) => void} connected
 * @property {(ending: Ending) => void} ended called exactly once, last
 */

/**
 * Dials. Resolves when the session is over, and rejects if none could be begun.
 *
 * @param {string} path the route's path
 * @param {URL} application the application's own folder
 * @param {string | null} ticket lets its bearer open the route once; null for none
 * @param {Listener} listener
 * @param {{setTimeout: typeof setTimeout, clearTimeout: typeof clearTimeout}} clock
 */
export async function openTerminal(path, application, ticket, listener, clock = globalThis) {
  // What this browser can do, before anything is opened that would have to be closed.
  const configuration = await algorithms(listener.knownType());
  let ran = null;
  const session = new SessionSocket(path, application, ticket, async (ending) => {
    // What came before the socket was closed may not have been understood yet, and may say more.
    listener.ended(await ran ?? ending);
  });
  const stream = new RouteStream(session.socket);
  const secure = new SecureSession(configuration);
  ran = run(session, secure, stream, listener, clock).catch((error) => explained(error, secure, stream));
  const ending = await ran;
  session.end(ending ?? endedHere(words.notUnderstood, ''));
  secure.dispose();
}

/** Resolves to why the session is over, in the words of SSH. */
async function run(session, secure, stream, listener, clock) {
  const closed = new Promise((resolve) => { secure.onClosed(resolve); });
  /** What comes of something, unless the session is over before. */
  const meanwhile = (something) => Promise.race([something, closed.then(({ error }) => { throw error; })]);

  await begun(session, secure.connect(stream), clock);
  session.worked = true;
  const refusal = await meanwhile(listener.keyShown(await hostKey(secure.hostKeyBlob)));
  if (refusal) {
    return refusal;
  }
  const left = await meanwhile(listener.loggingIn((user, banner) => new LogIn(secure, user, banner), session.life));
  if (left) {
    return left;
  }
  const shell = await meanwhile(Shell.open(secure, listener.size(), listener.draw));
  listener.connected(shell);
  const { status, signal } = await meanwhile(shell.ended);
  await secure.close(SshDisconnectReason.byApplication, '');
  return endedHere(status === undefined && signal === undefined ? words.shellClosed : words.shellEnded(status, signal), '');
}

/** Resolves with the start, unless that takes too long from the moment that the route is open. */
function begun({ socket }, start, clock) {
  return new Promise((resolve, reject) => {
    let patience;
    socket.addEventListener('open', () => {
      patience = clock.setTimeout(() => reject(new NoServerError()), START_MILLISECONDS);
    });
    start.finally(() => clock.clearTimeout(patience)).then(resolve, reject);
  });
}

/** Why something went wrong; null where the socket's own end says it better. */
function explained(error, secure, stream) {
  if (secure.farewell !== null) {
    return endedHere(words.hungUp, plainText(secure.farewell));
  }
  if (stream.textual) {
    return endedHere(words.textRoute, '');
  }
  if (stream.ended) {
    return null;
  }
  if (error instanceof NoServerError) {
    return endedHere(words.noServer, '');
  }
  if (error instanceof NothingInCommonError) {
    return endedHere(words.nothingInCommon, error.message);
  }
  if (error instanceof ShellRefusedError) {
    return endedHere(words.noShell, plainText(error.message));
  }
  return endedHere(words.notUnderstood, plainText(error.message));
}
