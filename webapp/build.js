/**
 * Builds the pages into the folder that is named by the first argument:
 *
 *     npm run build -- /absolute/target/folder
 *
 * What lies below `assets/` there is made anew. A file's name holds a hash of its content, so a browser need never ask
 * for it again; beside each file lies what a browser gets that takes gzip.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { licences } from './licences.js';

/** Where each page goes; its script and style lie beside its source, under the same name. */
const PAGES = {
  'portal/portal.html': 'index.html',
  'desktop/vnc.html': 'view/vnc.html',
  'console/console.html': 'view/console.html',
  'terminal/ssh.html': 'view/ssh.html',
  'operator/operator.html': 'manage/index.html',
};
/** What a page starts aside from itself. */
const WORKERS = ['terminal/bcrypt.js'];
const ENTRIES = [
  ...Object.keys(PAGES).flatMap((page) => [page.replace('.html', '.js'), page.replace('.html', '.css')]), ...WORKERS,
];
const PICTURES = ['shared/icon.svg'];

const source = fileURLToPath(new URL('src', import.meta.url));
const modules = fileURLToPath(new URL('node_modules', import.meta.url));

const target = process.argv[2];
if (!target || !isAbsolute(target)) {
  console.error('usage: npm run build -- <absolute target folder>');
  process.exit(2);
}
const assets = join(target, 'assets');

/** Lets src/desktop/novnc-log.js stand in for noVNC's own log, which writes to the console only. */
const novncLog = {
  name: 'novnc-log',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/logging\.js$/ }, ({ resolveDir }) =>
      resolveDir.startsWith(join(modules, '@novnc')) ? { path: join(source, 'desktop/novnc-log.js') } : undefined);
  },
};

/**
 * Leaves out what the SSH library needs only on Node.js, or for what the terminal does not use: crypto of its own and streams
 * of Node.js, plain Diffie-Hellman, and all of vscode-jsonrpc but its events.
 */
const sshForBrowsers = {
  name: 'ssh-for-browsers',
  setup(esbuild) {
    const inLibrary = ({ resolveDir }) => resolveDir.startsWith(join(modules, '@microsoft/dev-tunnels-ssh'));
    esbuild.onResolve({ filter: /^(stream|diffie-hellman|\.\/node\/\w+)$/ }, (asked) =>
      inLibrary(asked) ? { path: asked.path, namespace: 'left-out' } : undefined);
    esbuild.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
    esbuild.onResolve({ filter: /^vscode-jsonrpc$/ }, (asked) =>
      inLibrary(asked) ? { path: join(source, 'terminal/library-events.js') } : undefined);
    // The global is put in only where it is used, and so must be what it comes from.
    esbuild.onResolve({ filter: /^buffer$/ }, () => ({ path: join(modules, 'buffer/index.js'), sideEffects: false }));
  },
};

/**
 * Lets uPlot format numbers as the browser does by itself: it asks for the browser's language by name when it is loaded, and
 * fails where that is none, such as "C".
 */
const uplotInAnyLanguage = {
  name: 'uplot-in-any-language',
  setup(esbuild) {
    esbuild.onLoad({ filter: /uPlot\.esm\.js$/ }, async ({ path }) => {
      const [before, after, ...more] = (await readFile(path, 'utf8')).split("Intl.NumberFormat(domEnv ? nav.language : 'en-US')");
      if (after === undefined || more.length > 0) {
        throw new Error(`${path} formats numbers otherwise than build.js expects`);
      }
      return { contents: `${before}Intl.NumberFormat()${after}` };
    });
  },
};

/** Scripts and styles: where each went, by the name that pages know it by. */
async function bundle() {
  const { metafile } = await build({
    entryPoints: ENTRIES.map((name) => join(source, name)),
    outdir: assets,
    entryNames: '[name]-[hash]',
    plugins: [novncLog, sshForBrowsers, uplotInAnyLanguage],
    inject: [join(source, 'terminal/library-buffer.js')],
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    banner: { js: '/*! Third-party notices: licences.txt in this folder */' },
    logLevel: 'warning',
  });
  return Object.entries(metafile.outputs)
    .filter(([, output]) => output.entryPoint)
    .map(([path, output]) => [basename(output.entryPoint), relative(assets, path)]);
}

async function picture(name) {
  const content = await readFile(join(source, name));
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(assets, hashed), content);
  return [basename(name), hashed];
}

/** A page with its parts, and with the names that its scripts, styles and pictures have now. */
async function page(name, names) {
  const text = await readFile(join(source, name), 'utf8');
  const parts = await Promise.all(Array.from(text.matchAll(/<!-- include: (\S+) -->\n/g), async ([mark, part]) =>
    [mark, await readFile(join(source, part), 'utf8')]));
  const whole = parts.reduce((sofar, [mark, part]) => sofar.replace(mark, () => part), text);
  return whole.replace(/(?<=assets\/)[\w.-]+(?=")/g, (asset) => {
    if (!names.has(asset)) {
      throw new Error(`${name} refers to assets/${asset}, which is not built`);
    }
    return names.get(asset);
  });
}

async function compress(name) {
  const compressed = await promisify(gzip)(await readFile(join(assets, name)), { level: 9 });
  await writeFile(join(assets, `${name}.gz`), compressed);
}

await rm(assets, { recursive: true, force: true });
await mkdir(assets, { recursive: true });
const names = new Map([...await bundle(), ...await Promise.all(PICTURES.map(picture))]);
await writeFile(join(assets, 'licences.txt'), await licences(modules));
await Promise.all([...names.values()].map(compress));
for (const [name, place] of Object.entries(PAGES)) {
  await mkdir(dirname(join(target, place)), { recursive: true });
  await writeFile(join(target, place), await page(name, names));
}
