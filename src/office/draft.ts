/** Drafting: a first text from an outcome's template, and the letterhead as it would go out. */
import { maySee } from '../domain/access.ts';
import type { DraftFields } from '../domain/command.ts';
import { NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import { proposedSignatory } from '../domain/signing.ts';
import type { Standard } from '../domain/standard.ts';
import { executorMark } from '../domain/steps/drafting.ts';
import type { GatherFacts } from './facts.ts';
import { letterData } from './letter-data.ts';
import type { Office } from './office.ts';
import type { Letters } from './ports/letters.ts';
import type { Printer } from './ports/paper.ts';
import type { Register } from './ports/register.ts';
import type { EditableTexts } from './ports/texts.ts';
import { replySheet } from './reply-sheet.ts';
import type { See } from './sight.ts';
import type { TryOut } from './templates.ts';
import { visibleLetter } from './visible-letter.ts';

export interface DraftNeeds {
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'idOf'>;
  readonly facts: GatherFacts;
  readonly see: See;
  readonly texts: Pick<EditableTexts, 'letter' | 'outcomes' | 'tryLetter'>;
  readonly printer: Pick<Printer, 'letterhead'>;
  readonly publicUrl: string;
  readonly freshTemplates: () => Promise<void>;
}

export function drafting(needs: DraftNeeds): Pick<Office, 'newDraft' | 'preview' | 'outcomes' | 'tryOnLetter'> {
  return {
    newDraft: (letterId, template, actor) => newDraft(needs, letterId, template, actor),
    preview: (letterId, draft, actor) => preview(needs, letterId, draft, actor),
    outcomes: () => needs.texts.outcomes(),
    tryOnLetter: (number, template, actor) => tryOnLetter(needs, number, template, actor),
  };
}

async function newDraft(needs: DraftNeeds, letterId: string, template: string, actor: Person): Promise<DraftFields> {
  const letter = await visible(needs, letterId, actor);
  await needs.freshTemplates();
  const facts = await needs.facts(letter, null, actor);
  if (!needs.texts.outcomes().some(({ id }) => id === template))
    throw new NotFound(`Шаблона «${template}» нет. Выберите другой.`);
  const data = letterData({ standard: needs.standard, letter: withoutReply(letter), facts, publicUrl: needs.publicUrl });
  const { title, text, enclosures } = needs.texts.letter(template, data);
  const { salutation, addressee } = data;
  const signatory = proposedSignatory(needs.standard, letter, facts)?.id ?? '';
  return { template, addressee, title, salutation, text, enclosures, answerChannel: letter.card.answerChannel, signatory };
}

/** A draft lacks what is not known yet; only the executor mark must stand (8.2, 8.4.5). @throws Invalid without it */
async function preview(needs: DraftNeeds, letterId: string, draft: DraftFields, actor: Person): Promise<Buffer> {
  const letter = await visible(needs, letterId, actor);
  const { people } = await needs.facts(letter, null, actor);
  const author = people.find(({ id }) => id === (letter.reply?.author ?? letter.executor)) ?? actor;
  return needs.printer.letterhead(replySheet(letter, { ...draft, executorMark: executorMark(author) }, people));
}

/** A template that is being written, filled with a letter that somebody chose. */
async function tryOnLetter(
  needs: DraftNeeds,
  number: string,
  { id, source }: { readonly id: string; readonly source: string },
  actor: Person,
): Promise<TryOut> {
  const letter = (await visibleLetter(needs, number, actor)).stored.value;
  const facts = await needs.facts(letter, null, actor);
  const data = letterData({ standard: needs.standard, letter: withoutReply(letter), facts, publicUrl: needs.publicUrl });
  const { letters, fault } = needs.texts.tryLetter(id, source, [data]);
  const [first] = letters;
  if (fault || !first) return { fault, letters, pdf: null };
  const { addressee, salutation } = data;
  const signatory = proposedSignatory(needs.standard, letter, facts)?.id ?? '';
  const draft = { ...first, addressee, salutation, signatory, executorMark: executorMark(actor) };
  return { fault, letters, pdf: await needs.printer.letterhead(replySheet(letter, draft, facts.people)) };
}

async function visible({ letters, see }: DraftNeeds, letterId: string, actor: Person): Promise<Letter> {
  const { value } = await letters.load(letterId);
  if (!maySee(await see(actor), value)) throw new NotFound('Такой карточки нет.');
  return value;
}

/** A new text greets anew, whatever the last draft said. */
function withoutReply(letter: Letter): Letter {
  return { ...letter, reply: null };
}
