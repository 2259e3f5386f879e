#!/usr/bin/env node
/** One-shot commands for people and scripts: JSON, one line per input; exit 0; a usage error exits 2. No database needed. */
import { readFile, writeFile } from 'node:fs/promises';
import { readConfig } from './config.ts';
import { Invalid } from './domain/errors.ts';
import { FaultyStandard, toolbox } from './toolbox.ts';

const USAGE = `usage: node dist/cli.js COMMAND
  examine FILE.eml…              what a mail is and what the rules propose
  examine --jsonl FILE           lines {id, text, from?, earlier?: [{id, text, answered}]}
  recognise FILE…                text and legibility of scans
  due YYYY-MM-DD --days N [--extend M]
  letter INPUT.json OUT.pdf      a letter on letterhead
  verify FILE.pdf…               electronic signatures of letters: whole, by whom, when
  standard                       checks workflows/`;

class Usage extends Error {}

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { examine, recognise, due, letter, verify, standard };

async function examine(args: readonly string[]): Promise<number> {
  const tools = await toolbox(readConfig());
  try {
    if (args[0] === '--jsonl') {
      const [, file, ...rest] = args;
      if (!file || rest.length > 0) throw new Usage('examine --jsonl takes one FILE');
      for (const [index, line] of (await read(file)).toString('utf8').split('\n').entries()) {
        if (line.trim()) print(tools.examineLine(line, index + 1));
      }
      return 0;
    }
    if (args.length === 0) throw new Usage('examine takes at least one FILE.eml');
    for (const file of args) print(await tools.examineMail(file, await read(file)));
    return 0;
  } finally {
    await tools.stop();
  }
}

const FILES_AHEAD = 4;

async function recognise(args: readonly string[]): Promise<number> {
  if (args.length === 0) throw new Usage('recognise takes at least one FILE');
  const tools = await toolbox(readConfig());
  try {
    // Some files ahead, so that both readers have work; printed in the order given.
    const ahead: Promise<object>[] = [];
    const begin = (file: string | undefined) => {
      if (file === undefined) return;
      const answer = read(file).then((content) => tools.recognise(file, content));
      answer.catch(() => {}); // heard when its turn comes
      ahead.push(answer);
    };
    for (const file of args.slice(0, FILES_AHEAD)) begin(file);
    for (const index of args.keys()) {
      print((await ahead[index]) ?? {});
      begin(args[index + FILES_AHEAD]);
    }
    return 0;
  } finally {
    await tools.stop();
  }
}

async function due([day, ...options]: readonly string[]): Promise<number> {
  const days = option(options, '--days');
  const extend = option(options, '--extend') ?? 0;
  if (!day || days === null || options.length > (options.includes('--extend') ? 4 : 2)) {
    throw new Usage('due takes YYYY-MM-DD --days N [--extend M]');
  }
  const tools = await toolbox(readConfig());
  const answer = tools.due(day, days, extend);
  await tools.stop();
  if (!answer) throw new Usage(`${day} is not a day of the calendar (YYYY-MM-DD)`);
  print(answer);
  return 0;
}

async function letter([input, output, ...rest]: readonly string[]): Promise<number> {
  if (!input || !output || rest.length > 0) throw new Usage('letter takes INPUT.json OUT.pdf');
  const json = parseJson((await read(input)).toString('utf8'), input);
  const tools = await toolbox(readConfig());
  try {
    const pdf = await tools.letter(json);
    await writeFile(output, pdf);
    print({ file: output, bytes: pdf.length });
    return 0;
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    print({ faults: Object.entries(error.fields).map(([path, message]) => ({ path, message })) });
    return 1;
  } finally {
    await tools.stop();
  }
}

async function verify(args: readonly string[]): Promise<number> {
  if (args.length === 0) throw new Usage('verify takes at least one FILE.pdf');
  const tools = await toolbox(readConfig());
  let whole = true;
  for (const file of args) {
    const signatures = tools.signer.verify(await read(file));
    whole &&= signatures.every(({ intact }) => intact);
    print({ file, signatures });
  }
  await tools.stop();
  return whole ? 0 : 1;
}

async function standard(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new Usage('standard takes no arguments');
  try {
    const tools = await toolbox(readConfig());
    print({ version: tools.standard.version, faults: [] });
    await tools.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof FaultyStandard)) throw error;
    console.log(error.message);
    return 1;
  }
}

function option(options: readonly string[], name: string): number | null {
  const at = options.indexOf(name);
  if (at < 0) return null;
  const value = options[at + 1] ?? '';
  if (!/^\d{1,4}$/.test(value)) throw new Usage(`${name} takes a whole number from 0 to 9999`);
  return Number(value);
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Usage(`${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Usage(`${file}: ${(error as Error).message}`);
  }
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}

const [name = '', ...args] = process.argv.slice(2);
try {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Usage(name ? `unknown command "${name}"` : 'which command?');
  process.exitCode = await command(args);
} catch (error) {
  if (error instanceof Usage) console.error(`${error.message}\n${USAGE}`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Usage ? 2 : 1;
}
