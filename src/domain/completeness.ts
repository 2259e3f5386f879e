/** What an answer should have before it goes to approval (8.4.5, 4.2, 7.3.3): seen by the executor while writing and by the head. */
import { answeredIn } from '../language/answered.ts';
import { read } from '../language/reading.ts';
import { findIn, type WordList } from '../language/wordlist.ts';
import type { DraftFields } from './command.ts';
import { enclosureLines } from './enclosures.ts';
import type { NotePlace } from './notes.ts';

export const CHECKS = ['question', 'greeting', 'thanks', 'jargon', 'enclosures'] as const;

export interface Check {
  readonly id: (typeof CHECKS)[number];
  readonly good: boolean;
  /** For the words of the screen: the question, the word and what to say instead, what is to be enclosed. */
  readonly values: Readonly<Record<string, string>>;
  /** Where in the answer; null: nowhere in particular. */
  readonly place: NotePlace | null;
}

export interface CheckNeeds {
  /** The letter's questions in order. */
  readonly questions: readonly string[];
  /** The consumer's name as it stands in the card; null: unknown. */
  readonly person: string | null;
  readonly jargon: WordList<Jargon>;
}

export interface Jargon {
  readonly say: string;
  readonly instead: string;
}

export function completeness(draft: DraftFields, { questions, person, jargon }: CheckNeeds): readonly Check[] {
  return [
    ...questions.map((question, index) => answered(draft, question, index)),
    ...greeted(draft, person),
    thanked(draft),
    ...plain(draft, jargon),
    ...enclosed(draft),
  ];
}

function answered({ text }: DraftFields, question: string, index: number): Check {
  const paragraph = answeredIn(question, index, text);
  const values = { n: String(index + 1), question: shortened(question) };
  return {
    id: 'question',
    good: paragraph !== null,
    values,
    place: paragraph === null ? null : { part: 'text', paragraph, start: 0, end: (text[paragraph] ?? '').length },
  };
}

/** 7.3.3: by name where the name is known. */
function* greeted({ salutation }: DraftFields, person: string | null): Generator<Check> {
  const names = (person ?? '').split(/\s+/).filter((each) => each.length > 3 && /^\p{Lu}/u.test(each));
  if (!salutation || names.length < 2) return;
  const good = names.some((each) => salutation.includes(each.slice(0, -2)));
  const place: NotePlace = { part: 'salutation', paragraph: 0, start: 0, end: salutation.length };
  yield { id: 'greeting', good, values: { person: person ?? '' }, place };
}

function thanked({ text }: DraftFields): Check {
  const place = firstIn(text, /благодар|спасибо|признательн/iu);
  return { id: 'thanks', good: place !== null, values: {}, place };
}

/** 4.2: the consumer may lack legal and technical knowledge. A shortening that the text itself explains is no jargon. */
function* plain({ text }: DraftFields, jargon: WordList<Jargon>): Generator<Check> {
  const explained = new Set(
    [...text.join('\n').matchAll(/\((?:далее\s*[—–-]\s*)?([А-ЯЁ ]{2,12})\)/g)].map(([, short = '']) => short),
  );
  const told = new Set<string>();
  for (const [paragraph, line] of text.entries()) {
    const { words } = read(line);
    for (const { from, to, value } of findIn(jargon, words)) {
      const [start, end] = [words[from]?.start ?? 0, words[to - 1]?.end ?? 0];
      const said = line.slice(start, end);
      const isShortening = value.say === value.say.toUpperCase();
      if (told.has(value.say) || (isShortening && (said !== said.toUpperCase() || explained.has(said)))) continue;
      told.add(value.say);
      yield {
        id: 'jargon',
        good: false,
        values: { said, instead: value.instead },
        place: { part: 'text', paragraph, start, end },
      };
    }
  }
  if (told.size === 0) yield { id: 'jargon', good: true, values: {}, place: null };
}

/** What the text promises has to be there: something enclosed at all, and of what is named, a line that names it. */
function* enclosed(draft: DraftFields): Generator<Check> {
  const lines = enclosureLines(draft).map((each) => each.toLowerCase());
  for (const [paragraph, line] of draft.text.entries()) {
    for (const { index, 0: all, 1: named = '' } of line.matchAll(PROMISES)) {
      const stem = named.toLowerCase().slice(0, Math.max(3, named.length - 2));
      const good = lines.length > 0 && (!named || NOTHING.has(named.toLowerCase()) || lines.some((each) => each.includes(stem)));
      const what = NOTHING.has(named.toLowerCase()) ? '' : named;
      yield {
        id: 'enclosures',
        good,
        values: { what: what || 'то, что обещано в тексте' },
        place: { part: 'text', paragraph, start: index, end: index + all.length },
      };
    }
  }
}

/** «прилагаем акт», «акт прилагаем» is caught without the noun; «прилагается», «направляем в приложении». */
const PROMISES = /(?:прилага\p{L}*|приложен[аоы]?(?!\p{L})|во вложении|в приложении)(?:\s+(\p{L}{3,}))?/giu;
/** Words after «прилагаем» that name nothing. */
const NOTHING: ReadonlySet<string> = new Set([
  'его',
  'её',
  'их',
  'также',
  'копию',
  'копия',
  'копии',
  'этому',
  'настоящему',
  'письму',
  'вам',
]);

function firstIn(text: readonly string[], pattern: RegExp): NotePlace | null {
  for (const [paragraph, line] of text.entries()) {
    const found = line.match(pattern);
    if (found?.index !== undefined) return { part: 'text', paragraph, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

function shortened(question: string): string {
  const plain = question.replace(/\s+/g, ' ').trim();
  return plain.length > 90 ? `${plain.slice(0, 88).trimEnd()}…` : plain;
}
