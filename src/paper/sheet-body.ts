/** The body of a letter in JSON: paragraphs, lists with lists in them, tables; sound or with a sentence for each fault. */
import { z } from 'zod';

/** Characters, rows and columns: more is a mistake of the sender, not a letter. */
export const longest = { text: 200_000, rows: 5_000, columns: 100, depth: 6 } as const;

const paragraph = z.string('Абзац — строка.').max(longest.text, `Абзац длиннее ${longest.text} знаков. Разбейте его.`);

/** A cell may be a number: it is printed as it stands. */
const cell = z
  .union([z.string(), z.number(), z.null()], 'Ячейка таблицы — строка или число.')
  .transform((value) => String(value ?? ''));

interface Item {
  readonly text: string;
  readonly list: readonly (string | Item)[];
}

type GivenItem = string | { text?: string | undefined; list: GivenItem[] };

const item: z.ZodType<GivenItem> = z.union(
  [paragraph, z.object({ text: paragraph.optional(), list: z.array(z.lazy(() => item)) })],
  'Пункт списка — строка или объект {text, list}.',
);

/** A bare inner list hangs on the item before it. */
function hung(items: readonly GivenItem[], depth: number, fault: (message: string) => void): readonly (string | Item)[] {
  if (depth > longest.depth) fault(`Списки вложены глубже ${longest.depth} уровней. Упростите список.`);
  const out: (string | Item)[] = [];
  for (const each of depth > longest.depth ? [] : items) {
    if (typeof each === 'string') {
      if (each.trim()) out.push(each);
      continue;
    }
    const list = hung(each.list, depth + 1, fault);
    const before = out.at(-1);
    if (each.text?.trim()) out.push({ text: each.text, list });
    else if (before === undefined) out.push(...list);
    else {
      const host = typeof before === 'string' ? { text: before, list: [] } : before;
      out[out.length - 1] = { ...host, list: [...host.list, ...list] };
    }
  }
  return out;
}

const list = z
  .object({ list: z.array(item, 'Список — массив строк.'), ordered: z.boolean().optional() })
  .transform(({ list: items, ordered }, context) => ({
    list: hung(items, 1, (message) => context.issues.push({ code: 'custom', message, input: items })),
    ...(ordered && { ordered }),
  }));

const table = z
  .object({
    table: z.object(
      {
        header: z
          .array(cell, 'Заголовок таблицы — массив строк.')
          .max(longest.columns, `В таблице больше ${longest.columns} столбцов.`),
        rows: z
          .array(
            z.array(cell, 'Строка таблицы — массив.').max(longest.columns, `В таблице больше ${longest.columns} столбцов.`),
            'Строки таблицы — массив массивов.',
          )
          .max(longest.rows, `В таблице больше ${longest.rows} строк. Вынесите её в приложение.`),
      },
      'Таблица — объект с header и rows.',
    ),
  })
  .transform(({ table: { header, rows } }) => ({ table: { header, rows } }));

const SENTENCE = 'Напишите текст письма.';

export const body = z
  .array(
    z.unknown().transform((value, context) => {
      const shape = typeof value === 'string' ? paragraph : isRecord(value) && 'table' in value ? table : list;
      if (typeof value !== 'string' && !(isRecord(value) && ('table' in value || 'list' in value))) {
        context.issues.push({
          code: 'custom',
          message: 'Часть текста — абзац (строка), список {list} или таблица {table}.',
          input: value,
        });
        return z.NEVER;
      }
      const parsed = shape.safeParse(value);
      if (parsed.success) return parsed.data;
      for (const { path, message } of parsed.error.issues) context.issues.push({ code: 'custom', message, path, input: value });
      return z.NEVER;
    }),
    SENTENCE,
  )
  .refine((blocks) => blocks.some((block) => (typeof block === 'string' ? block.trim() : block !== null)), SENTENCE);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
