/** A worker's script: makes one key of a passphrase, aside from the page, which does not freeze meanwhile. */

import { bcryptKey } from './bcrypt-key.js';

self.onmessage = ({ data }) => self.postMessage(bcryptKey(data));
