/** A changed rule against the letters of the last month: where the rules in force and the changed ones part. Nothing is decided. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Letter } from '../domain/letter.ts';
import { correspondentKeys } from '../domain/likeness.ts';
import type { Standard } from '../domain/standard.ts';
import { findingsOf } from '../domain/steps/examination.ts';
import { proposedRoute } from '../domain/steps/routing.ts';
import { examineText } from '../language/examine.ts';
import type { Examination, GroundId } from '../language/finding.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { type ExamineNeeds, earlierText, ownContacts } from './examine.ts';
import type { LexiconInUse } from './lexicon-in-use.ts';
import type { Letters } from './ports/letters.ts';
import type { Register } from './ports/register.ts';
import type { RuleFile } from './ports/rules.ts';

export interface Difference {
  readonly number: string;
  readonly what: 'unit' | 'proposed' | 'withdrawn' | 'automatic';
  readonly ground: GroundId | null;
  readonly before: string;
  readonly after: string;
}

export interface RuleRun {
  readonly id: string;
  readonly file: RuleFile;
  readonly text: string;
  /** Letters looked at, and how many there are to look at. */
  readonly done: number;
  readonly of: number;
  readonly differences: readonly Difference[];
  /** So many were found; `differences` holds the first of them. */
  readonly found: number;
  readonly state: 'running' | 'finished' | 'failed';
}

export interface RuleRunNeeds extends Pick<ExamineNeeds, 'ownDomains'> {
  readonly taught: Pick<LexiconInUse, 'taught' | 'innocent'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'page' | 'earlier'>;
}

/** More letters of one month tell nothing new about a rule. */
const LETTERS = 1000;
const SHOWN = 200;
const DAYS = 30;
const AT_ONCE = 50;
const EARLIER = 20;
const SCOPE = { all: true, offices: [], units: [], person: '', standsFor: [] } as const;

/** What a letter is read by. The lexicon without lessons. */
export interface Rules {
  readonly standard: Standard;
  readonly lexicon: Lexicon;
}

interface BeforeAndAfter {
  readonly before: Rules;
  readonly after: Rules;
}

/** Goes through the letters, telling `report` how far it is; other work goes on in between. */
export async function compareRules(
  needs: RuleRunNeeds,
  { before, after }: BeforeAndAfter,
  today: string,
  report: (part: Partial<RuleRun>) => void,
): Promise<void> {
  const ids = await lastMonth(needs, today);
  const lexicon = await needs.taught.taught(before.lexicon);
  const changed = after.lexicon === before.lexicon ? lexicon : await needs.taught.taught(after.lexicon);
  const rules = { before: { ...before, lexicon }, after: { ...after, lexicon: changed } };
  const shown: Difference[] = [];
  let found = 0;
  report({ of: ids.length });
  for (const [index, id] of ids.entries()) {
    const { value } = await needs.letters.load(id);
    const differences = await differencesOf(needs, rules, value);
    found += differences.length;
    shown.push(...differences.slice(0, SHOWN - shown.length));
    report({ done: index + 1, differences: [...shown], found });
    await breathe();
  }
  report({ state: 'finished' });
}

function monthAgo(today: string): string {
  return new Date(Date.parse(today) - DAYS * 86_400_000).toISOString().slice(0, 10);
}

async function lastMonth({ register }: RuleRunNeeds, today: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await register.page({ scope: SCOPE, from: monthAgo(today), limit: AT_ONCE, ...(after ? { after } : {}) });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after && ids.length < LETTERS);
  return ids.slice(0, LETTERS);
}

async function differencesOf(
  needs: RuleRunNeeds,
  { before: old, after: next }: BeforeAndAfter,
  letter: Letter,
): Promise<readonly Difference[]> {
  const [before, after] = [old.standard, next.standard];
  const earlier = await needs.register.earlier(correspondentKeys(letter.card), letter.receivedAt, EARLIER);
  const innocent = await needs.taught.innocent();
  const said = (lexicon: Lexicon) =>
    examineText(lexicon, {
      text: letter.text,
      subject: letter.mail ? letter.card.subject : null,
      from: letter.card.correspondent.email,
      own: ownContacts(before, needs.ownDomains),
      earlier: earlier.filter(({ id }) => id !== letter.id).map(earlierText),
      attachmentHashes: letter.parts.map(({ hash }) => hash),
      innocent,
      ...(letter.legibility ? { legibility: letter.legibility.legible } : {}),
    });
  const read = said(old.lexicon);
  const readAnew = next.lexicon === old.lexicon ? read : said(next.lexicon);
  // What people decided is no matter of the rules
  const undecided = { ...letter, findings: [] };
  const routed = (standard: Standard, { kind, topics, repaired }: Examination) =>
    proposedRoute(standard, { ...letter, text: repaired?.text ?? letter.text, kind, topics });
  const grounds = (standard: Standard, { detections, contacts }: Examination) =>
    findingsOf(standard, undecided, detections, contacts).map(({ ground }) => ground);
  const [from, to] = [routed(before, read), routed(after, readAnew)];
  const [had, has] = [grounds(before, read), grounds(after, readAnew)];
  const { number } = letter;
  const automatic = (standard: Standard, id: GroundId) =>
    standard.grounds.some((ground) => ground.id === id && ground.decision === 'automatic');
  return [
    ...(from.unit === to.unit ? [] : [{ number, what: 'unit' as const, ground: null, before: from.unit, after: to.unit }]),
    ...has
      .filter((each) => !had.includes(each))
      .map((ground) => ({ number, what: 'proposed' as const, ground, before: '', after: '' })),
    ...had
      .filter((each) => !has.includes(each))
      .map((ground) => ({ number, what: 'withdrawn' as const, ground, before: '', after: '' })),
    ...has
      .filter((each) => automatic(after, each) && !automatic(before, each))
      .map((ground) => ({ number, what: 'automatic' as const, ground, before: '', after: '' })),
  ];
}
