/** The gateway's state as it comes, every second, and again by itself after the connection was lost. */

const AGAIN_MILLISECONDS = 3000;

/** Twice what the gateway takes, and then some. */
const PATIENCE_MILLISECONDS = 5000;

/**
 * @param {URL} address an event stream (HTML standard, section 9.2) with events `state`
 * @param {(state: object) => void} arrived told of each state
 * @param {() => void} lost told when no state comes any more; a state may follow
 */
export function follow(address, arrived, lost) {
  let patience = null;
  const stream = new EventSource(address);
  const giveUp = () => {
    clearTimeout(patience);
    stream.close();
    lost();
    setTimeout(() => follow(address, arrived, lost), AGAIN_MILLISECONDS);
  };
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(giveUp, PATIENCE_MILLISECONDS);
  };
  stream.addEventListener('state', ({ data }) => {
    wait();
    arrived(JSON.parse(data));
  });
  stream.addEventListener('error', giveUp);
  wait();
}
