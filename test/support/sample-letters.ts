/** Some thirty invented letters in all states and with all five grounds, each walked there by real commands. */

import type { Card, Channel } from '../../src/domain/card.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { Person } from '../../src/domain/person.ts';
import { SYSTEM } from '../../src/domain/person.ts';
import { termOf } from '../../src/domain/steps/registration.ts';
import { TOPIC_WORDS } from '../../src/domain/words.ts';
import type { AbuseCategory, Detection, Examination, Favour, GroundId, Kind, TopicId } from '../../src/language/finding.ts';
import type { FakeOffice } from './fake-office.ts';
import { sampleTexts } from './sample-texts.ts';

/** Monday, 23.11.2026, 12:10:24 in Таёжноборск. */
export const SAMPLE_NOW = new Date('2026-11-23T07:10:24.000Z');

export interface Sample {
  readonly n: number;
  /** Local time «2026-11-06 09:12». */
  readonly at: string;
  readonly channel?: Channel;
  readonly organisation?: string;
  readonly person?: string;
  readonly email?: string;
  readonly contract?: string;
  readonly subject: string;
  readonly text: string;
  readonly kind?: Kind;
  readonly topic?: TopicId;
  readonly ref?: readonly [string, string];
  readonly files?: readonly (readonly [string, string, number])[];
  readonly scans?: number;
  readonly marks?: readonly (readonly [GroundId, string | null, number, (AbuseCategory | string)?])[];
  readonly favours?: readonly (readonly [Favour['what'], string])[];
  readonly legible?: number;
  readonly again?: string;
}

export function sampleLetters(office: FakeOffice, staff: readonly Person[]): void {
  const person = (login: string): Person => staff.find((each) => each.login === login) ?? SYSTEM;
  const { incoming, moving } = sampleTexts;
  for (const sample of incoming) arrive(office, sample);
  for (const { steps, ...sample } of moving) {
    const id = arrive(office, sample);
    steps.forEach((step, index) => {
      const [by, command, when] = step;
      const made = command === 'card' ? confirmation(office, id, sample) : command;
      office.tell(id, made, person(by), local(when ?? later(sample.at, index + 1)));
    });
  }
  office.arrivals.push(...sampleTexts.quarantined);
}

function arrive(office: FakeOffice, sample: Sample): string {
  const id = `letter-${sample.n}`;
  const at = local(sample.at);
  const channel = sample.channel ?? 'email';
  const registration: CommandOf<'register'>['registration'] = {
    id,
    number: `ЦО-2026/${String(sample.n).padStart(6, '0')}`,
    office: 'ЦО',
    standard: office.standard.version,
    channel,
    receivedAt: at.toISOString(),
    registeredAt: at.toISOString(),
    ...termOf(office.standard, 'ЦО', at),
    arrival: { key: `imap:kanc:${sample.n}`, channel, source: SOURCES[channel] ?? 'внесено вручную', at: at.toISOString() },
    fingerprint: `f${sample.n}`,
    originals: originalsOf(sample, channel),
    parts: (sample.files ?? []).map(([name, type, size], index) => ({ index, name, type, size, hash: `p${sample.n}-${index}` })),
    mail:
      channel === 'email'
        ? {
            messageId: `<${sample.n}@mail.example>`,
            inReplyTo: null,
            references: [],
            sentAt: at.toISOString(),
            to: ['kanc@tbek.example'],
          }
        : null,
    text: sample.text,
    textSource: channel === 'email' ? 'body' : 'recognised',
    remarks: [],
    card: cardOf(sample, channel),
    statusCode: '7KQ-M2P',
  };
  office.tell(id, { type: 'register', registration }, SYSTEM, at);
  if (sample.legible !== undefined) recognise(office, id, sample, at);
  office.tell(id, { type: 'examine', examination: examinationOf(sample) }, SYSTEM, at);
  if (sample.again) {
    const arrival = { key: `again:${sample.n}`, channel, source: sample.again, at: at.toISOString() };
    office.tell(id, { type: 'arrive_again', arrival }, SYSTEM, at);
  }
  return id;
}

