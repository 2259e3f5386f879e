/** An office in memory for the entrances' tests and for looking at screens: the real Standard and `decide`, no database. */
import { type Day, dayIn } from '../../src/domain/calendar.ts';
import type { Command } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Facts } from '../../src/domain/decision.ts';
import { NotFound } from '../../src/domain/errors.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { Letter } from '../../src/domain/letter.ts';
import { outgoingNumber } from '../../src/domain/numbering.ts';
import { options } from '../../src/domain/options.ts';
import { type Person, SYSTEM } from '../../src/domain/person.ts';
import type { Standard } from '../../src/domain/standard.ts';
import type { BatchOffice } from '../../src/office/batch.ts';
import { replyChecker } from '../../src/office/check-reply.ts';
import type { Health } from '../../src/office/health.ts';
import type { Incoming, Receipt } from '../../src/office/incoming.ts';
import type { CardView, Office } from '../../src/office/office.ts';
import type { Arrival } from '../../src/office/ports/intake.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import type { ParsedMail } from '../../src/office/ports/mail.ts';
import type { Printer } from '../../src/office/ports/paper.ts';
import type { RegisterRow } from '../../src/office/ports/register.ts';
import type { Signer } from '../../src/office/ports/signing.ts';
import type { Outcome } from '../../src/office/ports/texts.ts';
import type { ScanView } from '../../src/office/scan-view.ts';
import { signatureState } from '../../src/office/signature-state.ts';
import { statusReader } from '../../src/office/status.ts';
import { fakeDesk } from './fake-desk.ts';
import { freshDraft, noticeFor } from './fake-draft.ts';
import { fakeJournal } from './fake-journal.ts';
import { fakeRules } from './fake-rules.ts';
import { fakeTable } from './fake-table.ts';
import { fakeTallies } from './fakes/tallies.ts';

export interface FakeOptions {
  readonly standard: Standard;
  readonly staff: readonly Person[];
  readonly now: () => Date;
  readonly outcomes?: readonly Outcome[];
  /** PDF of a draft. */
  readonly print?: (letter: Letter, draft: object) => Promise<Buffer>;
  readonly page?: (letter: Letter, original: number, page: number) => Promise<Buffer | null>;
  readonly scan?: (letter: Letter) => ScanView | null;
  readonly batches?: BatchOffice;
  /** Mails of the quarantine by their key, read; left out: the file is gone. */
  readonly putAside?: Readonly<Record<string, ParsedMail>>;
  /** Of a document signed electronically; left out: it has no signature any more. */
  readonly verify?: Signer['verify'];
  /** Letterheads of templates; left out: an empty PDF. */
  readonly letterhead?: Printer['letterhead'];
  readonly receive?: (incoming: readonly Incoming[]) => Promise<readonly Receipt[]>;
}

export interface FakeOffice extends Office {
  readonly letters: Map<string, Stored<Letter>>;
  readonly arrivals: Arrival[];
  /** What was handed in through `receive`. */
  readonly received: Incoming[];
  /** Does a command at once, as somebody, at a moment of the past. */
  tell(id: string, command: Command, actor: Person, at?: Date): Stored<Letter>;
  health(): Promise<Health>;
  ill: string[];
}

export const PASSWORD = 'chancery-demo';

