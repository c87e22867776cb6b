/** The notices of the libraries that the pages contain. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param {string} modules the folder `node_modules`
 * @returns {Promise<string>} what the authors of the libraries ask to be passed on
 */
export async function licences(modules) {
  const parts = [...await novnc(join(modules, '@novnc/novnc')), await whole('operator.js', modules, 'uplot', 'LICENSE')];
  return parts.join(`\n${'='.repeat(78)}\n\n`);
}

/** noVNC, and what it carries: pako, and a DES cipher. */
async function novnc(folder) {
  const text = (path) => readFile(join(folder, path), 'utf8');
  const { version } = JSON.parse(await text('package.json'));
  const cipher = await text('core/crypto/des.js');
  return [
    `vnc.js contains noVNC ${version}, unchanged but for its log (core/util/logging.js), which is left out.\n`
      + `Its source: https://github.com/novnc/noVNC/tree/v${version}\n`,
    await text('LICENSE.txt'),
    `pako (noVNC's vendor/pako)\n\n${await text('vendor/pako/LICENSE')}`,
    `DES cipher (noVNC's core/crypto/des.js)\n\n${cipher.slice(0, cipher.indexOf('*/') + 2)}\n`,
    await text('docs/LICENSE.MPL-2.0'),
  ];
}

/** A library that is used as it is, with its one notice. */
async function whole(script, modules, name, file) {
  const { version } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
  return `${script} contains ${name} ${version}.\n\n${await readFile(join(modules, name, file), 'utf8')}`;
}
