/** The reading machine: one page a call, words with boxes and confidence. Settings as measured (research: scans). */
import { run } from './child.ts';
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
  // rus+eng: with rus alone e-mail addresses come out as Cyrillic, which would fake «no contacts» (8.2.10).
  const args = ['stdin', 'stdout', '-l', 'rus+eng', '--psm', '3', '--oem', '1', '--dpi', dpiOf(picture), ...SETTINGS, 'tsv'];
  for (let left = TRIES; left > 0; left -= 1) {
    const { code, ended, stdout } = await run('tesseract', args, { timeoutMs, input: pgm(picture) });
    if (ended === 'itself') return code === 0 ? wordsIn(stdout.toString('utf8')) : null;
    if (ended === 'clock') return null;
  }
  return null;
}

/** White letters on black are no part of a letter: looking for them doubles the time of weak lines. */
const SETTINGS = ['-c', 'tessedit_do_invert=0'];
const TRIES = 3;

/** Which way to turn the page and how sure that is; bad handwriting is turned wrongly at up to 4. */
export async function orientationOf(picture: Picture, timeoutMs: number): Promise<{ turn: number; confidence: number } | null> {
  const args = ['stdin', 'stdout', '-l', 'osd', '--psm', '0', '--dpi', dpiOf(picture)];
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
function dpiOf({ dpi }: Picture): string {
  return String(Math.round(Math.min(600, Math.max(200, dpi))));
}

function pgm({ grey, width, height }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), grey]);
}

function wordsIn(tsv: string): readonly Word[] {
  const words: Word[] = [];
  for (const row of tsv.split('\n').slice(1)) {
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