export function fakeOffice(made: FakeOptions): FakeOffice {
  const { standard, staff, now } = made;
  const letters = new Map<string, Stored<Letter>>();
  const sessions = new Map<string, Person>();
  const arrivals: Arrival[] = [];
  const received: Incoming[] = [];
  const ill: string[] = [];
  let outgoing = 3311;
  let id = 0;

  const zone = standard.organisation.company.zone;
  const today = (at = now()): Day => dayIn(zone, at);
  const load = (key: string): Stored<Letter> => {
    const found = letters.get(key) ?? [...letters.values()].find(({ value }) => value.number === key);
    if (!found) throw new NotFound(`Карточки № ${key} нет.`);
    return found;
  };
  const facts = (letter: Letter | null, command: Command | null, actor: Person, at: Date): Facts => ({
    actor,
    today: today(at),
    now: at.toISOString(),
    calendar: standard.calendar,
    people: staff,
    loads: loads(letters),
    familiar: [],
    outgoingNumber: command?.type === 'sign' ? outgoingNumber(standard.numbering, 'ЦО', 2026, outgoing++) : null,
    notice: letter && command?.type === 'refuse' ? noticeFor(letter, command.ground) : null,
    earlierAnswer: command?.type === 'refuse' && command.repeatOf ? earlierAnswer(load(command.repeatOf).value) : null,
    newId: `reply-${++id}`,
  });
  const tell = (key: string, command: Command, actor: Person, at = now()): Stored<Letter> => {
    const stored = command.type === 'register' ? null : load(key);
    const { events, effects } = decide(
      standard,
      stored?.value ?? null,
      command,
      facts(stored?.value ?? null, command, actor, at),
    );
    const value = events.reduce<Letter | null>(evolve, stored?.value ?? null);
    if (!value) throw new Error('nothing was made');
    const pending = effects.map((effect) => ({ id: `e${++id}`, effect, attempts: 0, nextAt: at.toISOString(), lastError: null }));
    const next = {
      id: value.id,
      revision: (stored?.revision ?? 0) + 1,
      value,
      history: [...(stored?.history ?? []), ...events],
      pending,
    };
    letters.set(value.id, next);
    return next;
  };
  const journal = fakeJournal({ standard, letters });
  const { desk, people } = fakeDesk({
    standard,
    staff,
    now,
    load,
    handle: async (key, command, actor) => tell(key, command, actor),
    register: journal.register,
    tallies: fakeTallies(() => [...letters.values()], standard.workflow),
    password: PASSWORD,
    ...(made.letterhead && { letterhead: made.letterhead }),
  });
  const card = async (number: string, actor: Person): Promise<CardView> => {
    const stored = load(number);
    return {
      stored,
      options: options(standard, stored.value, facts(stored.value, null, actor, now())),
      people: staff,
      earlier: await journal.earlierOf(stored.value),
      audit: [
        { at: now().toISOString(), by: 'testov', what: 'viewed', letterId: stored.id, basis: 'исполнитель', address: null },
      ],
      today: today(),
      signature: await signatureState(
        { vault: { read: async () => Buffer.from('%PDF') }, signer: { verify: made.verify ?? (() => []) } },
        stored.value,
      ),
      html: stored.value.mail ? `<p>${stored.value.text.slice(0, 40)}</p><script>alert(1)</script>` : null,
    };
  };

  return {
    standard,
    letters,
    arrivals,
    received,
    ill,
    tell,
    ...desk,
    journal: journal.journal,
    counts: journal.counts,
    receive: async (incoming) => {
      received.push(...incoming);
      if (made.receive) return made.receive(incoming);
      return incoming.map(({ key }) => ({
        key,
        outcome: 'registered',
        number: 'ЦО-2026/004600',
        letterId: 'new',
        again: false,
        statusCode: 'NEW-NEW-NEW-NEW',
      }));
    },
    adopt: async (key) => {
      const at = arrivals.findIndex((each) => each.key === key);
      if (at < 0) throw new NotFound('Такого письма в карантине нет.');
      arrivals.splice(at, 1);
      return { key, outcome: 'registered', number: 'ЦО-2026/004601', letterId: 'adopted', again: false };
    },
    putAside: {
      async view(key) {
        const arrival = arrivals.find((each) => each.key === key);
        if (!arrival) throw new NotFound('Такого письма в карантине нет.');
        const mail = made.putAside?.[key] ?? null;
        const reported = mail?.bounce?.about ?? mail?.receipt?.about;
        const letter = [...letters.values()].find(({ value }) => reported && value.reply?.dispatch?.messageId === reported);
        return { arrival, mail, about: letter?.value.number ?? null };
      },
      async file() {
        throw new NotFound('Такого файла нет.');
      },
    },
    rules: fakeRules(standard, letters),
    quarantine: async () => ({ items: arrivals, next: null }),
    handle: async (key, command, actor) => tell(key, command, actor),
    options: async (key, actor) => options(standard, load(key).value, facts(load(key).value, null, actor, now())),
    card,
    openCard: card,
    opened: async (number) => load(number),
    original: async (number, index) => {
      const file = load(number).value.originals[index];
      if (!file) throw new NotFound('Такого файла нет.');
      return { ...file, content: Buffer.from(`original ${index}`) };
    },
    attachment: async (number, index) => {
      const part = load(number).value.parts[index];
      if (!part) throw new NotFound('Такого вложения нет.');
      return { ...part, content: Buffer.from('attachment') };
    },
    page: async (number, original, page) => (await made.page?.(load(number).value, original, page)) ?? null,
    batches: made.batches ?? fakeTable(),
    async rescan(number, files, actor) {
      const { id } = load(number);
      const stored = files.map(({ name, content }) => ({
        hash: 'd'.repeat(64),
        name,
        type: 'application/pdf',
        size: content.length,
      }));
      tell(id, { type: 'rescanned', files: stored, broughtBy: actor.id }, SYSTEM);
    },
    async askRescan(number, actor) {
      tell(load(number).id, { type: 'ask_rescan' }, actor);
    },
    scan: async (number) => made.scan?.(load(number).value) ?? null,
    async scanImage(number, { page }) {
      const image = await made.page?.(load(number).value, 0, page);
      return image ? { image, tag: `page-${page}` } : null;
    },
    scanText: async (number, { page }, box) => `${load(number).value.number} ${page} ${Object.values(box).join(' ')}`,
    searchable: async (number) => ({
      name: 'с текстом.pdf',
      type: 'application/pdf',
      size: 4,
      content: Buffer.from(`%PDF ${load(number).id}`),
    }),
    replyDocument: async (number) => {
      const { value } = load(number);
      if (!value.reply?.document) throw new NotFound('Ответа на бланке ещё нет.');
      return { ...value.reply.document, content: await pdf(made, value, value.reply) };
    },
    replyCopy: async (number) => {
      const { value } = load(number);
      if (!value.reply?.copy) throw new NotFound('Скана подписанного ответа ещё нет.');
      return { ...value.reply.copy, content: Buffer.from('copy') };
    },
    newDraft: async (key, template, actor) =>
      freshDraft(standard, load(key).value, template, facts(load(key).value, null, actor, now())),
    preview: async (key, draft) => pdf(made, load(key).value, draft),
    tryOnLetter: async (number, { id, source }, actor) => {
      load(number);
      return desk.tryTemplate(id, source, actor);
    },
    outcomes: () => made.outcomes ?? [{ id: 'answer-generic', label: 'Ответ по существу', topics: [] }],
    people: () => people.all(),
    person: async (key) => (key === SYSTEM.id ? SYSTEM : people.get(key)),
    logIn: async (login, password) => {
      const person = await people.authenticate(login, password);
      if (!person) return null;
      const token = `token-${login}`;
      sessions.set(token, person);
      return { person, token };
    },
    session: async (token) => sessions.get(token) ?? null,
    logOut: async (token) => {
      sessions.delete(token);
    },
    status: statusReader({
      standard,
      letters: { load: async (key) => load(key) },
      register: { idOf: async (number) => [...letters.values()].find(({ value }) => value.number === number)?.id ?? null },
      statusCodes: { find: async (code) => [...letters.values()].find(({ value }) => value.statusCode === code)?.id ?? null },
    }),
    checkReply: replyChecker({
      letters: { load: async (key) => load(key) },
      register: {
        page: async () => ({ items: [...letters.values()].map(({ id: key }) => ({ id: key }) as RegisterRow), next: null }),
      },
      vault: { read: async () => Buffer.from('%PDF') },
      signer: { verify: () => [] },
    }),
    findSigned: async () => null,
    async keepSigned(number, files, actor) {
      const [{ name, content } = { name: '', content: Buffer.alloc(0) }] = files;
      const copy = { hash: 'c'.repeat(64), name, type: 'application/pdf', size: content.length };
      tell(load(number).id, { type: 'signed_copy', copy, broughtBy: actor.id }, SYSTEM);
    },
    takeSigned: async () => {
      throw new NotFound('На скане нет кода нашего ответа.');
    },
    health: async () => ({ ...WELL, ready: ill.length === 0, reasons: ill }),
  };
}

