/** What the reading machine says of a page: words with boxes and confidence; which way it lies. Settings as measured (research: scans). */
import { run } from './child.ts';
import { readByMachine } from './machine.ts';
import type { Box, Picture } from './picture.ts';

export interface Word extends Box {
  readonly text: string;
  /** 0–1. */
  readonly confidence: number;
  /** Words of one line share it. */
  readonly line: string;
  readonly block: string;
}

/**
 * null: the clock killed it, or it gave up on the picture. Killed by anybody else it is started again.
 * @throws Error ENOENT when tesseract is not installed
 */
export async function readWords(picture: Picture, timeoutMs: number): Promise<readonly Word[] | null> {
  for (let left = TRIES; left > 0; left -= 1) {
    const { ended, table } = await readByMachine(picture, dpiOf(picture), timeoutMs);
    if (ended === 'itself') return table === null ? null : wordsIn(table);
    if (ended === 'clock') return null;
  }
  return null;
}

const TRIES = 3;

/** Which way to turn the page and how sure that is; bad handwriting is turned wrongly at up to 4. */
export async function orientationOf(picture: Picture, timeoutMs: number): Promise<{ turn: number; confidence: number } | null> {
  const args = ['stdin', 'stdout', '-l', 'osd', '--psm', '0', '--dpi', String(dpiOf(picture))];
  const { code, stdout } = await run('tesseract', args, { timeoutMs, input: pgm(picture) });
  const said = stdout.toString('utf8');
  const turn = Number(said.match(/^Rotate: (\d+)/m)?.[1] ?? Number.NaN);
  const confidence = Number(said.match(/^Orientation confidence: ([\d.]+)/m)?.[1] ?? Number.NaN);
  return code === 0 && Number.isFinite(turn) && Number.isFinite(confidence) ? { turn, confidence } : null;
}

export function textOf(words: readonly Word[]): string {
  let text = '';
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before) text += before.block !== word.block ? '\n\n' : before.line !== word.line ? '\n' : ' ';
    text += word.text;
  }
  return text;
}

/** Mean over the words, weighted by their length; 0 for no words. */
export function confidenceOf(words: readonly Word[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return letters === 0 ? 0 : words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
}

/** Below 200 its guesses of sizes go wrong (measured at 100: 3.4 % errors instead of 3.1). */
function dpiOf({ dpi }: Picture): number {
  return Math.round(Math.min(600, Math.max(200, dpi)));
}

function pgm({ grey, width, height }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), grey]);
}

function wordsIn(table: string): readonly Word[] {
  const words: Word[] = [];
  for (const row of table.split('\n')) {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, ...text] = row.split('\t');
    const word = text.join('\t').trim();
    if (level !== '5' || !word) continue;
    words.push({
      text: word,
      confidence: Math.max(0, Number(confidence)) / 100,
      line: `${page}.${block}.${paragraph}.${line}`,
      block: `${page}.${block}`,
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
    });
  }
  return words;
}
