/** The notices of the libraries that the pages contain. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param {string} modules the folder `node_modules`
 * @returns {Promise<string>} what the authors of the libraries ask to be passed on
 */
export async function licences(modules) {
  const parts = [
    ...await novnc(join(modules, '@novnc/novnc')),
    ...await Promise.all(WHOLE.map(([script, name, licence]) => whole(modules, script, name, licence))),
  ];
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

/** Libraries that are used as they are: the script that contains each, and the file in it that holds its licence. */
const WHOLE = [
  ['operator.js', 'uplot', 'LICENSE'],
  ['ssh.js', '@xterm/xterm', 'LICENSE'],
  ['ssh.js', '@xterm/addon-fit', 'LICENSE'],
  ['ssh.js', '@xterm/addon-search', 'LICENSE'],
  ['ssh.js', '@xterm/addon-unicode11', 'LICENSE'],
  ['ssh.js', '@xterm/addon-web-links', 'LICENSE'],
  // The package has no copy of its licence (MIT); this is the same text by the same authors.
  ['ssh.js', '@microsoft/dev-tunnels-ssh', '../../vscode-jsonrpc/License.txt'],
  ['ssh.js', 'vscode-jsonrpc', 'License.txt'],
  ['bcrypt.js', 'bcrypt-pbkdf', 'LICENSE'],
  ['bcrypt.js', 'tweetnacl', 'LICENSE'],
  ['ssh.js', 'buffer', 'LICENSE'],
  ['ssh.js', 'base64-js', 'LICENSE'],
  ['ssh.js', 'ieee754', 'LICENSE'],
];

async function whole(modules, script, name, licence) {
  const { version } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
  return `${script} contains ${name} ${version}.\n\n${await readFile(join(modules, name, licence), 'utf8')}`;
}
