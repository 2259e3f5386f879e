/** What a letter brings that the earlier ones of its consumer have not: facts, names, sentences (cl. 8.2.8). */
import { type Compared, isCapital, question, SIGNATURE } from './asked.ts';
import type { Fact } from './fact.ts';
import { BEGINNING, facts, type News } from './news.ts';
import type { Reading } from './reading.ts';
import { stem } from './stems.ts';
import { holds } from './wordlist.ts';

/** An earlier letter; its parts are slow to find. */
export interface Before {
  readonly reading: Reading;
  readonly parts: () => Pick<Compared, 'quoted' | 'skip'>;
}

/** All that is new, in no order. `before`: the likest first, for no letter is taken apart when those before it know all. */
export function newFacts(news: News, now: Compared, before: readonly Before[]): Fact[] {
  const said = new Set(before.flatMap(({ reading }) => reading.words.map(({ folded }) => folded)));
  const beginnings = new Set([...said].map((each) => each.slice(0, BEGINNING)));
  let found = facts(news, now.reading, now.quoted, now.skip).filter(
    ({ key, what }) => !(what === 'number' && said.has(key)) && !(what === 'marker' && beginnings.has(key.slice(MARKER.length))),
  );
  for (const { reading, parts } of before) {
    if (found.length === 0) break;
    const { quoted, skip } = parts();
    const known = new Set(facts(news, reading, quoted, skip).map(({ key }) => key));
    found = found.filter(({ key }) => !known.has(key));
  }
  const stems = new Set([...said].map(stem));
  return [...found, ...newNames(news, now, stems), ...newWords(news, now, stems)];
}

/** What the key of a marker begins with. */
const MARKER = 'marker ';

/** «по объекту „Сушилка“», «на Речной»: another place or thing, named inside a sentence; not those who sign or are addressed. */
function newNames(news: News, now: Compared, known: ReadonlySet<string>): Fact[] {
  const { text, words, sentences } = now.reading;
  if (text === text.toUpperCase()) return [];
  const skipped = [...now.quoted.lines, ...now.skip];
  return sentences.flatMap(({ from, to }) => {
    if (to - from < NAMED_IN || /^(?:уважаем|уважени)/.test(words[from]?.folded ?? '') || words[from + 1]?.folded === 'уважением')
      return [];
    return words.slice(from + 1, to).flatMap(({ start, end, folded }): Fact[] => {
      const isNew =
        isCapital(text.charCodeAt(start)) && folded.length > 3 && !known.has(stem(folded)) && !holds(news.habit, folded);
      if (!isNew || text.slice(start, end) === text.slice(start, end).toUpperCase()) return [];
      if (isEdge(text, start) || isPerson(text, start, end) || skipped.some((each) => each.start <= start && start < each.end))
        return [];
      return [{ key: `name ${folded}`, what: 'sentence', start, end }];
    });
  });
}

/** Words of a sentence that can name something. */
const NAMED_IN = 4;

/** The head and the signature of a letter, on short lines: to whom, and who writes. */
function isEdge(text: string, at: number): boolean {
  const end = text.indexOf('\n', at);
  const line = text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end);
  if (line.length === text.length || line.length > LINE || /[.!?]\s+\p{Lu}\p{Ll}{3}|рошу|росим/u.test(line)) return false;
  return at > text.length * SIGNATURE || !/[.!?]\s*$/.test(line);
}

const LINE = 90;

/** «от Тестова», «Тестов Т. Т.», «Мария Олеговна», «ИП Образцов». */
function isPerson(text: string, start: number, end: number): boolean {
  return (
    /(?:^|[^\p{L}])(?:[Оо]т|ИП|ООО|АО|\p{Lu}\.|\p{Lu}\p{Ll}+)\s{1,2}$/u.test(text.slice(Math.max(0, start - 24), start)) ||
    /^\s{1,2}\p{Lu}(?:\.|\p{Ll})/u.test(text.slice(end, end + 4))
  );
}

/**
 * Words that no earlier letter knows, nor a word of their family, nor every repeated letter: two of them are an argument that no list
 * foresees, and so is one that names a thing.
 */
function newWords(news: News, now: Compared, known: ReadonlySet<string>): Fact[] {
  const families = familiesOf(known);
  const found = new Map<string, Fact>();
  for (const { start, end, folded } of question(now)) {
    const asks = ASKING.test(folded) && !known.has(folded);
    if (!asks && (folded.length <= 3 || /\d/.test(folded) || holds(news.habit, folded))) continue;
    const each = stem(folded);
    if (asks || !families(each)) found.set(each, { key: `word ${each}`, what: 'sentence', start, end });
  }
  const facts = [...found.values()];
  const isThing = ({ start, end }: Fact): boolean => {
    const said = now.reading.text.slice(start, end).toLowerCase();
    return ASKING.test(said) || !DONE.test(said);
  };
  return facts.length >= SEVERAL || facts.some(isThing) ? facts : [];
}

const SEVERAL = 2;
const ASKING = /^(?:кто|кого|кем|кому|чей|чья|чьё|чье)$/;
/** Endings of verbs, short participles and adverbs: they say the same thing otherwise. */
const DONE =
  /(?:ть|ться|ит|ет|ут|ют|ат|ят|ешь|ишь|ал[аио]?|ил[аио]?|ел[аио]?|ыл[аио]?|ул[аио]?|шел|шла|лся|лась|лись|ем|им|у|ю|те|тесь|айте|ся|сь|ен[аоы]?|ан[аоы]?|но|ко|ки|то|ее|вши|щий|щая|щие|щих)$/;

/** «грубость» is of the family of «нагрубил», «перерасчёт» of «пересчитать». */
function familiesOf(known: ReadonlySet<string>): (each: string) => boolean {
  const beginnings = new Set<string>();
  const ends = new Set<string>();
  const long: string[] = [];
  for (const word of known) {
    if (word.length > 3) beginnings.add(word.slice(0, 4));
    if (word.length > 4) long.push(word);
    if (word.length > 5) ends.add(word.slice(-5));
  }
  const all = long.join(' ');
  const holdsEnd = (each: string): boolean => {
    for (let at = 0; at + 5 <= each.length; at += 1) if (ends.has(each.slice(at, at + 5))) return true;
    return false;
  };
  return (each) => known.has(each) || beginnings.has(each.slice(0, 4)) || all.includes(each.slice(0, 5)) || holdsEnd(each);
}
