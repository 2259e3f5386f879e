/** The knowledge base (R19): paragraphs by topic, and what was answered before to letters like this one. */
import { Invalid, NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import { stems } from '../language/stems.ts';
import { type PapersNeeds, writePaper } from './papers.ts';
import type { Letters } from './ports/letters.ts';
import type { Register, RegisterRow } from './ports/register.ts';
import type { EditableTexts, SnippetText } from './ports/texts.ts';
import type { See } from './sight.ts';

export interface Snippet extends SnippetText {
  /** 0: from the file. */
  readonly version: number;
  readonly by: string | null;
  readonly at: string | null;
}

export interface EarlierAnswerText {
  readonly number: string;
  readonly outgoingNumber: string;
  readonly sentOn: string;
  readonly subject: string;
  readonly organisation: string | null;
  readonly title: string;
  readonly text: readonly string[];
  /** 0–1, how much the two letters have in common. */
  readonly likeness: number;
}

export interface KnowledgeBase {
  /** Those of the topic first, then those that fit any, then the rest. */
  snippets(topic?: string | null): Promise<readonly Snippet[]>;
  /** `id` null: a new one. @throws NotAllowed, Invalid, Stale */
  saveSnippet(id: string | null, snippet: Omit<SnippetText, 'id'>, seen: number, actor: Person): Promise<void>;
  withdrawSnippet(id: string, seen: number, actor: Person): Promise<void>;
  /** Sent answers of the letter's topic that the person may see, the likest first; at most eight. */
  answersLike(letter: Letter, actor: Person): Promise<readonly EarlierAnswerText[]>;
}

export interface KnowledgeNeeds extends PapersNeeds {
  readonly texts: Pick<EditableTexts, 'snippets'>;
  readonly register: Pick<Register, 'page'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly see: See;
}

/** Answers looked at, and shown. */
const LOOKED_AT = 300;
const SHOWN = 8;

export function knowing(needs: KnowledgeNeeds): KnowledgeBase {
  return {
    async snippets(topic = null) {
      const all = await everySnippet(needs);
      const rank = (each: Snippet) => (each.topic === topic ? 0 : each.topic === null ? 1 : 2);
      return [...all].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'ru'));
    },
    async saveSnippet(id, { title, topic, text }, seen, actor) {
      const faults: Record<string, string> = {};
      if (!title.trim()) faults.title = 'Назовите вставку: по названию её ищут.';
      if (!text.trim()) faults.text = 'Напишите абзац.';
      if (Object.keys(faults).length > 0) throw new Invalid('', faults);
      const content = JSON.stringify({ title: title.trim(), topic, text: text.trim() });
      const at = needs.clock.now().getTime().toString(36);
      await writePaper(needs, { kind: 'snippet', id: id ?? `s-${at}`, content, seen }, actor);
    },
    async withdrawSnippet(id, seen, actor) {
      if (!(await everySnippet(needs)).some((each) => each.id === id)) throw new NotFound('Такой вставки нет.');
      await writePaper(needs, { kind: 'snippet', id, content: null, seen }, actor);
    },
    answersLike: (letter, actor) => answersLike(needs, letter, actor),
  };
}

async function everySnippet({ shelf, texts }: KnowledgeNeeds): Promise<readonly Snippet[]> {
  const saved = new Map((await shelf.current('snippet')).map((each) => [each.id, each]));
  const files = texts.snippets().filter(({ id }) => !saved.has(id));
  return [
    ...files.map((each) => ({ ...each, version: 0, by: null, at: null })),
    ...[...saved.values()].flatMap(({ id, content, version, by, at }) =>
      content === null ? [] : [{ id, ...(JSON.parse(content) as Omit<SnippetText, 'id'>), version, by, at }],
    ),
  ];
}

async function answersLike({ register, letters, see }: KnowledgeNeeds, letter: Letter, actor: Person) {
  const scope = await see(actor);
  const pages = await Promise.all(
    ['closed', 'sent'].map((state) => register.page({ scope, state, limit: LOOKED_AT, order: 'newest' })),
  );
  const asked = new Set(stems(`${letter.card.subject} ${letter.text}`));
  const rows = pages
    .flatMap(({ items }) => items)
    .filter((row) => row.id !== letter.id && row.topic === letter.card.topic && row.outgoingNumber && row.sentOn)
    .map((row) => ({ row, likeness: likeness(asked, row) }))
    .sort((a, b) => b.likeness - a.likeness || (b.row.sentOn ?? '').localeCompare(a.row.sentOn ?? ''))
    .slice(0, SHOWN);
  const answers = await Promise.all(
    rows.map(async ({ row, likeness: like }): Promise<readonly EarlierAnswerText[]> => {
      const { reply } = (await letters.load(row.id)).value;
      if (!reply?.outgoingNumber || !reply.sentOn) return [];
      const { number, subject, organisation } = row;
      const { outgoingNumber, sentOn, title, text } = reply;
      return [{ number, subject, organisation, outgoingNumber, sentOn, title, text, likeness: like }];
    }),
  );
  return answers.flat();
}

/** Of the words of the other letter's beginning, those that this one has too. */
function likeness(asked: ReadonlySet<string>, { subject, snippet }: RegisterRow): number {
  const words = new Set(stems(`${subject} ${snippet}`).filter((each) => each.length > 3));
  if (words.size === 0) return 0;
  return [...words].filter((each) => asked.has(each)).length / words.size;
}
