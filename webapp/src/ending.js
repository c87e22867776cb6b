/**
 * Why a session is over, in words for a person. Pure: takes what is known, gives back what to show.
 *
 * @typedef {object} Ending
 * @property {string} heading what happened, in a few words
 * @property {string} text what it means and what to do about it
 * @property {number | null} code the WebSocket's close code; null if the browser's side ended the session
 * @property {string} reason the short reason as it was received; may be empty
 */

const KNOWN_REASONS = new Map([
  ['target reset', ['The connection broke off', 'The computer behind this route dropped the connection.']],
  ['target refused the connection', ['The computer refused the connection',
    'It can be reached, but nothing accepts connections there. Perhaps the service is not running.']],
  ['target unreachable', ['The computer cannot be reached',
    'It may be switched off, or the network on the way to it is down.']],
  ['target did not answer in time', ['The computer did not answer',
    'It may be switched off, very busy, or behind a firewall.']],
  ['target name not found', ['The computer was not found',
    'Its name is not known. The operator can check this route in sluice.yaml.']],
  ['client does not read', ['The session was too slow',
    'This browser did not keep up with the data for too long, so the gateway ended the session.']],
  ['idle for too long', ['Ended after a long pause',
    'Nothing happened for a while, so the gateway ended the session.']],
  ['longest session time reached', ['The time is up', 'Sessions on this route end after a set time.']],
  ['ended by an administrator', ['Ended by an administrator', 'An administrator ended this session.']],
]);

const KNOWN_CODES = new Map([
  [1000, ['The session has ended', 'The computer behind this route closed the connection.']],
  [1001, ['The session has ended', 'The gateway went away.']],
  [1006, ['The connection was lost', 'The network or the gateway went away in the middle of the session.']],
  [1008, ['The gateway ended the session', 'One of its rules does not allow the session to go on.']],
  [1011, ['The connection broke off', 'Something went wrong between the gateway and the computer behind this route.']],
  [1012, ['The gateway is restarting', 'Wait a moment, then reconnect.']],
  [1013, ['There is no room right now', 'The gateway carries as many sessions as it can. Try again later.']],
  [1014, ['The computer cannot be reached', 'The gateway could not connect to it.']],
]);

/**
 * Explains a WebSocket that was closed.
 *
 * @param {number} code the close event's code
 * @param {string} reason the close event's reason
 * @param {boolean} worked whether the desktop (or whatever the session carries) had already appeared
 * @returns {Ending}
 */
export function closed(code, reason, worked) {
  if (code === 1000 && !worked) {
    return {
      heading: 'The connection was closed at once',
      text: 'The computer behind this route closed the connection before the session began.',
      code,
      reason,
    };
  }
  const [heading, text] = KNOWN_REASONS.get(reason) ?? KNOWN_CODES.get(code)
    ?? ['The session has ended', 'The gateway gave no reason that is known here.'];
  return { heading, text, code, reason };
}

/**
 * Explains a WebSocket that never opened, from the answer to a plain request for the same route.
 *
 * @param {import('./refusal.js').Answer} answer
 * @returns {Ending}
 */
export function neverOpened(answer) {
  const code = 1006;
  switch (answer.kind) {
    case 'silent':
      return {
        heading: 'The gateway cannot be reached',
        text: 'Check the network connection, then reconnect.',
        code,
        reason: 'no answer',
      };
    case 'redirect':
      return {
        heading: 'The gateway wants to know who you are',
        text: 'Your login has probably run out. Reload this page to log in again.',
        code,
        reason: 'redirected',
      };
    default:
      break;
  }
  const { status, title, detail } = answer;
  if (status === 426) {
    return {
      heading: 'The connection could not be opened',
      text: 'The route is there, but the WebSocket did not come about. Perhaps a proxy on the way '
        + 'does not let WebSockets through, or the gateway was busy for a moment.',
      code,
      reason: 'WebSocket not opened',
    };
  }
  return {
    heading: title || 'The gateway refused the connection',
    text: detail || 'It gave no further explanation.',
    code,
    reason: `status ${status}${title ? `, ${title}` : ''}`,
  };
}

/**
 * Explains a session that the desktop's own login put an end to.
 *
 * @param {string} reason the VNC server's words; may be empty
 * @returns {Ending}
 */
export function loginFailed(reason) {
  return {
    heading: 'The desktop refused the login',
    text: 'What you typed was not accepted. Check the password and try again.',
    code: null,
    reason,
  };
}

/**
 * Explains a session that this page gave up because it could not make sense of the desktop.
 *
 * @param {string} reason the viewer's words; may be empty
 * @returns {Ending}
 */
export function notUnderstood(reason) {
  return {
    heading: 'This is not a desktop that can be shown',
    text: 'The viewer did not understand what the computer behind this route sent.',
    code: null,
    reason,
  };
}

/**
 * Explains a session that needs what browsers keep from pages that came over plain http.
 *
 * @returns {Ending}
 */
export function needsHttps() {
  return {
    heading: 'This desktop needs https',
    text: 'Its login uses encryption that browsers offer only to pages that came over https.',
    code: null,
    reason: 'page is not a secure context',
  };
}

/**
 * @param {Ending} ending
 * @returns {string} code and reason on one line, for a person to pass on; may be empty
 */
export function codeLine({ code, reason }) {
  if (code === null) {
    return reason;
  }
  return reason ? `Code ${code}: ${reason}` : `Code ${code}`;
}
