import type { Span } from './finding.ts';
import { isInQuotedLine, isReported, type Quoted } from './quoted.ts';
import { type Reading, type Sentence, sentenceAt, spanOf } from './reading.ts';
import { findIn, isIn, plainList, type WordList, wordList } from './wordlist.ts';

/** workflows/lexicon/insults.yaml: each a list of words and phrases. */
export interface RawInsults {
  readonly strong: readonly string[];
  readonly beasts: readonly string[];
  readonly weak: readonly string[];
  readonly near: readonly string[];
  readonly phrases: readonly string[];
  readonly addressees: readonly string[];
  readonly nearby: readonly string[];
  readonly softened: readonly string[];
  readonly others: readonly string[];
  readonly things: readonly string[];
  readonly self: readonly string[];
  readonly speech: readonly string[];
}

type Strength = 'strong' | 'weak' | 'near' | 'phrases';

export interface Insults {
  readonly words: WordList<Strength>;
  readonly beasts: WordList<true>;
  readonly addressees: WordList<true>;
  readonly nearby: WordList<true>;
  readonly softened: WordList<true>;
  readonly others: WordList<true>;
  readonly things: WordList<true>;
  readonly self: WordList<true>;
  readonly speech: WordList<true>;
}

export interface Insult {
  readonly span: Span;
  readonly score: number;
}

const SCORES: Readonly<Record<Strength, number>> = { strong: 0.8, phrases: 0.75, weak: 0.68, near: 0.65 };
/** How many words away an addressee may stand. */
const REACH: Readonly<Record<Strength, number>> = { strong: 6, phrases: 0, weak: 3, near: 1 };
/** Evidence enough. */
const MOST = 50;
/** A sentence of so many words is nothing but the insult. */
const OUTCRY = 3;

/** Insults at those who serve the consumer (cl. 8.2.6); not at himself, at third persons, or told of by him. */
export function insults(lexicon: Insults, reading: Reading, quoted: Quoted): Insult[] {
  const found: Insult[] = [];
  for (const { from, to, value } of findIn(lexicon.words, reading.words)) {
    const first = reading.words[from];
    const last = reading.words[to - 1];
    if (found.length >= MOST) break;
    if (!first || !last || isInQuotedLine(quoted, first.start)) continue;
    const sentence = sentenceAt(reading, from);
    if (value !== 'phrases' && !isDirected(lexicon, reading, sentence, from, to, value)) continue;
    if (isReported(quoted, reading, from, lexicon.speech) || isName(reading, sentence, from)) continue;
    found.push({ span: spanOf(reading.text, first.start, last.end), score: SCORES[value] });
  }
  return found;
}

export function compileInsults(raw: RawInsults): Insults {
  const strengths: readonly Strength[] = ['strong', 'weak', 'near', 'phrases'];
  return {
    words: wordList(strengths.flatMap((strength) => raw[strength].map((each) => [each, strength] as const))),
    beasts: plainList(raw.beasts),
    addressees: plainList(raw.addressees),
    nearby: plainList(raw.nearby),
    softened: plainList(raw.softened),
    others: plainList(raw.others),
    things: plainList(raw.things),
    self: plainList(raw.self),
    speech: plainList(raw.speech),
  };
}

function isDirected(
  lexicon: Insults,
  { text, words }: Reading,
  sentence: Sentence,
  from: number,
  to: number,
  strength: Strength,
): boolean {
  const start = Math.max(sentence.from, from - REACH[strength]);
  const end = Math.min(sentence.to, to + REACH[strength]);
  if (isIn(lexicon.softened, words, Math.max(sentence.from, from - 2), from)) return false;
  if (
    isIn(lexicon.others, words, Math.max(sentence.from, from - 1), from) &&
    !isIn(lexicon.addressees, words, Math.max(sentence.from, from - 3), from - 1)
  )
    return false;
  if (strength !== 'strong' && isIn(lexicon.things, words, Math.max(sentence.from, from - 3), Math.min(sentence.to, to + 1)))
    return false;
  // «мы что, идиоты», «назвали меня дураком»: the nearest before it is himself.
  for (let at = from - 1; at >= Math.max(sentence.from, from - 3); at -= 1) {
    if (isIn(lexicon.addressees, words, at, at + 1)) break;
    if (isIn(lexicon.self, words, at, at + 1)) return false;
    if (/[!;:]/.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0))) break;
  }
  if (
    isIn(lexicon.speech, words, Math.max(sentence.from, from - 5), from) &&
    isIn(lexicon.self, words, sentence.from, sentence.to)
  )
    return false;
  if (strength === 'near')
    return (
      isIn(lexicon.nearby, words, start, from) ||
      (ADJECTIVE.test(words[from - 1]?.folded ?? '') &&
        isIn(lexicon.nearby, words, Math.max(sentence.from, from - 2), from - 1)) ||
      (isIn(lexicon.nearby, words, to, Math.min(sentence.to, to + 1)) && to - sentence.from < 4) ||
      isCalledFirst({ text, words }, sentence, from, to) ||
      (sentence.to - sentence.from === 1 && isOutcry(text, sentence, strength)) ||
      (HAILED.test(words[from - 1]?.folded ?? '') &&
        isMarked({ text, words }, sentence, from) &&
        isMarked({ text, words }, sentence, to))
    );
  if (isIn(lexicon.addressees, words, start, end)) return true;
  // «Ты, Марина из второго окна, …»
  if (/^(?:ты|вы)$/.test(words[sentence.from]?.folded ?? '') && isMarked({ text, words }, sentence, sentence.from + 1))
    return true;
  if (sentence.to - sentence.from <= (strength === 'strong' ? OUTCRY : 1) && isOutcry(text, sentence, strength)) return true;
  const isBare =
    strength === 'strong' &&
    (!isIn(lexicon.beasts, words, from, to) || ADJECTIVE.test(words[to]?.folded ?? '')) &&
    !/^котор/.test(words[to]?.folded ?? '');
  // Said into a telephone, without a comma: «твари продажные верните свет»
  if (isBare && from - sentence.from < 2 && words.slice(to, to + 3).some(({ folded }) => SPOKEN_TO.test(folded))) return true;
  return isCalledFirst({ text, words }, sentence, from, to, isBare) || isCalledLast({ text, words }, sentence, from, to);
}

