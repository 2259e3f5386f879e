/** The table with the sheets of a batch: letters in order, what the machine saw on each sheet, what can be done with it. */

import type { BatchView } from '../office/batch.ts';
import { beginsAt, isLeft, lettersOf } from '../office/batch-sheets.ts';
import type { Batch, Sheet } from '../office/ports/batches.ts';
import { letterHref } from './rows.ts';
import { counted } from './times.ts';

export interface Board {
  readonly empty: boolean;
  /** Sheets that the machine has not looked at yet: the board asks again by itself. */
  readonly waiting: number;
  readonly busy: boolean;
  readonly total: string;
  readonly letters: readonly BoardLetter[];
}

interface BoardLetter {
  /** Null: sheets before the first letter. */
  readonly n: number | null;
  readonly size: string;
  readonly sheets: readonly BoardSheet[];
}

interface BoardSheet {
  readonly id: string;
  readonly n: number;
  readonly src: string;
  readonly alt: string;
  readonly left: boolean;
  readonly tag: string | null;
  readonly alike: string | null;
  readonly cut: string;
  readonly leave: string;
  readonly about: string;
}

export function boardOf({ batch, alike }: BatchView): Board {
  const { sheets } = batch;
  const numbers = new Map(sheets.map(({ id }, at) => [id, at + 1]));
  const letters: { sheets: BoardSheet[]; whole: number; real: boolean }[] = [];
  for (const [at, sheet] of sheets.entries()) {
    const left = isLeft(sheet);
    const begins = !left && (beginsAt(sheets, at) || !letters.some(({ real }) => real));
    const like = alike.get(sheet.id);
    const shown = sheetOf(sheet, at + 1, begins, like === undefined ? null : likeWord(numbers.get(like), like));
    const letter = letters.at(-1);
    if (!letter || begins) letters.push({ sheets: [shown], whole: left ? 0 : 1, real: !left });
    else {
      letter.sheets.push(shown);
      letter.whole += left ? 0 : 1;
    }
  }
  let n = 0;
  return {
    empty: sheets.length === 0,
    waiting: batch.state === 'open' ? sheets.filter(({ seen }) => !seen).length : 0,
    busy: batch.state === 'registering',
    total: `${counted(lettersOf(sheets).length, 'письмо', 'письма', 'писем')}, ${counted(sheets.length, 'лист', 'листа', 'листов')}`,
    letters: letters.map(({ sheets: shown, whole, real }) => {
      if (real) n += 1;
      return { n: real ? n : null, size: counted(whole, 'лист', 'листа', 'листов'), sheets: shown };
    }),
  };
}

/** What became of the letters of a batch. */
export function resultsOf({
  plan,
}: Batch): readonly { number: string | null; href: string | null; said: string; sheets: string }[] {
  return plan.map(({ number, said, sheets }) => ({
    number,
    href: number && letterHref(number),
    said: said ?? (number ? '' : 'Регистрируется…'),
    sheets: counted(sheets.length, 'лист', 'листа', 'листов'),
  }));
}

function sheetOf(sheet: Sheet, n: number, begins: boolean, alike: string | null): BoardSheet {
  const left = isLeft(sheet);
  return {
    id: sheet.id,
    n,
    src: `/batch/sheets/${encodeURIComponent(sheet.id)}.jpg?t=${sheet.turn}`,
    alt: `Лист ${n}`,
    left,
    tag: sheet.seen === null ? 'смотрим…' : TAGS[sheet.seen.kind],
    alike,
    cut: begins ? 'Соединить с письмом выше' : 'Начать здесь новое письмо',
    leave: left ? 'Вернуть' : 'Убрать',
    about: sheet.of > 1 ? `${sheet.name}, стр. ${sheet.page + 1}` : sheet.name,
  };
}

const TAGS = { page: null, blank: 'пустой', separator: 'разделитель' } as const;

function likeWord(n: number | undefined, id: string): string {
  return n === undefined ? `похож на лист: ${id}` : `похож на лист ${n}`;
}
