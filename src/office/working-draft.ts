/**
 * No text is lost: each author's text of a letter is kept by itself, whatever becomes of the card, and goes into the card
 * whenever nothing stands against it. Where another text stands in its place, both are shown and a person chooses.
 */
import { maySee } from '../domain/access.ts';
import type { Instant } from '../domain/card.ts';
import type { DraftFields } from '../domain/command.ts';
import { NotAllowed, NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person, PersonId } from '../domain/person.ts';
import type { Reply } from '../domain/reply.ts';
import type { Handle } from './handle.ts';
import type { Drafts, Presence, WorkingDraft } from './ports/drafts.ts';
import type { Letters, Stored } from './ports/letters.ts';
import type { Clock } from './ports/people.ts';
import type { See } from './sight.ts';

/** What an editor of an answer sees when it opens. */
export interface DraftDesk {
  /** The person's own text; null: nothing was written yet. */
  readonly own: WorkingDraft | null;
  readonly rival: Rival | null;
  /** Texts of other people that are not in the card, latest first. */
  readonly others: readonly WorkingDraft[];
  /** Other people who have the editor open. */
  readonly present: readonly Presence[];
}

/** Another text in the place of the person's own. */
export interface Rival {
  /** `card`: saved by somebody since; `window`: the person's own, from another window. */
  readonly place: 'card' | 'window';
  readonly by: PersonId;
  readonly at: Instant;
  readonly fields: DraftFields;
}

/** What a window sends: its text, the version it last saw (0: none), and what the text grew from. */
export interface Typed {
  readonly fields: DraftFields;
  readonly seen: number;
  readonly base: Instant | null;
  /** Name of the window, when it has one: what it sent before is no rival of what it sends now. */
  readonly window?: string;
}

export interface Kept {
  /** The text as it is kept now: the window's own, or with a rival window the other one. */
  readonly draft: WorkingDraft;
  readonly rival: Rival | null;
  /** Why it is not in the card as well; empty when it is. */
  readonly reasons: readonly string[];
}

export interface WorkingDrafts {
  /** @throws NotFound when the letter may not be seen and nothing of the person's lies here */
  draftDesk(letterId: string, actor: Person): Promise<DraftDesk>;
  /** Keeps the text first, then puts it into the card when that is possible. @throws NotFound as above */
  keepDraft(letterId: string, typed: Typed, actor: Person): Promise<Kept>;
  /** «На согласование»: the text in the card goes on, the working draft has done its work. @throws NotAllowed */
  submitDraft(letterId: string, actor: Person): Promise<Stored<Letter>>;
  /** The editor is open. Gives back who else has it open. */
  atDraft(letterId: string, actor: Person): Promise<readonly Presence[]>;
  leaveDraft(letterId: string, actor: Person): Promise<void>;
}

export interface WorkingDraftNeeds {
  readonly letters: Pick<Letters, 'load'>;
  readonly drafts: Drafts;
  readonly handle: Handle;
  readonly see: See;
  readonly clock: Clock;
}

/** An editor that has not been heard of for so long is closed. Editors speak every 20 s. */
const PRESENT_MS = 50_000;

export function workingDrafts(needs: WorkingDraftNeeds): WorkingDrafts {
  const { letters, drafts, clock, handle } = needs;
  const now = () => clock.now().toISOString();
  const present = async (letterId: string, actor: Person) => {
    const since = new Date(clock.now().getTime() - PRESENT_MS).toISOString();
    return (await drafts.present(letterId, since)).filter(({ person }) => person !== actor.id);
  };
  return {
    async draftDesk(letterId, actor) {
      const [{ value }, all] = await Promise.all([letters.load(letterId), drafts.of(letterId)]);
      const own = all.find(({ author }) => author === actor.id) ?? null;
      await allowed(needs, value, own, actor);
      return {
        own,
        rival: own && rivalInCard(value.reply, own),
        others: all.filter(({ author, fields }) => author !== actor.id && !sameText(fields, value.reply)),
        present: await present(letterId, actor),
      };
    },
    keepDraft: (letterId, typed, actor) => keep(needs, letterId, typed, actor, now()),
    async submitDraft(letterId, actor) {
      const submitted = await handle(letterId, { type: 'submit' }, actor);
      await drafts.drop(letterId, actor.id);
      await drafts.leave(letterId, actor.id);
      return submitted;
    },
    async atDraft(letterId, actor) {
      const { value } = await letters.load(letterId);
      if (!maySee(await needs.see(actor), value)) throw new NotFound('Такой карточки нет.');
      await drafts.touch(letterId, actor.id, now());
      return present(letterId, actor);
    },
    leaveDraft: (letterId, actor) => drafts.leave(letterId, actor.id),
  };
}

