/** The gateway's state as it comes, every second, and again by itself after the connection was lost. */

import { Retry } from '../shared/retry.js';

/** Several times what the gateway takes. */
const PATIENCE_MILLISECONDS = 5000;

/**
 * @typedef {object} Listener
 * @property {(state: object) => void} arrived told of each state
 * @property {() => void} lost told when no state comes any more; a state may follow
 * @property {() => void} refused told when the gateway does not let this page look on any more, and asking again would
 *   count as guessing; the last call
 */

/**
 * Follows an event stream (HTML standard, section 9.2) with events `state`.
 *
 * @param {URL} address
 * @param {Listener} listener
 */
export function follow(address, listener) {
  listen(address, listener, new Retry());
}

function listen(address, listener, retry) {
  let patience = null;
  let worked = false;
  const stream = new EventSource(address);
  const over = async () => {
    clearTimeout(patience);
    stream.close();
    if (await isFinal(address)) {
      listener.refused();
      return;
    }
    if (!worked) {
      // The gateway ends a stream that works now and then, to look anew who it is.
      listener.lost();
    }
    setTimeout(() => listen(address, listener, retry), retry.next());
  };
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(over, PATIENCE_MILLISECONDS);
  };
  stream.addEventListener('state', ({ data }) => {
    wait();
    if (!worked) {
      worked = true;
      retry.connected();
    }
    listener.arrived(JSON.parse(data));
  });
  stream.addEventListener('error', over);
  wait();
}

/**
 * A stream that fails does not say why. Health answers everybody, so no browser asks for a password here, and tells
 * operators more.
 */
async function isFinal(address) {
  try {
    const response = await fetch(new URL('health', address), {
      redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    return response.type === 'opaqueredirect' || !('live' in await response.json());
  } catch {
    return false;
  }
}
