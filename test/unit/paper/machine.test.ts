import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readByMachine } from '../../../src/paper/machine.ts';
import { type Picture, picture } from '../../../src/paper/picture.ts';

/** This process has run other tests before, whose folders are no matter of this one. */
const others = foldersOfThisProcess();

describe('the reading machine (8.1)', () => {
  it('8.1: takes page after page without being started anew, and mixes none up', async () => {
    const pages = await Promise.all(['Первый лист', 'Второй лист', 'Третий лист'].map(drawn));
    const said: string[] = [];
    const machines = new Set<number>();
    for (const page of pages) {
      said.push(wordsIn((await readByMachine(page, 200, 60_000)).table));
      for (const pid of machinesOfThisTest()) machines.add(pid);
    }
    expect(said).toEqual(['Первый лист', 'Второй лист', 'Третий лист']);
    expect(machines.size).toBe(1);
  }, 60_000);

  it('8.1: killed in the middle it says so, and the next page finds another', async () => {
    const page = await drawn('Лист письма');
    await readByMachine(page, 200, 60_000);
    const before = machinesOfThisTest();
    const reading = readByMachine(page, 200, 60_000);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    expect(await reading).toEqual({ ended: 'signal', table: null });
    expect(wordsIn((await readByMachine(page, 200, 60_000)).table)).toBe('Лист письма');
    expect(machinesOfThisTest()).not.toEqual(before);
  }, 60_000);

  it('8.2.7: too slow for its time it is ended, and leaves nothing of the letter behind', async () => {
    expect(await readByMachine(await drawn('Лист'), 200, 0)).toEqual({ ended: 'clock', table: null });
    await readByMachine(await drawn('Лист'), 200, 60_000);
    const left = foldersOfThisProcess().filter((name) => !others.includes(name));
    expect(left.flatMap((name) => readdirSync(`${tmpdir()}/${name}`))).toEqual(['blank']);
  }, 60_000);
});

function foldersOfThisProcess(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`chancery-file-${process.pid}-`));
}

async function drawn(text: string): Promise<Picture> {
  const svg = `<svg width="700" height="160" xmlns="http://www.w3.org/2000/svg"><rect width="700" height="160" fill="#fff"/><text x="40" y="100" font-size="56" font-family="DejaVu Serif, serif">${text}</text></svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return picture(data, info.width, info.height, 200);
}

function wordsIn(table: string | null): string {
  const rows = (table ?? '').split('\n').map((row) => row.split('\t'));
  return rows
    .filter(([level]) => level === '5')
    .map((row) => row[11])
    .join(' ');
}

function machinesOfThisTest(): readonly number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, program]) => Number(parent) === process.pid && program === 'tesseract')
    .map(([pid]) => Number(pid));
}
