/** What people type as lists and tables becomes lists and tables on the letterhead: lines with dashes, numbers, or strokes. */
import type { SheetBlock } from './ports/paper.ts';

/**
 * «– пункт» or «1) пункт» on lines of their own, two or more in a row, are a list; «| а | б |» a table, its first row the head.
 * All else stays a paragraph; a single line «– …» is a paragraph too.
 */
export function sheetBlocks(paragraphs: readonly string[]): readonly SheetBlock[] {
  const lines = paragraphs.flatMap((paragraph) => paragraph.split('\n')).filter((line) => line.trim());
  const blocks: SheetBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const kind = kindOf(lines[at] ?? '');
    let end = at + 1;
    while (end < lines.length && kind !== 'text' && kindOf(lines[end] ?? '') === kind) end += 1;
    const run = lines.slice(at, end);
    if (kind === 'text' || run.length < 2) blocks.push(...run);
    else blocks.push(kind === 'table' ? tableOf(run) : listOf(run, kind === 'numbers'));
    at = end;
  }
  return blocks;
}

type Kind = 'text' | 'dashes' | 'numbers' | 'table';

function kindOf(line: string): Kind {
  if (/^\s*[–—•-]\s+\S/u.test(line)) return 'dashes';
  if (/^\s*\d{1,2}\)\s+\S/u.test(line)) return 'numbers';
  if (/^\s*\|.+\|\s*$/u.test(line)) return 'table';
  return 'text';
}

function listOf(lines: readonly string[], ordered: boolean): SheetBlock {
  return { list: lines.map((line) => line.replace(/^\s*(?:[–—•-]|\d{1,2}\))\s+/u, '')), ...(ordered && { ordered }) };
}

function tableOf(lines: readonly string[]): SheetBlock {
  const rows = lines
    .filter((line) => !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  return { table: { header: rows[0] ?? [], rows: rows.slice(1) } };
}
