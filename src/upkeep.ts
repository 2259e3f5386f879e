#!/usr/bin/env node
/** `backup FILE`, `restore FILE`, `check`: of the embedded database with the vault in it. One line of JSON; exit 2 on usage. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { NAME, sentenceOf } from './database.ts';
import { BadArchive } from './embedded-mongo/archive.ts';
import { backUp } from './embedded-mongo/backup.ts';
import { NoData } from './embedded-mongo/data-faults.ts';
import { engineOn } from './embedded-mongo/engine.ts';
import { Locked } from './embedded-mongo/lock.ts';
import { checkOriginals } from './embedded-mongo/originals.ts';
import { refusalOf } from './embedded-mongo/refusal.ts';
import { NotEmpty, restore } from './embedded-mongo/restore.ts';
import { openSnapshot } from './embedded-mongo/snapshot.ts';

const USAGE = `usage: node dist/upkeep.js COMMAND
  backup FILE     all data with the originals, as they are at this moment, into one file; the engine may run
  restore FILE    makes DATA_DIR/db from such a file; the engine must not run, the folder must be empty
  check           reads everything, compares indexes and hashes; exit 1 on damage; the engine may run`;

const VAULT = `${NAME}.vault`;

/** The message is a sentence for people. */
class Refused extends Error {}

async function backup(path: string, file: string): Promise<number> {
  const { takenAt, ...rest } = await backUp(path, file);
  print({ ...rest, takenAt: takenAt.toISOString() });
  return 0;
}

async function bringBack(path: string, file: string): Promise<number> {
  mkdirSync(dirname(path), { recursive: true });
  const { documents, entries } = await restore(file, path, (folder) => {
    const store = openSnapshot(folder);
    try {
      return checkOriginals(engineOn(store), VAULT).faults;
    } finally {
      void store.close();
    }
  });
  print({ file, path, documents, entries });
  return 0;
}

/** In a process of its own: what is badly damaged takes whoever reads it along. */
async function check(path: string): Promise<number> {
  if (!existsSync(join(path, 'data.mdb'))) throw new NoData();
  const main = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? './embedded-mongo/main.ts' : './embedded-mongo/main.js', import.meta.url),
  );
  const child = spawn(process.execPath, [...process.execArgv, main, '--path', path, '--check', '--originals', VAULT], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0 || (code === 1 && said === '')) return resolve(code);
      print({ documents: 0, entries: 0, faults: [said.trim() || `the data file cannot be read (${signal ?? code})`] });
      resolve(1);
    });
  });
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}

/** What a person can mend, in a sentence; anything else flies on with its stack. */
function sentence(error: unknown, path: string, file: string): string | null {
  if (error instanceof Refused) return error.message;
  if (error instanceof NotEmpty)
    return `В папке ${path} уже есть данные, поверх них копия не восстанавливается. Уберите папку в сторону или задайте другую DATA_DIR.`;
  if (error instanceof Locked) return `С папкой ${path} работает движок. Остановите его и повторите.`;
  if (error instanceof BadArchive)
    return `Файл ${file} не восстановлен: он оборван, изменён или это не резервная копия (${error.message}). Возьмите другую копию.`;
  const { code, path: of } = error as NodeJS.ErrnoException;
  if (error instanceof NoData) return `В папке ${path} нет базы данных. Проверьте DATA_DIR.`;
  if (code === 'ENOENT') return `Файла или папки ${of} нет. Проверьте путь.`;
  const refusal = refusalOf(error, path);
  // a write that does not fit says no path
  const where = of === undefined && name === 'backup' ? file : (of ?? path);
  return refusal && sentenceOf({ code: refusal.code, message: refusal.sentence }, dirname(where));
}

const [name = '', file = '', ...more] = process.argv.slice(2);
const config = readConfig();
const path = join(config.dataDir, 'db');
process.umask(0o077);
try {
  const withFile = name === 'backup' || name === 'restore';
  if (more.length > 0 || !(withFile ? file : name === 'check' && !file)) {
    console.error(USAGE);
    process.exit(2);
  }
  if (config.mongodbUri) {
    throw new Refused(
      'Данные и оригиналы писем лежат на сервере MONGODB_URI: копируйте и проверяйте их средствами этого сервера (mongodump, mongorestore, validate).',
    );
  }
  if (name === 'backup') process.exitCode = await backup(path, file);
  else if (name === 'restore') process.exitCode = await bringBack(path, file);
  else process.exitCode = await check(path);
} catch (error) {
  console.error(sentence(error, path, file) ?? error);
  process.exitCode = 1;
}