const WELL: Omit<Health, 'ready' | 'reasons'> = {
  version: '0.1.0',
  database: { kind: 'embedded', ok: true, ms: 2 },
  mailboxes: [
    {
      mailbox: 'kanc@mail.tbek.example:993/INBOX',
      state: 'watching',
      lastRoundAt: '2026-11-23T07:10:00.000Z',
      fetched: 214,
      error: null,
    },
    {
      mailbox: 'mro1@mail.tbek.example:993/INBOX',
      state: 'waiting',
      lastRoundAt: '2026-11-23T06:52:10.000Z',
      fetched: 37,
      error: 'connect ECONNREFUSED',
    },
  ],
  mailer: { kind: 'smtp', error: null },
  reader: { ocr: true, missing: [] },
  disk: { freeBytes: 48 * 2 ** 30 },
  queue: { received: 0, quarantined: 3, failed: 0, effects: 2 },
};

function loads(letters: ReadonlyMap<string, Stored<Letter>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { value } of letters.values()) {
    if (value.executor && !value.reply?.sentOn) counts[value.executor] = (counts[value.executor] ?? 0) + 1;
  }
  return counts;
}

function earlierAnswer({ id, number, reply }: Letter): Facts['earlierAnswer'] {
  if (!reply?.outgoingNumber || !reply.sentOn) return null;
  return { letterId: id, number, outgoingNumber: reply.outgoingNumber, sentOn: reply.sentOn, author: reply.author };
}

async function pdf({ print }: FakeOptions, letter: Letter, draft: object): Promise<Buffer> {
  return print ? print(letter, draft) : Buffer.from('%PDF-1.4\n%%EOF\n');
}
