import { abuse, wordsOnly } from './abuse.ts';
import { confidential } from './confidential.ts';
import { contactsOf, type FoundContacts, isUsableSender, type Own } from './contacts.ts';
import { dangers } from './danger.ts';
import { repair, SUSPECT } from './encodings.ts';
import type { Detection, EarlierText, Examination, Favour } from './finding.ts';
import { type Look, look } from './gibberish.ts';
import { kindOf } from './kind.ts';
import { layersOf } from './layers.ts';
import type { Lexicon } from './lexicon.ts';
import { documents } from './news.ts';
import { sounded } from './normalise.ts';
import { once } from './once.ts';
import { questions } from './questions.ts';
import { type Quoted, quotedParts } from './quoted.ts';
import { type Reading, read, spanOf } from './reading.ts';
import { repeat } from './repeat.ts';
import { isUnsayable } from './sayable.ts';
import { topicsOf } from './topic.ts';

export interface ExamineInput {
  readonly text: string;
  readonly subject: string | null;
  /** Address of the sender, when the letter came by mail. */
  readonly from: string | null;
  readonly own: Own;
  /** Earlier letters of the same consumer. */
  readonly earlier: readonly EarlierText[];
  /** SHA-256 of enclosures; not of the scan that is the letter itself. */
  readonly attachmentHashes: readonly string[];
  /** Words that people of the office said are no abuse, in any spelling of capitals (8.2.6). */
  readonly innocent?: readonly string[];
  /** What the reader of scans says of the pages. */
  readonly legibility?: 'legible' | 'doubtful' | 'illegible' | 'empty';
}

/** From here on a detection is worth a proposal; grounds.yaml may ask for more. */
const PROPOSED = 0.5;
/** Fewer letters than this are too few for a verdict. */
const FEW = 20;
/** Mean ln-probability of a letter: here the doubt is a half, at NOISE it is certain. Prose lies above SUSPECT. */
const DOUBTFUL = SUSPECT - 0.35;
const NOISE = -4.9;
const LOST = 0.35;

/** All that a letter says, with evidence (cl. 8.2.6–8.2.10). Pure; offsets are UTF-16 units of `input.text`. */
export function examineText(lexicon: Lexicon, input: ExamineInput): Examination {
  const seen = look(lexicon.trigrams, input.text);
  const repaired = input.legibility === 'illegible' ? null : repair(lexicon.trigrams, input.text, seen);
  if (!repaired) return examineReadable(lexicon, input, seen);
  const { text } = repaired;
  return ofRepaired(examineReadable(lexicon, { ...input, text }, look(lexicon.trigrams, text)), repaired);
}

function examineReadable(lexicon: Lexicon, input: ExamineInput, seen: Look): Examination {
  const unreadable = illegible(seen, input.text, input.legibility);
  const reading = read(input.text);
  const layers = layersOf(input.text);
  const quoted = quotedParts(input.text, layers);
  const found = contactsOf(input.text, input.own, layers);
  const enclosures = documents(lexicon.repeats.news, reading).map(
    ({ start, end }): Favour => ({ ...spanOf(input.text, start, end), what: 'enclosure' }),
  );
  const again = repeated(lexicon, input, reading, quoted, found);
  const foul = abuseOf(lexicon, input, reading, quoted);
  const said = sounded(reading) ?? reading;
  const asked = questions(lexicon.questions, reading, quoted);
  const detections: readonly (Detection | null)[] = [
    ...foul,
    unreadable,
    again.detection,
    ...inEither(reading, said, (one) => confidential(lexicon.confidential, one, quoted)),
    unreachable(input, found, unreadable !== null),
  ];
  return {
    detections: detections.filter((each) => each !== null && each.score >= PROPOSED) as Detection[],
    contacts: found.contacts,
    favours: [...found.favours, ...enclosures, ...again.favours].sort((a, b) => a.start - b.start || a.end - b.end),
    kind: kindOf(lexicon.kinds, said, input.subject, foul.length > 0, asked.length > 0),
    topics: topicsOf(lexicon.topics, said, input.subject),
    danger: dangers(lexicon.danger, reading, quoted),
    questions: asked,
  };
}

/** What is found as it stands, or else as it sounds. */
function inEither<T>(reading: Reading, said: Reading, of: (one: Reading) => readonly T[]): readonly T[] {
  const found = of(reading);
  return found.length > 0 || said === reading ? found : of(said);
}

/** What the repaired text says has no places in the text as it came. */
function ofRepaired(said: Examination, repaired: NonNullable<Examination['repaired']>): Examination {
  return {
    ...said,
    detections: said.detections.map((each) => ({ ...each, evidence: [] })),
    favours: [],
    repaired,
  };
}

/** Cl. 8.2.6 in the text, or else in the subject, whose places cannot be shown in the text. */
function abuseOf(lexicon: Lexicon, { subject, innocent }: ExamineInput, reading: Reading, quoted: Quoted): Detection[] {
  const allowed = new Set(innocent?.map(wordsOnly));
  const inText = abuse(lexicon, reading, quoted, allowed);
  if (!subject) return inText;
  const inSubject = abuse(lexicon, read(subject), undefined, allowed).filter(
    ({ category }) => !inText.some((each) => each.category === category),
  );
  return [...inText, ...inSubject.map(({ evidence, ...rest }) => ({ ...rest, evidence: [], inSubject: evidence }))];
}

/** Cl. 8.2.7: noise that no repair makes readable. Transliteration and other languages are legible. */
function illegible({ score, units, lost }: Look, text: string, legibility: ExamineInput['legibility']): Detection | null {
  const whole = text.trim() ? [spanOf(text, 0, Math.min(text.length, 400))] : [];
  if (legibility === 'illegible') return { ground: 'illegible', score: 0.9, evidence: whole };
  if (units < FEW) return null;
  // Few letters scatter widely.
  const limit = DOUBTFUL - Math.max(0, 0.6 - units / 200);
  const doubt = Math.max(lost >= LOST ? 0.9 : 0.5 + (0.45 * (limit - score)) / (limit - NOISE), isUnsayable(text) ? 0.8 : 0);
  if (doubt < PROPOSED) return null;
  return { ground: 'illegible', score: Math.round(Math.min(0.95, doubt) * 100) / 100, evidence: whole };
}

function repeated(lexicon: Lexicon, input: ExamineInput, reading: Reading, quoted: Quoted, found: FoundContacts) {
  const answered = input.earlier
    .filter((each) => each.answered)
    .map((each) => ({ ...each, parts: once(() => partsOf(each.text, input.own)) }));
  return repeat(lexicon.repeats, { reading, quoted, skip: found.favours }, answered, input.attachmentHashes);
}

function partsOf(text: string, own: Own) {
  const layers = layersOf(text);
  return { quoted: quotedParts(text, layers), skip: contactsOf(text, own, layers).favours };
}

/** Cl. 8.2.10: no way to the consumer in the text nor by the sender's address (A16). Nothing to point at. */
function unreachable({ text, from, own, legibility }: ExamineInput, found: FoundContacts, isNoise: boolean): Detection | null {
  if (found.reachable || isUsableSender(from, own) || isNoise || legibility === 'empty' || !text.trim()) return null;
  return { ground: 'no-contacts', score: 0.8, evidence: [] };
}
