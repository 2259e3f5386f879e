/**
 * Papers on letterhead beside the answer, for whoever is not reached by mail: the receipt of a letter that was brought (7.1.1; domain
 * report R20), and the notice of an extension (8.2.5). Printed from the letter as it stands, each printing in the trail.
 */
import { dayIn } from '../domain/calendar.ts';
import { NotFound } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import { fullName, type Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import { extensionOf } from './extension.ts';
import type { FileBytes } from './file-bytes.ts';
import { letterData } from './letter-data.ts';
import type { Letters, Stored } from './ports/letters.ts';
import type { Printer } from './ports/paper.ts';
import type { Audit, Clock, People } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import type { EditableTexts } from './ports/texts.ts';
import { replySheet } from './reply-sheet.ts';
import type { See } from './sight.ts';
import { visibleLetter } from './visible-letter.ts';

export interface PrintedPapers {
  /** Number, day, term and code, signed by the one who gives it. @throws NotFound */
  receipt(number: string, actor: Person): Promise<FileBytes>;
  /** Of the extension, signed by the head who gave it. @throws NotFound, also when no notice waits for paper */
  paperNotice(number: string, actor: Person): Promise<FileBytes>;
}

export interface PrintedNeeds {
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'idOf'>;
  readonly people: Pick<People, 'all'>;
  readonly texts: Pick<EditableTexts, 'letter'>;
  readonly printer: Pick<Printer, 'letterhead'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly see: See;
  readonly publicUrl: string;
  readonly freshTemplates: () => Promise<void>;
}

export function printedPapers(needs: PrintedNeeds): PrintedPapers {
  return {
    async receipt(number, actor) {
      const { stored } = await visibleLetter(needs, number, actor);
      return printed(needs, stored, 'receipt', { signer: actor, actor, name: 'Расписка' });
    },
    async paperNotice(number, actor) {
      const { stored } = await visibleLetter(needs, number, actor);
      const { paperNotice } = stored.value;
      if (!paperNotice) throw new NotFound(`Уведомления на бумаге у обращения № ${number} нет.`);
      const people = await needs.people.all();
      const given = stored.history.findLast(({ type }) => type === paperNotice);
      const signer = people.find(({ id }) => id === given?.by) ?? actor;
      return printed(needs, stored, paperNotice, { signer, actor, name: 'Уведомление' });
    },
  };
}

async function printed(
  needs: PrintedNeeds,
  stored: Stored<Letter>,
  template: string,
  { signer, actor, name }: { readonly signer: Person; readonly actor: Person; readonly name: string },
): Promise<FileBytes> {
  const { standard, texts, printer, audit, clock, publicUrl } = needs;
  const letter = stored.value;
  await needs.freshTemplates();
  const people = await needs.people.all();
  const extension = extensionOf(stored);
  const facts = { actor: signer, people, earlierAnswer: null };
  const data = letterData({ standard, letter, facts, publicUrl, ...(extension && { extension }) });
  const { title, text } = texts.letter(template, data);
  const { addressee, salutation } = data;
  const executor = template === 'receipt' ? actor : (people.find(({ id }) => id === letter.executor) ?? signer);
  const executorMark = { name: fullName(executor), phone: executor.phone, email: executor.email };
  const said = { addressee, title, salutation, text, enclosures: [], executorMark, signatory: signer.id };
  const today = russianDay(dayIn(standard.organisation.company.zone, clock.now()));
  const content = await printer.letterhead({ ...replySheet(letter, said, people), date: today });
  await audit.record({
    at: clock.now().toISOString(),
    by: actor.id,
    what: `printed_${template}`,
    letterId: letter.id,
    basis: template === 'receipt' ? 'приём обращения' : 'уведомление потребителя',
    address: null,
  });
  return { name: `${name} ${letter.number.replaceAll('/', '-')}.pdf`, type: 'application/pdf', size: content.length, content };
}