type Text = Pick<Reading, 'text' | 'words'>;

/** A strong word needs nothing; a weak one the exclamation mark. */
function isOutcry(text: string, { start, end }: Sentence, strength: Strength): boolean {
  return strength === 'strong' || /!\s*$/.test(text.slice(start, end));
}

/** Whether punctuation stands before word number `index`; the ends of a sentence count. */
function isMarked({ text, words }: Text, sentence: Sentence, index: number): boolean {
  return (
    index <= sentence.from ||
    index >= sentence.to ||
    /[,!?:–—]/.test(text.slice(words[index - 1]?.end ?? 0, words[index]?.start ?? 0))
  );
}

/** «Уроды, верните деньги», «Лохотронщики и ублюдки, снимайте пеню»: called at the beginning, and then spoken to unless `isBare`. */
function isCalledFirst(reading: Text, sentence: Sentence, from: number, to: number, isBare = false): boolean {
  if (from - sentence.from > 2) return false;
  for (let at = sentence.from + 1; at <= from; at += 1)
    if (isMarked(reading, sentence, at) && at > sentence.from + 1) return false;
  if (!isMarked(reading, sentence, to) && !isMarked(reading, sentence, to + 1)) return false;
  return to + 1 < sentence.to && (isBare || isSpokenTo(reading, sentence));
}

/** «Верните деньги, уроды моральные»: called at the end or between commas. */
function isCalledLast(reading: Text, sentence: Sentence, from: number, to: number): boolean {
  const mark = (index: number): boolean => isMarked(reading, sentence, index);
  return ((mark(from) && (mark(to) || mark(to + 1))) || (mark(from - 1) && mark(to))) && isSpokenTo(reading, sentence);
}

function isSpokenTo({ words }: Text, sentence: Sentence): boolean {
  return words
    .slice(sentence.from, Math.min(sentence.to, sentence.from + 40))
    .some(({ folded }) => SPOKEN_TO.test(folded) || ADDRESSED.test(folded));
}

/** «Ну что, козлы, дождались?» */
const HAILED = /^(?:ну|что|эй|слышь|слышите|слушай|слушайте|алло|ау)$/;
const ADJECTIVE = /(?:ые|ие|ая|яя|ый|ий|ой)$/;
const ADDRESSED = /^(?:вы|вас|вам|вами|ваш(?:а|е|и|ей|его|ему|им|их|у)?|ты|тебя|тебе|тво(?:й|я|е|и|ей|его|ему|им|их|ю))$/;

/** Imperatives and the second person: «верните», «считайте», «пересчитаете», «молчишь». */
const SPOKEN_TO = /.{2}(?:ите|йте|ьте|ете|ешь|ишь)(?:сь)?$/;

/** «Дураков Иван», «Иван Козел»: capitals side by side inside a sentence are a name, unless Every Word Has One. */
function isName({ text, words }: Reading, sentence: Sentence, at: number): boolean {
  const isCapital = (index: number): boolean => {
    const word = words[index];
    return (
      word !== undefined &&
      index >= sentence.from &&
      index < sentence.to &&
      /^\p{Lu}\p{Ll}/u.test(text.slice(word.start, word.start + 2))
    );
  };
  if (!(isCapital(at) && (at > sentence.from ? isCapital(at - 1) || isCapital(at + 1) : isCapital(at + 1)))) return false;
  const around = Array.from({ length: 9 }, (_, step) => at - 4 + step).filter(
    (index) => index >= sentence.from && index < sentence.to,
  );
  return around.length < 5 || !around.every((index) => isCapital(index) || (words[index]?.folded.length ?? 0) < 2);
}
