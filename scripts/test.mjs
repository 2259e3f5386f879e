// npm test [-- jest arguments]: installs what the tests need, runs jest, ends with the line «N passed, N failed».
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemPackages } from './system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const stamp = join('node_modules', '.installed-lock');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== readFileSync('package-lock.json', 'utf8')) {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(stamp, readFileSync('package-lock.json', 'utf8'));
}
const missing = systemPackages(['scans', 'imap', 'processes', 'browser'], { quiet: true });
if (missing.length > 0) {
  console.error(`The tests use real parts. Please install: ${missing.join(' ')}`);
  process.exit(1);
}
// The engine that the end-to-end tests start and kill is the built one.
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
writeFileSync(join('dist', '.built'), '');

const dir = mkdtempSync(join(tmpdir(), 'chancery-test-'));
const result = join(dir, 'result.json');
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${result}`,
    ...process.argv.slice(2),
  ],
  { stdio: ['inherit', 'ignore', 'inherit'] },
);
const report = existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : null;
rmSync(dir, { recursive: true, force: true });
if (!report) process.exit(status ?? 1);
const broken = report.testResults.filter(
  ({ status: of, assertionResults }) => of === 'failed' && assertionResults.length === 0,
).length;
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken} failed`);
process.exit(status ?? 1);
