import { type Doc, isDocument } from './document.ts';
import { CommandError } from './errors.ts';
import { toNumber } from './numbers.ts';
import { isRegex } from './patterns.ts';

/** Puts in place of each text what compares as the collation wants it; applied to filter and document alike. */
export type Fold = (value: unknown) => unknown;

/**
 * The collation of a command, for letters of the Latin, Greek and Cyrillic alphabets; searches with it read the whole collection.
 * @throws CommandError BadValue on locales with contractions (ch, dž …) and on options that the table below cannot express
 */
export function collationOf({ collation }: Doc): Fold | undefined {
  if (collation === undefined) return undefined;
  if (!isDocument(collation))
    throw new CommandError('TypeMismatch', "BSON field 'collation' is the wrong type, expected type 'object'");
  const { locale, strength = 3, caseLevel = false, caseFirst = 'off', ...rest } = collation;
  if (locale === 'simple') return undefined;
  if (typeof locale !== 'string' || !locales.has(locale.split(/[_-]/)[0] ?? ''))
    throw new CommandError('BadValue', `collation locale '${String(locale)}' is not supported by this server`);
  const unusual = Object.entries(rest).find(([name, value]) => value !== usual[name]);
  if (unusual) throw new CommandError('BadValue', `collation option '${unusual[0]}' is not supported by this server`);
  const levels = sensitivities[toNumber(strength) ?? 0];
  if (!levels) throw new CommandError('BadValue', `collation strength ${String(strength)} is not supported by this server`);
  const order = caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false';
  return folding(
    (caseLevel === true && levels.length < 3 ? [...levels, 'case' as const] : levels).map((level) =>
      weights(locale, level, order),
    ),
  );
}

/** A filter for folded documents. @throws CommandError on what compares texts by itself */
export function foldedFilter(filter: unknown, fold: Fold): unknown {
  if (isRegex(filter))
    throw new CommandError('BadValue', 'a regular expression with a collation is not supported by this server');
  if (Array.isArray(filter)) return filter.map((each) => foldedFilter(each, fold));
  if (!isDocument(filter)) return fold(filter);
  return Object.fromEntries(
    Object.entries(filter).map(([name, operand]) => {
      if (name === '$regex' || name === '$expr')
        throw new CommandError('BadValue', `${name} with a collation is not supported by this server`);
      return [name, name === '$type' || name === '$comment' ? operand : foldedFilter(operand, fold)];
    }),
  );
}

const locales = new Set(['en', 'ru', 'uk', 'be', 'kk', 'de', 'fr', 'it', 'es', 'pt', 'nl', 'pl', 'sv', 'fi']);

const usual: Readonly<Record<string, unknown>> = {
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  backwards: false,
  normalization: false,
  version: '57.1',
};

type Sensitivity = 'base' | 'accent' | 'case' | 'variant';

const sensitivities: Readonly<Record<number, readonly Sensitivity[]>> = {
  1: ['base'],
  2: ['base', 'accent'],
  3: ['base', 'accent', 'variant'],
};

type Weights = ReadonlyMap<string, string>;

const tables = new Map<string, Weights>();

/** The rank of each letter among its like, as ICU has it. */
function weights(locale: string, sensitivity: Sensitivity, caseFirst: 'upper' | 'lower' | 'false'): Weights {
  const name = `${locale} ${sensitivity} ${caseFirst}`;
  const found = tables.get(name);
  if (found) return found;
  const { compare } = new Intl.Collator(locale.replace('_', '-'), { sensitivity, caseFirst });
  const letters = known.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => String.fromCharCode(from + at)));
  letters.sort(compare);
  const ranks = new Map<string, string>();
  let rank = 1;
  for (const [at, letter] of letters.entries()) {
    if (at > 0 && compare(letters[at - 1] ?? '', letter) !== 0) rank++;
    ranks.set(letter, compare(letter, '') === 0 ? '' : String.fromCharCode(rank));
  }
  tables.set(name, ranks);
  return ranks;
}

/** Latin to Cyrillic, and punctuation; all else follows by its number. */
const known: readonly (readonly [number, number])[] = [
  [0, 0x530],
  [0x2000, 0x2070],
];

function folding(levels: readonly Weights[]): Fold {
  const text = (given: string): string => {
    const letters = [...given.normalize('NFC')];
    return levels.map((ranks) => letters.map((each) => ranks.get(each) ?? each).join('')).join('\0');
  };
  const fold: Fold = (value) => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(fold);
    return isDocument(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fold(each)])) : value;
  };
  return fold;
}
