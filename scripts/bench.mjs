// npm run bench -- NAME [--json]: runs bench/NAME.ts on the built engine.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const [name, ...rest] = process.argv.slice(2);
if (!name || !existsSync(`bench/${name}.ts`)) {
  const known = readdirSync('bench')
    .filter((each) => each.endsWith('.ts'))
    .map((each) => each.slice(0, -3));
  console.error(`usage: npm run bench -- NAME [--json]; known: ${known.join(', ')}`);
  process.exit(2);
}
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
const { status } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', `bench/${name}.ts`, ...rest], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