const SOURCES: Partial<Record<Channel, string>> = {
  email: 'kanc@tbek.example',
  post: 'горячая папка',
  'web-form': 'интернет-приёмная',
};

function originalsOf({ n, scans }: Sample, channel: Channel) {
  if (channel === 'email') return [{ hash: `o${n}`, name: 'letter.eml', type: 'message/rfc822', size: 18_400 }];
  return Array.from({ length: scans ?? 1 }, (_, index) => ({
    hash: `o${n}-${index}`,
    name: `Лист ${index + 1}.png`,
    type: 'image/png',
    size: 412_000,
  }));
}

function cardOf(sample: Sample, channel: Channel): Card {
  const { organisation = null, person = null, email = null, contract = null, scans } = sample;
  return {
    kind: sample.kind ?? 'request',
    topic: sample.topic ?? 'other',
    subject: sample.subject,
    correspondent: {
      organisation,
      person,
      email,
      phone: email ? '8 (000) 000-00-00' : null,
      address: channel === 'post' && contract ? 'г. Таёжноборск, ул. Складская, д. 7, 000107' : null,
      inn: null,
      contract,
    },
    customerRef: sample.ref ? { number: sample.ref[0], on: sample.ref[1] } : null,
    answerChannel: channel === 'post' ? 'post' : 'email',
    addressee: null,
    sheets: scans ?? null,
    enclosures: sample.files?.length ?? null,
    originalLocation: channel === 'post' ? 'папка «Входящие», канцелярия' : null,
  };
}

function recognise(office: FakeOffice, id: string, { text, legible = 1, scans = 1 }: Sample, at: Date): void {
  const verdict = legible < 0.5 ? 'illegible' : 'legible';
  const page = { confidence: legible, score: legible, legible: verdict } as const;
  const legibility = {
    legible: verdict,
    score: legible,
    reasons: legible < 0.5 ? [`уверенно прочитано ${Math.round(legible * 100)} % слов`] : [],
    pages: Array.from({ length: scans }, () => page),
  } as const;
  office.tell(id, { type: 'recognised', text, legibility }, SYSTEM, at);
}

function examinationOf(sample: Sample): Examination {
  const { text, topic = 'other', kind = 'request' } = sample;
  return {
    detections: (sample.marks ?? []).map(([ground, words, score, more]): Detection => {
      const evidence = words ? [spanOf(text, words)] : [];
      if (ground === 'repeat') return { ground, score, evidence, ...(more && { repeatOf: more }) };
      return { ground, score, evidence, ...(more && { category: more as AbuseCategory }) };
    }),
    contacts: {
      emails: sample.email ? [sample.email] : [],
      phones: [],
      addresses: [],
      contracts: sample.contract ? [sample.contract] : [],
    },
    favours: (sample.favours ?? []).map(([what, words]) => ({ what, ...spanOf(text, words) })),
    kind,
    topics: [{ id: topic, score: TOPIC_WORDS[topic] ? 0.8 : 0 }],
    danger: [],
    questions: [],
  };
}

function spanOf(text: string, words: string) {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`«${words}» is not in the text`);
  return { start, end: start + words.length, text: words };
}

function confirmation(office: FakeOffice, id: string, sample: Sample): CommandOf<'confirm_card'> {
  const letter = office.letters.get(id)?.value;
  return { type: 'confirm_card', card: letter?.card ?? cardOf(sample, 'email'), unit: letter?.route?.unit ?? 'billing' };
}

function local(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+05:00`);
}

/** Steps follow each other by twenty minutes. */
function later(text: string, steps: number): string {
  return new Date(Date.parse(`${text.replace(' ', 'T')}:00Z`) + steps * 1_200_000).toISOString().slice(0, 16).replace('T', ' ');
}
