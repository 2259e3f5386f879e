// npm start [-- --demo]: installs what is missing, builds when sources are newer than dist, then becomes the engine.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINE_ENV, ENGINE_FLAGS } from './engine-process.mjs';
import { systemPackages } from './system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`Нужен Node.js 20.12 или новее, здесь ${process.versions.node}.`);
  process.exit(1);
}

const stamp = join('node_modules', '.installed-lock');
const lock = readFileSync('package-lock.json', 'utf8');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Устанавливаю пакеты…');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(stamp, readFileSync('package-lock.json', 'utf8'));
}

if (newest('src') > newest('dist')) {
  console.log('Собираю…');
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  mkdirSync('dist', { recursive: true });
  writeFileSync(join('dist', '.built'), '');
}

systemPackages(['scans'], { quiet: false });

const engine = spawn(
  process.execPath,
  [...(existsSync('.env') ? ['--env-file=.env'] : []), ...ENGINE_FLAGS, 'dist/main.js', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...ENGINE_ENV, ...process.env } },
);
// Ctrl-C reaches the whole group; a signal to npm alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && engine.kill(signal));
// npm's shell dies of a signal without passing it on: an engine that nobody can reach any more would keep port and folder
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && engine.kill('SIGTERM'), 500).unref();
engine.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

/** Newest change below a folder, in milliseconds; 0 when there is none. */
function newest(dir) {
  if (!existsSync(dir)) return 0;
  if (dir === 'dist') return existsSync(join(dir, '.built')) ? statSync(join(dir, '.built')).mtimeMs : 0;
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile())
    .reduce((latest, each) => Math.max(latest, statSync(join(each.parentPath ?? each.path, each.name)).mtimeMs), 0);
}
