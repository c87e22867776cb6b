/**
 * A browser hides from a page why a WebSocket handshake was refused. The gateway tells it in answer to a plain
 * request for the same route.
 *
 * @typedef {{kind: 'silent'} | {kind: 'redirect'}
 *   | {kind: 'status', status: number, title: string, detail: string}} Answer
 */

const PATIENCE_MILLISECONDS = 5000;

/**
 * Never fails: no answer is an answer, too.
 *
 * @param {URL} address where the route answers plain HTTP requests
 * @returns {Promise<Answer>}
 */
export async function askWhyRefused(address) {
  try {
    const response = await fetch(address, {
      headers: { Accept: 'application/problem+json' },
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (response.type === 'opaqueredirect') {
      return { kind: 'redirect' };
    }
    return readProblem(response.status, await response.text());
  } catch {
    return { kind: 'silent' };
  }
}

/**
 * @param {number} status the HTTP status
 * @param {string} body a problem body (RFC 9457), or anything else that came instead
 * @returns {Answer}
 */
export function readProblem(status, body) {
  let problem = null;
  try {
    problem = JSON.parse(body);
  } catch {
    // A proxy's own page: its status has to do.
  }
  const text = (value) => (typeof value === 'string' ? value : '');
  return { kind: 'status', status, title: text(problem?.title), detail: text(problem?.detail) };
}
