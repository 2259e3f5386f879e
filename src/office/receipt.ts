/** The receipt for whoever brings a letter on paper: number, day, term and code on letterhead, at once (7.1.1; domain report R20). */
import { dayIn } from '../domain/calendar.ts';
import { fullName, type Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import { letterData } from './letter-data.ts';
import type { FileBytes } from './office.ts';
import type { Letters } from './ports/letters.ts';
import type { Printer } from './ports/paper.ts';
import type { Audit, Clock, People } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import type { EditableTexts } from './ports/texts.ts';
import { replySheet } from './reply-sheet.ts';
import type { See } from './sight.ts';
import { visibleLetter } from './visible-letter.ts';

export interface ReceiptDesk {
  /** Signed by the one who gives it. The look is audited. @throws NotFound */
  receipt(number: string, actor: Person): Promise<FileBytes>;
}

export interface ReceiptNeeds {
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

export function receipts(needs: ReceiptNeeds): ReceiptDesk {
  const { standard, texts, printer, audit, clock, publicUrl } = needs;
  return {
    async receipt(number, actor) {
      const letter = await visibleLetter(needs, number, actor);
      await needs.freshTemplates();
      const people = await needs.people.all();
      const data = letterData({ standard, letter, facts: { actor, people, earlierAnswer: null }, publicUrl });
      const { title, text } = texts.letter('receipt', data);
      const { addressee, salutation } = data;
      const executorMark = { name: fullName(actor), phone: actor.phone, email: actor.email };
      const said = { addressee, title, salutation, text, enclosures: [], executorMark, signatory: actor.id };
      const today = russianDay(dayIn(standard.organisation.company.zone, clock.now()));
      const content = await printer.letterhead({ ...replySheet(letter, said, people), date: today });
      await audit.record({
        at: clock.now().toISOString(),
        by: actor.id,
        what: 'printed_receipt',
        letterId: letter.id,
        basis: 'приём обращения',
        address: null,
      });
      const name = `Расписка ${number.replaceAll('/', '-')}.pdf`;
      return { name, type: 'application/pdf', size: content.length, content };
    },
  };
}
