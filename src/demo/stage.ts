/** The set on stage: letters come in, people take their steps, and what became of each is kept for the next step. */
import { dayIn } from '../domain/calendar.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Incoming, Receipt } from '../office/incoming.ts';
import type { Office } from '../office/office.ts';
import { cast } from './cast.ts';
import { commandOf } from './command.ts';
import { copyIn, incomingLetter, incomingMachineMail, incomingReport } from './incoming.ts';
import type { DemoSet, DemoStep, MachineMail, Story } from './story.ts';
import { filledIn } from './words.ts';

/** Each tells whether effects are waiting. */
export interface Stage {
  /** `turn`: the number of the letter in the set. */
  arrive(story: Story, turn: number, at: Date): Promise<boolean>;
  take(story: Story, turn: number, step: DemoStep, at: Date): Promise<boolean>;
  machineMail(mail: MachineMail, at: Date): Promise<boolean>;
  counts(): { readonly letters: number; readonly quarantined: number };
}

export interface StageNeeds {
  readonly office: Pick<Office, 'standard' | 'receive' | 'handle' | 'card' | 'newDraft'>;
  readonly people: readonly Person[];
  readonly set: DemoSet;
}

interface Told {
  readonly id: string;
  readonly number: string;
  readonly arrival: Incoming;
  /** As the last step of people left it; null when only the engine has had it. */
  readonly letter: Letter | null;
}

export function stage({ office, people, set }: StageNeeds): Stage {
  const { standard } = office;
  const actors = cast(standard, people);
  const told = new Map<string, Told>();
  let quarantined = 0;

  const toldOf = (id: string): Told => {
    const found = told.get(id);
    if (!found) throw new Error(`the letter "${id}" has not come in yet`);
    return found;
  };
  const numberOf = (id: string) => toldOf(id).number;
  const clerk = ({ office: code }: Story, turn: number) => actors.clerk(code, turn);
  const look = async ({ number }: Told, actor: Person) => (await office.card(number, actor)).stored.value;
  const wordsOn = (at: Date) => {
    const day = dayIn(standard.organisation.company.zone, at);
    return (text: string) => filledIn(text, day, numberOf);
  };

  return {
    async arrive(story, turn, at) {
      const words = wordsOn(at);
      const arrival = incomingLetter({ standard, story, customer: customerOf(set, story), clerk: clerk(story, turn), words, at });
      const receipt = await receive(office, arrival, 'registered');
      if (receipt.again) throw new Error(`is the same letter as № ${receipt.number}`);
      told.set(story.id, { id: receipt.letterId, number: receipt.number, arrival, letter: null });
      return true;
    },
    async take(story, turn, step, at) {
      const known = toldOf(story.id);
      if (step.verb === 'again') {
        const receipt = await receive(office, copyIn(standard, known.arrival, step.office ?? '', at), 'registered');
        if (!receipt.again) throw new Error('the copy became a letter of its own');
        return false;
      }
      if (step.verb === 'bounce') {
        const { reply } = await look(known, clerk(story, turn));
        const { to: recipient = '', messageId: about } = reply?.dispatch ?? {};
        if (!about) throw new Error('no reply has been sent by e-mail, so none can bounce');
        await receive(office, incomingReport(standard, story, { recipient, about }, at), 'quarantined');
        quarantined += 1;
        return false;
      }
      const { command, actor } = await commandOf({
        standard,
        cast: actors,
        story,
        customer: customerOf(set, story),
        letter: known.letter ?? (await look(known, clerk(story, turn))),
        step,
        turn,
        words: wordsOn(known.arrival.at),
        numberOf,
        newDraft: (template, author) => office.newDraft(known.id, template, author),
      });
      const { value, pending } = await office.handle(known.id, command, actor);
      told.set(story.id, { ...known, letter: value });
      return pending.length > 0;
    },
    async machineMail(mail, at) {
      await receive(office, incomingMachineMail(standard, mail, at), 'quarantined');
      quarantined += 1;
      return false;
    },
    counts: () => ({ letters: told.size, quarantined }),
  };
}

type ReceiptOf<T extends Receipt['outcome']> = Extract<Receipt, { outcome: T }>;

/** @throws Error when it became something else */
async function receive<T extends Receipt['outcome']>(
  office: Pick<Office, 'receive'>,
  incoming: Incoming,
  outcome: T,
): Promise<ReceiptOf<T>> {
  const [receipt] = await office.receive([incoming]);
  if (receipt?.outcome === outcome) return receipt as ReceiptOf<T>;
  throw new Error(`should be ${outcome}, but: ${JSON.stringify(receipt)}`);
}

function customerOf({ customers }: DemoSet, { from }: Story) {
  const customer = customers[from];
  if (!customer) throw new Error(`nobody is called "${from}"`);
  return customer;
}
