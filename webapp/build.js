/**
 * Builds the pages into the folder that is named by the first argument:
 *
 *     npm run build -- /absolute/target/folder
 *
 * File names are fixed, so a second build into the same folder replaces the first.
 */
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const source = join(here, 'src');
const novnc = join(here, 'node_modules/@novnc/novnc');

const target = process.argv[2];
if (!target || !isAbsolute(target)) {
  console.error('usage: npm run build -- <absolute target folder>');
  process.exit(2);
}

/** Lets src/novnc-log.js stand in for noVNC's own log, which writes to the console only. */
const novncLog = {
  name: 'novnc-log',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/logging\.js$/ }, ({ resolveDir }) =>
      resolveDir.startsWith(novnc) ? { path: join(source, 'novnc-log.js') } : undefined);
  },
};

/** The notices that noVNC and what it carries (pako, a DES cipher) ask to be passed on. */
async function licences() {
  const text = (path) => readFile(join(novnc, path), 'utf8');
  const { version } = JSON.parse(await text('package.json'));
  const cipher = await text('core/crypto/des.js');
  const parts = [
    `vnc.js contains noVNC ${version}, unchanged but for its log (core/util/logging.js), which is left out.\n`
      + `Its source: https://github.com/novnc/noVNC/tree/v${version}\n`,
    await text('LICENSE.txt'),
    `pako (noVNC's vendor/pako)\n\n${await text('vendor/pako/LICENSE')}`,
    `DES cipher (noVNC's core/crypto/des.js)\n\n${cipher.slice(0, cipher.indexOf('*/') + 2)}\n`,
    await text('docs/LICENSE.MPL-2.0'),
  ];
  return parts.join(`\n${'='.repeat(78)}\n\n`);
}

await build({
  entryPoints: ['portal.js', 'portal.css', 'vnc.js', 'vnc.css'].map((name) => join(source, name)),
  outdir: join(target, 'assets'),
  plugins: [novncLog],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  banner: { js: '/*! Third-party notices: licences.txt in this folder */' },
  logLevel: 'warning',
});

await mkdir(join(target, 'view'), { recursive: true });
await Promise.all([
  copyFile(join(source, 'index.html'), join(target, 'index.html')),
  copyFile(join(source, 'view/vnc.html'), join(target, 'view/vnc.html')),
  copyFile(join(source, 'icon.svg'), join(target, 'assets/icon.svg')),
  writeFile(join(target, 'assets/licences.txt'), await licences()),
]);
