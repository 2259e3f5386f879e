import type { Detection, EarlierText, Favour } from './finding.ts';
import { type Fact, facts, type News } from './news.ts';
import { type Quoted, quotedParts } from './quoted.ts';
import { type Reading, read, spanOf, type Word } from './reading.ts';
import { stem } from './stems.ts';
import { holds } from './wordlist.ts';

export interface Repeats {
  readonly news: News;
  /** Stem → in how many of `documents` sentences of the office it stands. */
  readonly frequencies: ReadonlyMap<string, number>;
  readonly documents: number;
}

export interface RepeatFinding {
  readonly detection: Detection | null;
  /** New arguments, when the letter is like an answered one: they speak for the consumer. */
  readonly favours: readonly Favour[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Compared {
  readonly reading: Reading;
  readonly quoted: Quoted;
  /** Contacts and contract numbers: the same in all letters of one consumer. */
  readonly skip: readonly Stretch[];
}

/** Measured on short and long texts: below, two letters of one sender merely share the vocabulary. */
const COSINE = 0.2;
const COVERED = 0.3;
/** The new letter must not be mainly about something else. */
const OWN_COVERED = 0.35;
/** New words in a sentence that make it an argument, by count and by share. */
const MANY = 4;
const MOSTLY = 0.6;
/** A signature stands in the last part of a letter. */
const SIGNATURE = 0.4;
const NOTHING: RepeatFinding = { detection: null, favours: [] };

/**
 * Cl. 8.2.8: the question has been answered on the merits and nothing new is brought. `earlier`: letters of the same
 * consumer; only answered ones count. One new fact, document or attachment is enough to make it no repeat.
 */
export function repeat(
  lexicon: Repeats,
  now: Compared,
  earlier: readonly (EarlierText & { readonly skip: readonly Stretch[] })[],
  attachmentHashes: readonly string[],
): RepeatFinding {
  const answered = earlier.filter((each) => each.answered);
  if (answered.length === 0) return NOTHING;
  const mine = weights(lexicon, now);
  const compared = answered.map((each) => {
    const reading = read(each.text);
    const then: Compared = { reading, quoted: quotedParts(each.text), skip: each.skip };
    return { id: each.id, then, ...likeness(mine, weights(lexicon, then)) };
  });
  const like = compared.filter(({ cosine, covered, own }) => cosine >= COSINE && covered >= COVERED && own >= OWN_COVERED);
  const best = like.sort((a, b) => b.cosine - a.cosine)[0];
  if (!best) return NOTHING;
  const news = newFacts(
    lexicon,
    now,
    compared.map(({ then }) => then),
  );
  const seen = new Set(answered.flatMap((each) => each.attachmentHashes ?? []));
  const favours = news.map(({ start, end }): Favour => ({ ...spanOf(now.reading.text, start, end), what: 'new-argument' }));
  if (favours.length > 0 || attachmentHashes.some((hash) => !seen.has(hash))) return { detection: null, favours };
  const score = Math.min(0.98, 0.5 + 0.48 * Math.min(1, (best.cosine - COSINE) / 0.6));
  return {
    detection: {
      ground: 'repeat',
      score: Math.round(score * 100) / 100,
      repeatOf: best.id,
      evidence: sharedSentences(now.reading, best.then, lexicon),
    },
    favours: [],
  };
}

function newFacts(lexicon: Repeats, now: Compared, before: readonly Compared[]): Fact[] {
  const known = new Set(
    before.flatMap(({ reading, quoted, skip }) => facts(lexicon.news, reading, quoted, skip).map(({ key }) => key)),
  );
  const said = new Set(before.flatMap(({ reading }) => reading.words.map(({ folded }) => folded)));
  const found = facts(lexicon.news, now.reading, now.quoted, now.skip).filter(
    ({ key, what }) => !known.has(key) && !(what === 'number' && said.has(key)),
  );
  return [...found, ...newSentences(lexicon, now, new Set([...said].map(stem)))];
}

/** A sentence of which the earlier letters know little: an argument in words that no list foresees. */
function newSentences(lexicon: Repeats, now: Compared, known: ReadonlySet<string>): Fact[] {
  const words = question(now);
  const found: Fact[] = [];
  let next = 0;
  for (const { from, to } of now.reading.sentences) {
    const content = new Set<string>();
    const start = now.reading.words[from]?.start ?? 0;
    const end = now.reading.words[to - 1]?.end ?? 0;
    for (; next < words.length && (words[next]?.start ?? 0) < end; next += 1) {
      const folded = words[next]?.folded ?? '';
      if (folded.length > 2 && !holds(lexicon.news.habit, folded)) content.add(stem(folded));
    }
    const unknown = [...content].filter((each) => !known.has(each)).length;
    if (unknown >= MANY && unknown >= content.size * MOSTLY)
      found.push({ key: `sentence ${start}`, what: 'sentence', start, end });
  }
  return found;
}

/** Words that ask the question: not the quoted mail, contacts, signature, names of people and firms. */
function question({ reading, quoted, skip }: Compared): readonly Word[] {
  const { text, words } = reading;
  const lines = skip.filter(({ start }) => start > text.length * SIGNATURE).map(({ start, end }) => lineAbout(text, start, end));
  const out = [...quoted.lines, ...skip, ...lines.filter((line) => line !== null)].sort((a, b) => a.start - b.start);
  const isShouting = text.length > 0 && text === text.toUpperCase();
  const starts = new Set(reading.sentences.map(({ from }) => from));
  let next = 0;
  let past = 0;
  return words.filter(({ start, folded }, index) => {
    for (; next < out.length && (out[next]?.start ?? 0) <= start; next += 1) past = Math.max(past, out[next]?.end ?? 0);
    return folded.length > 1 && start >= past && (isShouting || starts.has(index) || !isCapital(text.charCodeAt(start)));
  });
}

/** А–Я, Ё and A–Z: what letters to the office are written with. */
function isCapital(code: number): boolean {
  return (code >= 0x410 && code <= 0x42f) || code === 0x401 || (code >= 0x41 && code <= 0x5a);
}

/** The line of a signature that holds a telephone or an address; null for a line of prose. */
function lineAbout(text: string, start: number, end: number): Stretch | null {
  const from = Math.max(text.lastIndexOf('\n', start) + 1, start - 120);
  const stop = text.indexOf('\n', end);
  const to = Math.min(stop < 0 ? text.length : stop, end + 120);
  return /(?:[Пп]рошу|[Пп]росим|[Тт]ребу|[.!?]\s+\p{Lu}\p{Ll}{3})/u.test(text.slice(from, to)) ? null : { start: from, end: to };
}

type Weights = ReadonlyMap<string, number>;

function weights({ frequencies, documents }: Repeats, compared: Compared): Weights {
  const counts = new Map<string, number>();
  for (const { folded } of question(compared)) {
    const each = stem(folded);
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([each, count]) => {
      const rare = Math.log((documents + 1) / ((frequencies.get(each) ?? 0) + 1));
      return [each, (1 + Math.log(count)) * rare];
    }),
  );
}

function likeness(mine: Weights, theirs: Weights): { cosine: number; covered: number; own: number } {
  let dot = 0;
  let found = 0;
  let used = 0;
  for (const [each, weight] of theirs) {
    const other = mine.get(each);
    if (other === undefined) continue;
    dot += weight * other;
    found += weight;
    used += other;
  }
  const size = (map: Weights): number => Math.sqrt([...map.values()].reduce((sum, weight) => sum + weight * weight, 0));
  const sum = (map: Weights): number => [...map.values()].reduce((total, weight) => total + weight, 0);
  const both = size(mine) * size(theirs);
  return { cosine: both === 0 ? 0 : dot / both, covered: found / (sum(theirs) || 1), own: used / (sum(mine) || 1) };
}

/** The three sentences that the earlier letter knows best. */
function sharedSentences({ text, words, sentences }: Reading, then: Compared, lexicon: Repeats) {
  const theirs = weights(lexicon, then);
  return sentences
    .map(({ start, end, from, to }) => {
      const shared = words.slice(from, to).reduce((sum, { folded }) => sum + (theirs.get(stem(folded)) ?? 0), 0);
      return { shared, start, end: end - (/\s*$/.exec(text.slice(Math.max(start, end - 200), end))?.[0].length ?? 0) };
    })
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => spanOf(text, start, end));
}
