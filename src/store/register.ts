/** The read model on MongoDB: journal, trays, search. Every question is served by an index (tested with explain). */
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { TermGroup } from '../domain/discipline.ts';
import type { Letter } from '../domain/letter.ts';
import { isOnMerits } from '../domain/likeness.ts';
import type { PersonId } from '../domain/person.ts';
import type { Workflow } from '../domain/standard.ts';
import { type EarlierLetter, type Register, type Scope, type TermQuestion, TRAYS, type Tray } from '../office/ports/register.ts';
import { collectionOf } from './collections.ts';
import type { LetterDocument } from './letter-document.ts';
import { keyTokens, mid } from './letter-face.ts';
import { closed, dueBetween, filterOf, type LetterFilter, ORDERS, seenBy, together, trayFilter } from './register-filter.ts';

/** `workflow` tells in which states the term runs. */
export function mongoRegister(connection: Connection, workflow: Pick<Workflow, 'states'>): Register {
  const letters = collectionOf<LetterDocument>(connection, 'letters');
  const open = workflow.states.filter((state) => state.open).map(({ id }) => id);
  return {
    async page(query) {
      const filter = filterOf(query, open);
      if (!filter) return { items: [], next: null };
      const { field, direction } = ORDERS[query.order ?? 'newest'];
      const found = await letters
        .find(filter, { projection: { row: 1, [field]: 1 } })
        .sort({ [field]: direction })
        .limit(query.limit + 1)
        .toArray();
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      return { items: items.map(({ row }) => row), next: found.length > items.length && last ? closed(last[field]) : null };
    },
    counts: (scope) => counts(letters, scope, open),
    async idOf(number) {
      const found = await letters.findOne({ number }, { projection: { _id: 1 } });
      return found?._id ?? null;
    },
    thread: (messageIds) => thread(letters, messageIds),
    earlier: (keys, before, limit) => earlier(letters, keyTokens(keys), before, limit),
    terms: (question) => terms(letters, question, open),
    async loads() {
      const executors = await executorsIn(letters);
      const counted = await Promise.all(
        executors.map(async (each) => [each, await letters.countDocuments({ executor: each, state: { $in: open } })] as const),
      );
      return Object.fromEntries(counted.filter(([, count]) => count > 0));
    },
  };
}

/** Whoever sees all is answered from the indexes alone; others from the open letters within their sight. */
async function counts(
  letters: Collection<LetterDocument>,
  scope: Scope,
  open: readonly string[],
): Promise<Readonly<Record<Tray, number>>> {
  const filter = (tray: Tray) => together([trayFilter(tray, scope, open), ...(tray === 'mine' ? [] : seenBy(scope))]);
  const count = async (tray: Tray) => [tray, await letters.countDocuments(filter(tray))] as const;
  return Object.fromEntries(await Promise.all(TRAYS.map(count))) as Record<Tray, number>;
}

/** Grouped by the database: what comes over the line are some hundred groups, however many letters there are. */
async function terms(
  letters: Collection<LetterDocument>,
  question: TermQuestion,
  open: readonly string[],
): Promise<readonly TermGroup[]> {
  const { scope } = question;
  const asked =
    'tray' in question
      ? [trayFilter(question.tray, scope, open), ...(question.tray === 'mine' ? [] : seenBy(scope))]
      : [...dueBetween(question.dueFrom, question.dueTo), ...seenBy(scope)];
  const groups = letters.aggregate<{ _id: Omit<TermGroup, 'count'>; count: number }>([
    { $match: together(asked) },
    { $group: { _id: TERMS, count: { $sum: 1 } } },
  ]);
  return (await groups.toArray()).map(({ _id, count }) => ({ ..._id, count }));
}

const TERMS = {
  executor: '$row.executor',
  state: '$row.state',
  registeredOn: '$row.registeredOn',
  dueOn: '$row.dueOn',
  sentOn: '$row.sentOn',
  extendedBy: '$row.extendedBy',
} as const satisfies Record<keyof Omit<TermGroup, 'count'>, string>;

/** From one executor to the next along the index (executor, state): the cost grows with people, not with letters. */
async function executorsIn(letters: Collection<LetterDocument>): Promise<readonly PersonId[]> {
  const found: PersonId[] = [];
  for (let last = ''; ; ) {
    const next = await letters.findOne({ executor: { $gt: last } }, { projection: { executor: 1 }, sort: { executor: 1 } });
    if (!next?.executor) return found;
    last = next.executor;
    found.push(last);
  }
}

/** Letters of one thread: a sender who uses one Message-ID for all his mail must not fill the memory. */
const THREAD = 200;

async function thread(letters: Collection<LetterDocument>, messageIds: readonly string[]): ReturnType<Register['thread']> {
  if (messageIds.length === 0) return [];
  const replies = messageIds.map((id) => mid('r', id));
  const others = messageIds.flatMap((id) => [mid('l', id), mid('n', id)]);
  const found = await letters
    .find({ mids: { $in: [...replies, ...others] } }, { projection: { number: 1, mids: 1, place: 1 } })
    .sort({ place: -1 })
    .limit(THREAD)
    .toArray();
  return found.map(({ _id, number, mids }) => ({ id: _id, number, isReply: replies.some((each) => mids.includes(each)) }));
}

type EarlierFields = { readonly _id: string; readonly number: string; readonly state: string; readonly value: Letter };

async function earlier(
  letters: Collection<LetterDocument>,
  keys: readonly string[],
  before: string,
  limit: number,
): Promise<readonly EarlierLetter[]> {
  if (keys.length === 0) return [];
  const filter: LetterFilter = { keys: { $in: [...keys] }, receivedAt: { $lt: before } };
  const found = await letters
    .find<EarlierFields>(filter, { projection: EARLIER })
    .sort({ receivedAt: -1 })
    .limit(limit)
    .toArray();
  return found.map(({ _id, number, state, value }) => {
    // reopened (4.2): the answer that had gone out before is still the earlier answer
    const answer = value.reply?.sentOn ? value.reply : (value.earlierReplies.at(-1) ?? value.reply);
    return {
      id: _id,
      number,
      state,
      subject: value.card.subject,
      text: value.text,
      registeredOn: value.registeredOn,
      outgoingNumber: answer?.outgoingNumber ?? null,
      sentOn: answer && isOnMerits(answer.template) ? answer.sentOn : null,
      answerAuthor: answer?.author ?? null,
      attachmentHashes: value.parts.map(({ hash }) => hash),
    };
  });
}

const EARLIER = {
  number: 1,
  state: 1,
  'value.card.subject': 1,
  'value.text': 1,
  'value.registeredOn': 1,
  ...answerFields('value.reply'),
  ...answerFields('value.earlierReplies'),
  'value.parts.hash': 1,
} as const;

/** Of fifty answers the texts are not fetched. */
function answerFields(path: string): Readonly<Record<string, 1>> {
  return Object.fromEntries(['template', 'outgoingNumber', 'sentOn', 'author'].map((each) => [`${path}.${each}`, 1 as const]));
}
