// npm run backup -- FILE, npm run restore -- FILE, npm run check: of the embedded database; builds when there is no build.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const [command = '', file, ...more] = process.argv.slice(2);
// npm runs scripts in the package's folder; FILE is meant from where npm was called
const given = file === undefined ? [] : [resolve(process.env.INIT_CWD ?? root, file)];
if (!existsSync('dist/upkeep.js')) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}
const { status } = spawnSync(
  process.execPath,
  [...(existsSync('.env') ? ['--env-file=.env'] : []), '--enable-source-maps', 'dist/upkeep.js', command, ...given, ...more],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
