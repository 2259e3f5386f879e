/** What goes to the post office: the list of the day's items and the envelopes (8.2.1, 9.8). */
import { dayIn } from '../domain/calendar.ts';
import { Invalid } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { addressedTo } from './address.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Letters } from './ports/letters.ts';
import type { EnvelopeFormat, PostRow, Printer } from './ports/paper.ts';
import type { Audit, Clock } from './ports/people.ts';
import type { Register, RegisterRow } from './ports/register.ts';
import type { See } from './sight.ts';
import { visibleLetter } from './visible-letter.ts';

export interface PostalDesk {
  /** Signed answers that wait for the post, and those handed over to it today. @throws Invalid when there are none */
  postRegister(actor: Person): Promise<FileBytes>;
  /** To the postal address of the card, from ours. @throws NotFound, Invalid without an address */
  envelope(number: string, format: EnvelopeFormat, actor: Person): Promise<FileBytes>;
}

export interface PostalNeeds {
  readonly standard: Standard;
  readonly printer: Pick<Printer, 'postRegister' | 'envelope'>;
  readonly register: Pick<Register, 'page' | 'idOf'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly see: See;
}

/** A day's post of the whole company is some dozens. */
const MOST = 500;

export function postal(needs: PostalNeeds): PostalDesk {
  return {
    async postRegister(actor) {
      const today = dayIn(needs.standard.organisation.company.zone, needs.clock.now());
      const rows = await rowsOf(needs, actor, today);
      const content = await needs.printer.postRegister(today, rows);
      return pdf(`Реестр почтовых отправлений ${today}.pdf`, content);
    },
    async envelope(number, format, actor) {
      const letter = (await visibleLetter(needs, number, actor)).stored.value;
      const content = await needs.printer.envelope(sender(needs.standard), addressee(letter), format);
      await needs.audit.record({
        at: needs.clock.now().toISOString(),
        by: actor.id,
        what: 'printed_envelope',
        letterId: letter.id,
        basis: 'отправка ответа',
        address: null,
      });
      return pdf(`Конверт ${letter.reply?.outgoingNumber ?? number}.pdf`, content);
    },
  };
}

async function rowsOf({ register, letters, see }: PostalNeeds, actor: Person, today: string): Promise<readonly PostRow[]> {
  const scope = { ...(await see(actor)) };
  const waiting = await register.page({ scope, tray: 'dispatch', order: 'due', limit: MOST });
  const sent = await register.page({ scope, state: 'sent', order: 'newest', limit: MOST });
  const items = [
    ...waiting.items.filter(({ answerChannel, sentOn }) => answerChannel === 'post' && sentOn === null),
    ...sent.items.filter((row) => row.sentOn === today && wentByPost(row)),
  ];
  return Promise.all(
    items.map(async ({ id, number, outgoingNumber, dispatches }) => {
      const { organisation, person, address } = (await letters.load(id)).value.card.correspondent;
      const posted = dispatches.find(({ channel }) => channel === 'post');
      return {
        // A notice of an extension has no number of its own
        outgoingNumber: outgoingNumber ?? `увед. к ${number}`,
        to: organisation ?? person ?? '',
        address: posted?.to ?? address ?? 'адреса в карточке нет',
        trackingNumber: posted?.trackingNumber ?? null,
      };
    }),
  );
}

function wentByPost({ dispatches }: RegisterRow): boolean {
  return dispatches.some(({ channel, copy }) => channel === 'post' && !copy);
}

function sender({ organisation: { company } }: Standard): readonly string[] {
  return [company.shortName, company.address];
}

function addressee({ card: { correspondent }, reply }: Letter): readonly string[] {
  const { address } = correspondent;
  const posted = reply?.dispatch?.channel === 'post' ? reply.dispatch.to : null;
  const where = posted ?? address;
  if (!where)
    throw new Invalid('В карточке нет почтового адреса. Впишите его, и конверт можно будет напечатать.', {
      address: 'нужен адрес',
    });
  // As on the letter, where people may have corrected it
  const named = (reply?.addressee ?? []).filter((line) => ![address, posted].includes(line) && !/@|\d{6}/.test(line));
  return [...(named.length > 0 ? named : addressedTo(correspondent)), where];
}

function pdf(name: string, content: Buffer): FileBytes {
  return { name: name.replaceAll('/', '-'), type: 'application/pdf', size: content.length, content };
}
