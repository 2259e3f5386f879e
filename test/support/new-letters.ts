/** New letters for tests of the store, and what can happen to them, without the rules of the office in between. */
import { randomUUID } from 'node:crypto';
import type { Decision } from '../../src/domain/decision.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { LetterEvent } from '../../src/domain/event.ts';
import type { Registration } from '../../src/domain/letter.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { NewLetter } from '../../src/office/ports/letters.ts';
import { registration } from './house.ts';

export const AT = '2026-11-23T05:00:00.000Z';

export interface Wanted extends Partial<Registration> {
  readonly year?: number;
  readonly effects?: readonly Effect[];
  /** What happens right after registration. */
  readonly afterwards?: readonly Happening[];
}

type Happening = LetterEvent extends infer Each ? (Each extends LetterEvent ? Omit<Each, 'at' | 'by'> : never) : never;

/** With a fingerprint and an id of its own unless they are given. */
export function newLetter({ year = 2026, effects = [], afterwards = [], ...wanted }: Wanted = {}): NewLetter {
  const { fingerprint = randomUUID(), office = 'ЦО', id = randomUUID() } = wanted;
  return {
    fingerprint,
    office,
    year,
    make: (number) => ({
      events: [
        happened({ type: 'registered', registration: registration({ ...wanted, id, office, fingerprint, number }) }),
        ...afterwards.map(happened),
      ],
      effects,
    }),
  };
}

export function decision(events: readonly Happening[], effects: readonly Effect[] = []): Decision {
  return { events: events.map(happened), effects };
}

/** An event by the system at a fixed time. */
export function happened(event: Happening): LetterEvent {
  return { ...event, at: AT, by: 'system' } as LetterEvent;
}

export function extended(days: number, dueOn = '2026-12-21'): Decision {
  return decision([{ type: 'extended', days, reason: 'нужны сведения сетевой организации', dueOn, provisional: false }]);
}

export function reply(overrides: Partial<Reply> = {}): Reply {
  return {
    id: 'reply-1',
    template: 'answer',
    addressee: ['ООО «Пример-Снаб»'],
    title: 'О сверке расчётов',
    salutation: 'Уважаемый Андрей Борисович!',
    text: ['Сверка проведена.'],
    enclosures: [],
    answerChannel: 'email',
    executorMark: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00 доб. 112' },
    signatory: 'podpisantov',
    author: 'testov',
    savedAt: AT,
    submittedAt: null,
    remark: null,
    visas: [],
    outgoingNumber: null,
    signedOn: null,
    signedBy: null,
    document: null,
    dispatch: null,
    sentOn: null,
    ...overrides,
  };
}
