/** The house for tests: the real Standard, the fictional staff, and letters, cards and facts with everything filled. */
import { fileURLToPath } from 'node:url';
import type { Card } from '../../src/domain/card.ts';
import type { Facts } from '../../src/domain/decision.ts';
import type { Registration } from '../../src/domain/letter.ts';
import { type Person, SYSTEM } from '../../src/domain/person.ts';
import type { Standard } from '../../src/domain/standard.ts';
import type { Detection, Examination } from '../../src/language/finding.ts';
import { loadStandard } from '../../src/standard/load.ts';
import { loadStaff } from '../../src/standard/staff.ts';

export const WORKFLOWS = fileURLToPath(new URL('../../workflows', import.meta.url));
export const standard: Standard = loadStandard(WORKFLOWS);
export const staff: readonly Person[] = loadStaff(WORKFLOWS);

/** Monday, 23 November 2026: the day the sample letter is registered. */
export const TODAY = '2026-11-23';

export function person(login: string): Person {
  if (login === 'system') return SYSTEM;
  const found = staff.find((each) => each.login === login);
  if (!found) throw new Error(`nobody is called ${login}`);
  return found;
}

/** Facts as the shell would gather them, for an actor by login. */
export function facts(login: string, overrides: Partial<Facts> = {}): Facts {
  const today = overrides.today ?? TODAY;
  return {
    actor: (overrides.people ?? staff).find((each) => each.login === login) ?? person(login),
    today,
    now: `${today}T05:00:00.000Z`,
    calendar: standard.calendar,
    people: staff,
    loads: {},
    familiar: [],
    outgoingNumber: null,
    notice: null,
    earlierAnswer: null,
    newId: 'reply-1',
    ...overrides,
  };
}

export function card(overrides: Partial<Card> & { readonly correspondent?: Card['correspondent'] } = {}): Card {
  return {
    kind: 'request',
    topic: 'billing',
    subject: 'Сверка за октябрь',
    correspondent: {
      organisation: 'ООО «Пример-Снаб»',
      person: 'Заказчиков Андрей Борисович',
      email: 'snab@primer.example',
      phone: null,
      address: null,
      inn: null,
      contract: '1023',
    },
    customerRef: null,
    answerChannel: 'email',
    addressee: null,
    sheets: null,
    enclosures: null,
    originalLocation: null,
    ...overrides,
  };
}

/** A correspondent about whom nothing is known. */
export const NOBODY: Card['correspondent'] = {
  organisation: null,
  person: null,
  email: null,
  phone: null,
  address: null,
  inn: null,
  contract: null,
};

export function registration(overrides: Partial<Registration> = {}): Registration {
  return {
    id: 'letter-1',
    number: 'ЦО-2026/000001',
    office: 'ЦО',
    standard: standard.version,
    channel: 'email',
    receivedAt: '2026-11-23T04:12:00.000Z',
    registeredAt: '2026-11-23T04:12:05.000Z',
    registeredOn: TODAY,
    dueOn: '2026-12-14',
    provisional: false,
    arrival: {
      key: 'imap:kanc@tbek.example/INBOX:1:1',
      channel: 'email',
      source: 'kanc@tbek.example',
      at: '2026-11-23T04:12:00.000Z',
    },
    fingerprint: 'mail:1',
    originals: [{ hash: 'a'.repeat(64), name: 'letter.eml', type: 'message/rfc822', size: 900 }],
    parts: [],
    mail: { messageId: '<1@primer.example>', inReplyTo: null, references: [], sentAt: null, to: ['kanc@tbek.example'] },
    text: 'Просим провести сверку расчётов за октябрь.',
    textSource: 'body',
    remarks: [],
    card: card(),
    statusCode: '7KQ-M2P',
    ...overrides,
  };
}

export function examination(overrides: Partial<Examination> = {}): Examination {
  return {
    detections: [],
    contacts: { emails: [], phones: [], addresses: [], contracts: [] },
    favours: [],
    kind: 'request',
    topics: [{ id: 'billing', score: 0.8 }],
    danger: [],
    questions: [],
    ...overrides,
  };
}

export function detection(ground: Detection['ground'], score: number, more: Partial<Detection> = {}): Detection {
  return { ground, score, evidence: [{ start: 0, end: 6, text: 'Просим' }], ...more };
}
