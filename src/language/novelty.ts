/** What a letter brings that the earlier ones of its consumer have not: facts, names, sentences (cl. 8.2.8). */
import { type Compared, isCapital, question, SIGNATURE } from './asked.ts';
import { BEGINNING, type Fact, facts, type News } from './news.ts';
import { stem } from './stems.ts';
import { holds, isIn } from './wordlist.ts';

/** New words in a sentence that make it an argument, by count and by share. */
const MANY = 4;
const MOSTLY = 0.6;

/** All that is new, in no order. */
export function newFacts(news: News, now: Compared, before: readonly Compared[]): Fact[] {
  const known = new Set(before.flatMap(({ reading, quoted, skip }) => facts(news, reading, quoted, skip).map(({ key }) => key)));
  const said = new Set(before.flatMap(({ reading }) => reading.words.map(({ folded }) => folded)));
  const beginnings = new Set([...said].map((each) => `marker ${each.slice(0, BEGINNING)}`));
  const found = facts(news, now.reading, now.quoted, now.skip).filter(
    ({ key, what }) => !known.has(key) && !(what === 'number' && said.has(key)) && !beginnings.has(key),
  );
  const stems = new Set([...said].map(stem));
  return [...found, ...newNames(news, now, stems), ...newSentences(news, now, stems)];
}

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

/** A sentence of which the earlier letters know little: an argument in words that no list foresees. */
function newSentences(news: News, now: Compared, known: ReadonlySet<string>): Fact[] {
  const words = question(now);
  const found: Fact[] = [];
  let next = 0;
  for (const { from, to } of now.reading.sentences) {
    const content = new Set<string>();
    const start = now.reading.words[from]?.start ?? 0;
    const end = now.reading.words[to - 1]?.end ?? 0;
    for (; next < words.length && (words[next]?.start ?? 0) < end; next += 1) {
      const folded = words[next]?.folded ?? '';
      if (folded.length > 2 && !holds(news.habit, folded)) content.add(stem(folded));
    }
    const unknown = [...content].filter((each) => !known.has(each)).length;
    const isAdded = unknown > 0 && isIn(news.adding, now.reading.words, from, to);
    if (isAdded || (unknown >= MANY && unknown >= content.size * MOSTLY))
      found.push({ key: `sentence ${start}`, what: 'sentence', start, end });
  }
  return found;
}
