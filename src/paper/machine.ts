/**
 * A tesseract that stays at work: it takes the names of pictures, one a line, and answers with a table of words for each. What it
 * has loaded (a tenth of a second of languages a page) is loaded once. One that was killed or grew old is replaced.
 */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { end, installed, ownFolder, removeFolder, start } from './child.ts';
import { BLANK_SHEET, greyTiff } from './grey-tiff.ts';
import type { Picture } from './picture.ts';

export interface MachineAnswer {
  /** By its time limit; by somebody else's signal; it answered, or gave up on the picture. */
  readonly ended: 'clock' | 'signal' | 'itself';
  /** TSV without its first line; null: it gave up. */
  readonly table: string | null;
}

/** Takes one that has nothing to do, else starts one. @param dpi that it believes @throws Error ENOENT when tesseract is not installed */
export async function readByMachine(picture: Picture, dpi: number, timeoutMs: number): Promise<MachineAnswer> {
  const machine = resting.pop() ?? (await startMachine());
  const answer = await machine.read(picture, dpi, timeoutMs);
  if (machine.fit()) rest(machine);
  else await machine.leave();
  return answer;
}

interface Machine {
  read(picture: Picture, dpi: number, timeoutMs: number): Promise<MachineAnswer>;
  /** Alive, and not too old. */
  fit(): boolean;
  leave(): Promise<void>;
}

const resting: Machine[] = [];
let weary: NodeJS.Timeout | undefined;

function rest(machine: Machine): void {
  resting.push(machine);
  clearTimeout(weary);
  weary = setTimeout(() => {
    for (const each of resting.splice(0)) void each.leave();
  }, IDLE_MS);
  weary.unref();
}

/** Its memory is given back when nothing comes. */
const IDLE_MS = 20_000;
/** Pages after which it is replaced: whatever it has gathered is gone. */
const PAGES = 60;

async function startMachine(): Promise<Machine> {
  const folder = await ownFolder();
  const sheet = join(folder, 'sheet');
  const blank = join(folder, 'blank');
  await writeFile(blank, BLANK_SHEET, { mode: 0o600 });
  // Its answers lie in a buffer until that is full, unless stdbuf takes the buffer away; without stdbuf it reads one page and ends.
  const stays = await installed('stdbuf');
  const child = await start(stays ? 'stdbuf' : 'tesseract', stays ? ['-o0', 'tesseract', ...ARGUMENTS] : ARGUMENTS);
  const said = listener(child);
  let pictures = 0;
  held(child, false);

  return {
    async read(picture, dpi, timeoutMs) {
      held(child, true);
      await writeFile(sheet, greyTiff(picture, dpi), { mode: 0o600 });
      const answer = said.until(stays ? `\n1\t${pictures + 2}\t` : null, timeoutMs);
      // The blank one after it: when it appears in the table, that of the page is whole.
      if (stays) child.stdin.write(`${sheet}\n${blank}\n`);
      else child.stdin.end(`${sheet}\n`);
      pictures += 2;
      const answered = await answer;
      await rm(sheet, { force: true });
      held(child, false);
      return answered;
    },
    fit: () => stays && !said.gone() && pictures < PAGES * 2,
    async leave() {
      end(child);
      await removeFolder(folder);
    },
  };
}

// rus+eng: with rus alone e-mail addresses come out as Cyrillic, which would fake «no contacts» (8.2.10). White letters on black are
// no part of a letter: looking for them doubles the time of weak lines.
const ARGUMENTS = ['stdin', 'stdout', '-l', 'rus+eng', '--psm', '3', '--oem', '1'].concat(
  ['tessedit_do_invert=0', 'stream_filelist=1'].flatMap((each) => ['-c', each]),
  'tsv',
);

/** What the child writes, from one question to the next. */
function listener(child: ChildProcessWithoutNullStreams) {
  let chunks: Buffer[] = [];
  let hear: (() => void) | null = null;
  let over = false;
  let closed: { readonly code: number | null } | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    hear?.();
  });
  child.stderr.resume();
  child.on('close', (code) => {
    closed = { code };
    hear?.();
  });
  child.on('error', () => {
    closed = { code: null };
    hear?.();
  });

  function until(mark: string | null, timeoutMs: number): Promise<MachineAnswer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        over = true;
        end(child);
      }, timeoutMs);
      hear = () => {
        const tail = mark && Buffer.concat(chunks.slice(-2)).toString('latin1').lastIndexOf(mark) >= 0;
        // Whoever was ended may still speak, but is dying: what it says then is nothing, and no other page is given to it
        if (over ? !closed : !tail && !closed) return;
        clearTimeout(timer);
        hear = null;
        const whole = Buffer.concat(chunks).toString('utf8');
        chunks = [];
        const at = mark ? whole.lastIndexOf(mark) : whole.length;
        const table = at >= 0 && !over && (tail || closed?.code === 0) ? whole.slice(0, at) : null;
        resolve({ ended: over ? 'clock' : closed && closed.code === null ? 'signal' : 'itself', table });
      };
      hear();
    });
  }
  return { until, gone: () => closed !== null };
}

/** One that rests keeps nobody from ending. */
function held(child: ChildProcessWithoutNullStreams, yes: boolean): void {
  const streams = [child.stdin, child.stdout, child.stderr] as readonly { ref?(): void; unref?(): void }[];
  for (const each of [child, ...streams]) yes ? each.ref?.() : each.unref?.();
}
