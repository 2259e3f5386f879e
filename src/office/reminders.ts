/**
 * Terms watched by the clock (cl. 11.1): on each working day whoever has letters that burn is told by one mail; heads also hear
 * what is overdue in their units and what has no executor yet. Told once a day by all engines together; after a crash between
 * mail and note it goes out again under the same Message-ID.
 */
import type { Sight } from '../domain/access.ts';
import { type Day, dayIn, isWorkingDay, timeIn } from '../domain/calendar.ts';
import { dueOf } from '../domain/light.ts';
import { isAbsent, type Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { type Mailer, type NoticeTally, Unconfirmed, Undeliverable } from './ports/mail.ts';
import type { Clock, People } from './ports/people.ts';
import type { Register, RegisterQuery, RegisterRow } from './ports/register.ts';
import type { EditableTexts } from './ports/texts.ts';
import { messageIdOf } from './post.ts';
import type { See } from './sight.ts';

export interface ReminderNeeds {
  readonly standard: Standard;
  readonly people: Pick<People, 'all'>;
  readonly register: Pick<Register, 'page' | 'counts'>;
  readonly notices: NoticeTally;
  readonly mailer: Pick<Mailer, 'compose' | 'send'>;
  readonly texts: Pick<EditableTexts, 'mail'>;
  readonly clock: Clock;
  readonly see: See;
  readonly publicUrl: string;
  readonly domain: string;
  readonly log: (message: string) => void;
}

/** Lines of a list in the mail; the rest is on the screen. */
const LINES = 20;
const OCCASION = 'terms';

/** One look; does nothing before the hour of terms.yaml and on days off. */
export function reminding(needs: ReminderNeeds): () => Promise<void> {
  const { standard, people, clock, notices, log } = needs;
  const { zone } = standard.organisation.company;
  return async () => {
    const now = clock.now();
    const today = dayIn(zone, now);
    if (!isWorkingDay(standard.calendar, today) || Number(timeIn(zone, now).slice(0, 2)) < standard.terms.remindAt) return;
    for (const person of await people.all()) {
      if (!person.active || !person.email || isAbsent(person, today)) continue;
      const key = `${OCCASION} ${person.id}`;
      try {
        if (await notices.had(key, today, OCCASION)) continue;
        await remind(needs, person, today);
        await notices.take(key, today, OCCASION, 1);
      } catch (error) {
        log(`reminder to ${person.id}: ${error instanceof Error ? error.message : String(error)}; tried again later`);
      }
    }
  };
}

/** @throws whatever the relay says for now; what it refuses for good is over for the day */
async function remind(needs: ReminderNeeds, person: Person, today: Day): Promise<void> {
  const terms = await termsOf(needs, person, today);
  if (!terms) return;
  const { mailer, texts, clock, publicUrl, standard } = needs;
  const mail = {
    messageId: messageIdOf(needs, `${OCCASION} ${today} ${person.id}`),
    date: clock.now(),
    to: person.email,
    ...texts.mail('terms', { company: standard.organisation.company, today, url: publicUrl, ...terms }),
    inReplyTo: null,
    references: [],
    attachments: [],
    automatic: true,
  };
  try {
    await mailer.send(await mailer.compose(mail));
  } catch (error) {
    if (!(error instanceof Undeliverable || error instanceof Unconfirmed)) throw error;
    needs.log(`reminder to ${person.id}: ${error.message}`);
  }
}

/** Null when nothing presses. */
async function termsOf(needs: ReminderNeeds, person: Person, today: Day) {
  const { standard, see, register } = needs;
  const scope = await see(person);
  const burning = { dueTo: dueOf(standard, 'hot', today).dueTo ?? today };
  const has = (role: Person['roles'][number]) => person.roles.includes(role);
  const [mine, sign, late, counts] = await Promise.all([
    list(needs, scope, { tray: 'mine', ...burning }),
    has('signatory') ? list(needs, scope, { tray: 'sign', ...burning }) : NONE,
    has('head') ? list(needs, scope, { tray: 'control', ...dueOf(standard, 'late', today) }) : NONE,
    has('head') ? register.counts(scope) : null,
  ]);
  const waiting = counts?.assignment ?? 0;
  const pressing = mine.lines.length + sign.lines.length + late.lines.length + waiting;
  return pressing > 0 ? { mine, sign, late, waiting } : null;
}

interface List {
  readonly lines: readonly { readonly number: string; readonly due: Day; readonly from: string }[];
  readonly more: boolean;
}

const NONE: List = { lines: [], more: false };

/** Numbers, days and senders; what is written in a letter stays in the house. */
async function list({ register }: ReminderNeeds, scope: Sight, query: Omit<RegisterQuery, 'scope' | 'limit'>): Promise<List> {
  const page = await register.page({ scope, order: 'due', limit: LINES, ...query });
  return { lines: page.items.map(lineOf), more: page.next !== null };
}

function lineOf({ number, dueOn, organisation, sensitive }: RegisterRow): List['lines'][number] {
  return { number, due: dueOn, from: sensitive ? '' : (organisation ?? '') };
}
