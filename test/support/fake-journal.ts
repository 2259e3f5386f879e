/** Journal, trays and counts of the fake office, over the letters in memory. */
import type { Day } from '../../src/domain/calendar.ts';
import { dispatchesOf } from '../../src/domain/dispatches.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Standard } from '../../src/domain/standard.ts';
import type { Office } from '../../src/office/office.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import { type EarlierLetter, type RegisterRow, TRAYS, type Tray } from '../../src/office/ports/register.ts';

interface Needs {
  readonly standard: Standard;
  readonly letters: ReadonlyMap<string, Stored<Letter>>;
  readonly today: () => Day;
}

export function fakeJournal({ standard, letters, today }: Needs): Pick<Office, 'journal' | 'counts'> & {
  earlierOf(letter: Letter): readonly EarlierLetter[];
} {
  const rows = () => [...letters.values()].map(({ value }) => rowOf(value));
  const inTray = (tray: Tray, actor: Person) => rows().filter((row) => lies(standard, row, tray, actor, letters));
  return {
    journal: async (query, actor) => {
      const base = query.tray ? inTray(query.tray, actor) : rows();
      const found = base
        .filter((row) => fits(row, query, today()))
        .sort((a, b) => (query.order === 'due' ? a.dueOn.localeCompare(b.dueOn) : 0) || order(query.order, a, b));
      const start = query.after ? found.findIndex(({ id }) => id === query.after) + 1 : 0;
      const items = found.slice(start, start + query.limit);
      return { items, next: start + query.limit < found.length ? (items.at(-1)?.id ?? null) : null };
    },
    counts: async (actor) => {
      const counts = Object.fromEntries(TRAYS.map((tray) => [tray, inTray(tray, actor).length])) as Record<Tray, number>;
      return { ...counts, quarantine: 3 };
    },
    earlierOf: (letter) =>
      [...letters.values()]
        .map(({ value }) => value)
        .filter((each) => each.id !== letter.id && each.registeredAt < letter.registeredAt && sameAuthor(each, letter))
        .map((each) => ({
          id: each.id,
          number: each.number,
          subject: each.card.subject,
          text: each.text,
          registeredOn: each.registeredOn,
          state: each.state,
          outgoingNumber: each.reply?.outgoingNumber ?? null,
          sentOn: each.reply?.sentOn ?? null,
          answerAuthor: each.reply?.author ?? null,
          attachmentHashes: [],
        })),
  };
}

function sameAuthor(a: Letter, b: Letter): boolean {
  const { email, contract } = a.card.correspondent;
  return (
    (email !== null && email === b.card.correspondent.email) || (contract !== null && contract === b.card.correspondent.contract)
  );
}

function order(by: string | undefined, a: RegisterRow, b: RegisterRow): number {
  return by === 'waiting' ? a.receivedAt.localeCompare(b.receivedAt) : b.number.localeCompare(a.number);
}

function lies(
  standard: Standard,
  row: RegisterRow,
  tray: Tray,
  actor: Person,
  letters: ReadonlyMap<string, Stored<Letter>>,
): boolean {
  const open = standard.workflow.states.find(({ id }) => id === row.state)?.open ?? false;
  const byTray: Record<Tray, () => boolean> = {
    incoming: () => row.state === 'registered',
    assignment: () => row.state === 'routed',
    mine: () => open && (row.executor === actor.id || (letters.get(row.id)?.value.coExecutors.includes(actor.id) ?? false)),
    approval: () => row.state === 'approval',
    sign: () => row.state === 'signing' && row.signatory === actor.id,
    dispatch: () => row.state === 'signed' || row.dispatches.some(({ copy, status }) => copy && FAILED.has(status)),
    control: () => open,
  };
  return byTray[tray]();
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'bounced']);

type Query = Parameters<Office['journal']>[0];

function fits(row: RegisterRow, query: Query, today: Day): boolean {
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const hay = [row.number, row.subject, row.snippet, row.organisation, row.person, row.email].join(' ').toLowerCase();
  return (
    words.every((word) => hay.includes(word)) &&
    (!query.state || row.state === query.state) &&
    (!query.office || row.office === query.office) &&
    (!query.channel || row.channel === query.channel) &&
    (!query.kind || row.kind === query.kind) &&
    (!query.unit || row.unit === query.unit) &&
    (!query.executor || row.executor === query.executor) &&
    (!query.ground || row.findings.some(({ ground }) => ground === query.ground)) &&
    (!query.from || row.registeredOn >= query.from) &&
    (!query.to || row.registeredOn <= query.to) &&
    (!query.overdueOn || row.dueOn < today)
  );
}

function rowOf(letter: Letter): RegisterRow {
  const { card, reply } = letter;
  return {
    id: letter.id,
    number: letter.number,
    office: letter.office,
    state: letter.state,
    channel: letter.channel,
    receivedAt: letter.receivedAt,
    registeredOn: letter.registeredOn,
    confirmedAt: letter.confirmedAt,
    subject: card.subject,
    snippet: letter.text.replace(/\s+/g, ' ').slice(0, 160),
    organisation: card.correspondent.organisation,
    person: card.correspondent.person,
    email: card.correspondent.email,
    kind: card.kind,
    topic: card.topic,
    dueOn: letter.dueOn,
    extendedBy: letter.extendedBy,
    unit: letter.route?.unit ?? null,
    executor: letter.executor,
    proposedExecutor: letter.proposedExecutor?.person ?? null,
    findings: letter.findings.map(({ ground, clause, decision, score, repeatOf }) => ({
      ground,
      clause,
      decision,
      score,
      repeatOf: repeatOf ?? null,
    })),
    arrivals: letter.arrivals.length,
    messageId: letter.mail?.messageId ?? null,
    outgoingNumber: reply?.outgoingNumber ?? null,
    replyTitle: reply?.title ?? null,
    signatory: reply?.signatory ?? null,
    answerChannel: card.answerChannel,
    dispatchStatus: reply?.dispatch?.status ?? null,
    dispatchError: reply?.dispatch?.error ?? null,
    dispatches: (reply ? dispatchesOf(reply) : []).map(
      ({ channel, status, to, trackingNumber, error, copy = false, readAt = null }) => ({
        channel,
        status,
        to,
        trackingNumber,
        error,
        copy,
        readAt,
      }),
    ),
    sentOn: reply?.sentOn ?? null,
    sensitive: letter.findings.some(({ ground, decision }) => ground === 'abuse' && decision !== 'dismissed'),
  };
}
