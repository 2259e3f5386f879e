/** How far a letter is, for the consumer who has its code (R7, 4.2): stages and days, no names, no subject, nothing of the text. */
import { timingSafeEqual } from 'node:crypto';
import type { Day } from '../domain/calendar.ts';
import type { AnswerChannel, Instant } from '../domain/card.ts';
import type { Letter } from '../domain/letter.ts';
import { unitOf } from '../domain/organisation.ts';
import type { Standard } from '../domain/standard.ts';
import type { Letters } from './ports/letters.ts';
import type { Register, StatusCodes } from './ports/register.ts';

export type Stage = 'registered' | 'handed' | 'answering' | 'signed' | 'sent' | 'unanswered' | 'joined' | 'aside';

export interface PublicStatus {
  readonly number: string;
  readonly stage: Stage;
  readonly registeredAt: Instant;
  readonly registeredOn: Day;
  readonly handedAt: Instant | null;
  /** Name of the unit that prepares the answer. */
  readonly unit: string | null;
  readonly signedOn: Day | null;
  readonly sentOn: Day | null;
  readonly channel: AnswerChannel;
  readonly dueOn: Day;
  readonly extendedBy: number;
  /** Number of the letter that this one adds to. */
  readonly joinedTo: string | null;
}

export interface StatusNeeds {
  readonly standard: Standard;
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'idOf'>;
  readonly statusCodes: StatusCodes;
}

/** `code` as people type it; codes of the first engines are short and count only together with `number`. Null: no such letter. */
export type ReadStatus = (code: string, number: string | null) => Promise<PublicStatus | null>;

/** Letters of a code that stands for itself: some 59 bits, not to be found by trying. */
const ALONE = 12;

export function statusReader(needs: StatusNeeds): ReadStatus {
  return async (given, number) => {
    const code = statusCodeOf(given);
    if (code === null || (number === null && code.replaceAll('-', '').length < ALONE)) return null;
    const id = number === null ? await needs.statusCodes.find(code) : await needs.register.idOf(number);
    if (id === null) return null;
    const { value } = await needs.letters.load(id);
    return same(value.statusCode, code) ? statusOf(needs.standard, value) : null;
  };
}

/** Upper case, in threes; Cyrillic letters that look like Latin ones are taken for them. Null: no code at all. */
export function statusCodeOf(typed: string): string | null {
  const latin = [...typed.toUpperCase()].map((each) => LOOK_ALIKE[each] ?? each).join('');
  const code = latin.replace(/[^A-Z0-9]/g, '');
  if (code.length < 6 || code.length > 40) return null;
  return code.match(/.{1,3}/g)?.join('-') ?? null;
}

const LOOK_ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВЕКМНРСТУХ'].map((each, at) => [each, 'ABEKMHPCTYX'.charAt(at)]),
);

function same(kept: string, given: string): boolean {
  const [left, right] = [Buffer.from(kept), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function statusOf(standard: Standard, letter: Letter): PublicStatus {
  const { number, registeredAt, registeredOn, confirmedAt, route, reply, dueOn, extendedBy, supplementTo, card } = letter;
  return {
    number,
    stage: stageOf(standard, letter),
    registeredAt,
    registeredOn,
    handedAt: confirmedAt,
    unit: confirmedAt && route ? (unitOf(standard, route.unit)?.name ?? null) : null,
    signedOn: reply?.signedOn ?? null,
    sentOn: reply?.sentOn ?? null,
    channel: reply?.dispatch?.channel ?? reply?.answerChannel ?? card.answerChannel,
    dueOn,
    extendedBy,
    joinedTo: supplementTo,
  };
}

/** By what has happened, not by the names of the states: those are the regulation's. */
function stageOf({ workflow }: Standard, { state, reply, refusal, supplementTo, executor, confirmedAt }: Letter): Stage {
  if (reply?.sentOn) return 'sent';
  if (supplementTo) return 'joined';
  if (workflow.states.find(({ id }) => id === state)?.final) return refusal ? 'unanswered' : 'aside';
  if (reply?.signedOn) return 'signed';
  if (executor) return 'answering';
  return confirmedAt ? 'handed' : 'registered';
}
