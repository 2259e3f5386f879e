/** Draws the second set into a folder: files and truth.jsonl as the first set has them, with `expected` besides. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jpeg, type SecondCase } from './case.ts';
import { PAPER_CASES } from './paper-cases.ts';
import { PHONE_CASES } from './phone-cases.ts';
import { asSharp, pictureOf } from './pixels.ts';
import { SCANNER_CASES } from './scanner-cases.ts';
import { sheet } from './sheets.ts';

export const SECOND_SET: readonly SecondCase[] = [...PAPER_CASES, ...PHONE_CASES, ...SCANNER_CASES];

/** @returns how many files were written */
export async function drawSecondSet(dir: string, cases: readonly SecondCase[] = SECOND_SET): Promise<number> {
  mkdirSync(dir, { recursive: true });
  const truth: string[] = [];
  for (const [index, each] of cases.entries()) {
    const { kind, expected = 'readable' } = each;
    const name = `${String(index + 1).padStart(3, '0')}-${kind}.${each.ext ?? 'jpg'}`;
    const { text, content } = await drawCase(dir, index, each);
    writeFileSync(join(dir, name), content);
    const hasText = expected !== 'nothing';
    const page = { file: name, page: 1, text: hasText ? text : '', legible: expected === 'readable', hasText, kind, expected };
    truth.push(JSON.stringify(page));
  }
  writeFileSync(join(dir, 'truth.jsonl'), `${truth.join('\n')}\n`);
  return cases.length;
}

/** One page as a file's bytes, with the words that stand on it. */
export async function drawCase(dir: string, index: number, each: SecondCase): Promise<{ text: string; content: Buffer }> {
  const { pdf, text } = await sheet(each.n ?? index, each.sheet);
  const base = join(dir, `sheet-${index}`);
  writeFileSync(`${base}.pdf`, pdf);
  execFileSync('pdftoppm', ['-r', String(each.dpi ?? 200), '-png', '-singlefile', `${base}.pdf`, base]);
  const clean = await pictureOf(readFileSync(`${base}.png`));
  for (const suffix of ['pdf', 'png']) rmSync(`${base}.${suffix}`);
  const content = await (each.save ?? jpeg(80))(asSharp(each.work ? await each.work(clean) : clean));
  return { text: each.copies === 2 ? `${text}\n${text}` : text, content };
}
