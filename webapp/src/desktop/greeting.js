/** Whether the computer behind a route begins to speak as a desktop does: first, and in bytes (RFC 6143, section 7.1.1). */

/** `RFB 003.008` and a line feed: less is no greeting. */
const GREETING_BYTES = 12;

/** Counted from when the gateway opens the session; it may dial the target only then. */
const PATIENCE_MILLISECONDS = 20000;

/**
 * Called before anybody else takes the socket: a text does not reach those who want bytes.
 *
 * @param {WebSocket} socket one that is not open yet
 * @param {AbortSignal} life aborted when the session is over
 * @param {(reason: string, passing: boolean) => void} missed called at most once: a short reason, and whether it may be
 *   otherwise in a moment
 */
export function expectGreeting(socket, life, missed) {
  let missing = GREETING_BYTES;
  let patience = null;
  socket.addEventListener('open', () => {
    patience = setTimeout(() => missed(`no greeting in ${PATIENCE_MILLISECONDS / 1000} s`, true), PATIENCE_MILLISECONDS);
  }, { signal: life });
  socket.addEventListener('message', (event) => {
    if (typeof event.data === 'string') {
      event.stopImmediatePropagation();
      missed('text message', false);
      return;
    }
    missing -= event.data.byteLength;
    if (missing <= 0) {
      clearTimeout(patience);
    }
  }, { signal: life });
  life.addEventListener('abort', () => clearTimeout(patience), { once: true });
}
