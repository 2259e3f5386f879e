/** Gathers what `decide` needs to know, before it is called: nothing awaits in between. */
import { randomUUID } from 'node:crypto';
import { dayIn } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { obstacles } from '../domain/decide.ts';
import type { EarlierAnswer, Facts, NoticeText } from '../domain/decision.ts';
import { Invalid } from '../domain/errors.ts';
import type { Letter } from '../domain/letter.ts';
import { correspondentKeys, isOnMerits } from '../domain/likeness.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { letterData } from './letter-data.ts';
import type { Letters, Numbers } from './ports/letters.ts';
import type { Clock, People } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import type { Texts } from './ports/texts.ts';

export interface FactsNeeds {
  readonly standard: Standard;
  readonly clock: Clock;
  readonly people: Pick<People, 'all'>;
  readonly register: Pick<Register, 'loads' | 'idOf' | 'earlier'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly numbers: Numbers;
  readonly texts: Pick<Texts, 'letter'>;
  readonly publicUrl: string;
  readonly freshTemplates: () => Promise<void>;
}

export type GatherFacts = (letter: Letter | null, command: Command | null, actor: Person) => Promise<Facts>;

export function factsGatherer(needs: FactsNeeds): GatherFacts {
  return async (letter, command, actor) => {
    const now = needs.clock.now();
    const today = dayIn(needs.standard.organisation.company.zone, now);
    const people = actor.roles.includes('system') && !command ? [] : await needs.people.all();
    if (command?.type === 'supplement') await mustExist(needs, command.to);
    const earlierAnswer = letter && command?.type === 'refuse' ? await answerReferredTo(needs, letter, command) : null;
    const facts: Facts = {
      actor,
      today,
      now: now.toISOString(),
      calendar: needs.standard.calendar,
      people,
      ...(command && PROPOSING.has(command.type) ? await forProposal(needs, letter, command) : { loads: {}, familiar: [] }),
      outgoingNumber: null,
      notice: null,
      earlierAnswer,
      newId: randomUUID(),
    };
    if (letter && command?.type === 'sign') return { ...facts, outgoingNumber: await outgoingNumber(needs, letter, facts) };
    if (letter && command?.type === 'refuse') {
      await needs.freshTemplates();
      return { ...facts, notice: noticeText(needs, letter, command, facts) };
    }
    return facts;
  };
}

/** Commands after which an executor is proposed. */
const PROPOSING: ReadonlySet<string> = new Set(['confirm_card', 'reroute', 'assign']);
/** The consumer's last answers; more would only name people who have long changed their work. */
const LAST_ANSWERS = 5;

async function forProposal(
  { register }: FactsNeeds,
  letter: Letter | null,
  command: Command,
): Promise<Pick<Facts, 'loads' | 'familiar'>> {
  const card = command.type === 'confirm_card' ? command.card : letter?.card;
  const [loads, earlier] = await Promise.all([
    register.loads(),
    letter && card ? register.earlier(correspondentKeys(card), letter.receivedAt, LAST_ANSWERS) : [],
  ]);
  return { loads, familiar: [...new Set(earlier.flatMap(({ answerAuthor }) => answerAuthor ?? []))] };
}

/** Reserved only for a signature that may be given: the number belongs to the reply from here on, also after a crash. */
async function outgoingNumber({ standard, numbers }: FactsNeeds, letter: Letter, facts: Facts): Promise<string | null> {
  const { reply, office } = letter;
  if (!reply || obstacles(standard, letter, 'sign', facts).length > 0) return null;
  return reply.outgoingNumber ?? numbers.outgoing(office, Number(facts.today.slice(0, 4)), reply.id);
}

/** «Дополнение к №»: to a letter that there is. */
async function mustExist({ register }: FactsNeeds, number: string): Promise<void> {
  if (await register.idOf(number)) return;
  throw new Invalid(`Обращения № ${number} нет. Проверьте номер.`, { to: 'такого номера нет' });
}

async function answerReferredTo(
  { letters, register }: FactsNeeds,
  letter: Letter,
  command: Extract<Command, { type: 'refuse' }>,
): Promise<EarlierAnswer | null> {
  if (command.ground !== 'repeat') return null;
  const proposed = letter.findings.find(({ ground }) => ground === 'repeat')?.repeatOf;
  const id = command.repeatOf ? ((await register.idOf(command.repeatOf)) ?? command.repeatOf) : proposed;
  if (!id) return null;
  const { value } = await letters.load(id);
  const { reply } = value;
  if (!reply?.outgoingNumber || !reply.sentOn || !isOnMerits(reply.template)) return null;
  return { letterId: id, number: value.number, outgoingNumber: reply.outgoingNumber, sentOn: reply.sentOn, author: reply.author };
}

/** The notice of a refusal in the words of its template; null where the policy sends none. */
function noticeText(
  { standard, texts, publicUrl }: FactsNeeds,
  letter: Letter,
  command: Extract<Command, { type: 'refuse' }>,
  facts: Facts,
): NoticeText | null {
  const template = standard.grounds.find(({ id }) => id === command.ground)?.template;
  if (!template) return null;
  const data = letterData({ standard, letter, facts, publicUrl, refusal: command });
  const { title, text, enclosures } = texts.letter(template, data);
  return { title, text, salutation: data.salutation, addressee: data.addressee, enclosures };
}