async function keep(needs: WorkingDraftNeeds, letterId: string, typed: Typed, actor: Person, at: Instant): Promise<Kept> {
  const { letters, drafts, handle } = needs;
  const { value: before } = await letters.load(letterId);
  const own = await ownDraft(drafts, letterId, actor);
  await allowed(needs, before, own, actor);
  const { fields, window } = typed;
  const same = own !== null && ((window !== undefined && own.window === window) || sameText(own.fields, fields));
  // After the text went on from another window, this one begins anew
  const seen = own ? (same ? own.version : typed.seen) : 0;
  const base = same ? own.base : typed.base;
  const named = window !== undefined && { window };
  const draft: WorkingDraft = { letterId, author: actor.id, version: seen + 1, fields, base, savedAt: at, ...named };
  if ((own?.version ?? 0) !== seen || !(await drafts.save(draft))) {
    const other = (await ownDraft(drafts, letterId, actor)) ?? draft;
    return { draft: other, rival: { place: 'window', by: actor.id, at: other.savedAt, fields: other.fields }, reasons: [] };
  }
  const inCard = async (savedAt: Instant | null): Promise<Kept> => {
    const grown = { ...draft, version: draft.version + 1, base: savedAt };
    // Another window may have saved in between: then it is the newer one, and this one hears of it next time
    return { draft: (await drafts.save(grown)) ? grown : draft, rival: null, reasons: [] };
  };
  if (before.reply && sameText(fields, before.reply)) return inCard(before.reply.savedAt);
  try {
    const { value } = await handle(letterId, { type: 'draft', draft: fields, basedOn: base }, actor);
    return await inCard(value.reply?.savedAt ?? null);
  } catch (error) {
    if (!(error instanceof NotAllowed || error instanceof NotFound)) throw error;
    const { value } = await letters.load(letterId);
    const rival = rivalInCard(value.reply, draft);
    const reasons = error instanceof NotAllowed ? error.reasons : ['Обращение теперь у другого подразделения.'];
    return { draft, rival, reasons: rival ? [] : reasons };
  }
}

async function ownDraft(drafts: Drafts, letterId: string, { id }: Person): Promise<WorkingDraft | null> {
  return (await drafts.of(letterId)).find(({ author }) => author === id) ?? null;
}

/** Whoever began to write keeps the text in reach, also when the letter goes to somebody else. */
async function allowed({ see }: WorkingDraftNeeds, letter: Letter, own: WorkingDraft | null, actor: Person): Promise<void> {
  if (!own && !maySee(await see(actor), letter)) throw new NotFound('Такой карточки нет.');
}

/** The card's text, when it is not the one that the draft grew from, and reads otherwise. */
function rivalInCard(reply: Reply | null, draft: Pick<WorkingDraft, 'base' | 'fields'>): Rival | null {
  if (!reply || reply.savedAt === draft.base || sameText(draft.fields, reply)) return null;
  return { place: 'card', by: reply.author, at: reply.savedAt, fields: reply };
}

function sameText(a: DraftFields, b: DraftFields | null): boolean {
  const content = ({ addressee, title, salutation, text, enclosures, files = [], answerChannel, signatory }: DraftFields) =>
    JSON.stringify([addressee, title.replace(/\.$/, ''), salutation, text, enclosures, files, answerChannel, signatory]);
  return b !== null && content(a) === content(b);
}
