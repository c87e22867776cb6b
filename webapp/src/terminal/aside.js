import { PrivateKeyError } from './private-key-error.js';

/**
 * {@link import('./bcrypt-key.js').bcryptKey} aside from the page.
 *
 * @param {Parameters<typeof import('./bcrypt-key.js').bcryptKey>[0]} task
 * @returns {Promise<Uint8Array | null>}
 * @throws {PrivateKeyError} the script for it could not be loaded
 */
export async function bcryptKeyAside(task) {
  // The page knows the script by the name that the build has given it.
  const worker = new Worker(document.body.dataset.bcrypt, { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new PrivateKeyError('not-opened'));
      worker.postMessage(task);
    });
  } finally {
    worker.terminate();
  }
}
