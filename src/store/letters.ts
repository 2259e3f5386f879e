/** The write model on MongoDB: one document per letter; the revision is the only lock. */
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { NotFound, Stale } from '../domain/errors.ts';
import type { LetterEvent } from '../domain/event.ts';
import { evolve } from '../domain/evolve.ts';
import { append } from '../domain/history.ts';
import type { Letter } from '../domain/letter.ts';
import type { Numbering } from '../domain/standard.ts';
import type { Created, Letters, NewLetter, PendingEffect, Stored } from '../office/ports/letters.ts';
import type { Clock } from '../office/ports/people.ts';
import { collectionOf } from './collections.ts';
import { enroller } from './enrol.ts';
import { claim } from './lease.ts';
import { CORE, type LetterDocument, nextEffectAt, pendingOf, storedOf } from './letter-document.ts';
import { noticeIdsOf, ordersOf, plainFaceOf } from './letter-face.ts';
import { together } from './together.ts';
import { wordsOf } from './words.ts';

/** Letters of one insert: a batch of mails, and whatever came meanwhile. */
const AT_ONCE = 200;
/** Writes of effects give way to people's writes and try again. */
const TRIES = 50;

/** `numbering`: workflows/numbering.yaml. */
export function mongoLetters(connection: Connection, numbering: Numbering, clock: Clock = systemClock): Letters {
  const letters = collectionOf<LetterDocument>(connection, 'letters');
  const enrol = together<NewLetter, Created>(enroller({ letters, numbering, clock }), AT_ONCE);
  return {
    async create(batch) {
      const results = await Promise.allSettled(batch.map(enrol));
      return results.map((each) => {
        if (each.status === 'rejected') throw each.reason;
        return each.value;
      });
    },
    load: (id) => load(letters, id),
    async save(stored, { events, effects }, completes) {
      const left = stored.pending.filter(({ id }) => id !== completes);
      const next = after(stored, events, [...left, ...pendingOf(effects, stored.revision + 1, clock.now())]);
      if (!(await write(letters, stored, next, completes))) {
        await load(letters, stored.id);
        throw new Stale(stored.id);
      }
      return next;
    },
    settle: (id, effectId, events) =>
      change(letters, id, effectId, (stored) =>
        after(
          stored,
          events,
          stored.pending.filter(({ id }) => id !== effectId),
        ),
      ),
    postpone: (id, effectId, error, nextAt) =>
      change(letters, id, effectId, (stored) => {
        const later = (each: PendingEffect) =>
          error === null ? { ...each, nextAt } : { ...each, attempts: each.attempts + 1, lastError: error, nextAt };
        return after(
          stored,
          [],
          stored.pending.map((each) => (each.id === effectId ? later(each) : each)),
        );
      }),
    claim: (limit, leaseMs) => claim(letters, clock.now(), limit, leaseMs),
  };
}

const systemClock: Clock = { now: () => new Date() };

async function load(letters: Collection<LetterDocument>, id: string): Promise<Stored<Letter>> {
  const found = await letters.findOne({ _id: id }, { projection: CORE });
  if (!found) throw new NotFound(`Карточки ${id} нет.`);
  return storedOf(found);
}

/** One effect is done or put off; it leaves the worker's hands. Nothing happens when it is not pending (any more). */
async function change(
  letters: Collection<LetterDocument>,
  id: string,
  effectId: string,
  next: (stored: Stored<Letter>) => Stored<Letter>,
): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    const stored = await load(letters, id);
    if (!stored.pending.some((each) => each.id === effectId)) return;
    if (await write(letters, stored, next(stored), effectId)) return;
  }
  throw new Stale(id);
}

function after(stored: Stored<Letter>, events: readonly LetterEvent[], pending: readonly PendingEffect[]): Stored<Letter> {
  const value = events.reduce<Letter>(evolve, stored.value);
  return { id: stored.id, revision: stored.revision + 1, value, history: append(stored.history, events), pending };
}

/**
 * One atomic write of what changed: new events are pushed, the fields of the snapshot that are other objects now are set (a
 * long text or history is not sent again). False when another hand was faster.
 */
async function write(
  letters: Collection<LetterDocument>,
  before: Stored<Letter>,
  now: Stored<Letter>,
  handedBack?: string,
): Promise<boolean> {
  const due = nextEffectAt(now.pending);
  const added = now.history.slice(before.history.length);
  const written = await letters.updateOne(
    { _id: before.id, revision: before.revision },
    {
      $set: {
        revision: now.revision,
        pending: now.pending,
        ...(due && { nextEffectAt: due }),
        ...valueChanges(before.value, now.value),
        ...(await faceChanges(letters, before, now)),
        ...latestDraft(before, now),
      },
      ...(!due && { $unset: { nextEffectAt: 1 as const } }),
      ...(added.length > 0 && { $push: { history: { $each: added } } }),
      ...(handedBack !== undefined && { $pull: { lent: handedBack } }),
    },
  );
  return written.matchedCount === 1;
}

/** The last entry of the history, when it was put in the place of the draft before it. */
function latestDraft(before: Stored<Letter>, now: Stored<Letter>): Record<string, unknown> {
  const last = now.history.length - 1;
  const replaced = now.history.length === before.history.length && now.history[last] !== before.history[last];
  return replaced ? { [`history.${last}`]: now.history[last] } : {};
}

function valueChanges(before: Letter, now: Letter): Record<string, unknown> {
  const changed = (Object.keys(now) as (keyof Letter)[]).filter((name) => now[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [`value.${name}`, now[name]]));
}

async function faceChanges(letters: Collection<LetterDocument>, before: Stored<Letter>, now: Stored<Letter>): Promise<object> {
  if (before.revision > 1 && now.value === before.value && now.history.length === before.history.length) return {};
  return {
    ...plainFaceOf(now.value, noticeIdsOf(now.history)),
    // a letter that came with many others has not all of its words yet (enrol.ts)
    ...(before.revision > 1 && sameWords(before.value, now.value) ? {} : { words: wordsOf(now.value) }),
    ...(before.value.dueOn === now.value.dueOn ? {} : await movedOrders(letters, now.value)),
  };
}

/** A place never changes, but the due key is made of it. */
async function movedOrders(letters: Collection<LetterDocument>, value: Letter): Promise<object> {
  const found = await letters.findOne({ _id: value.id }, { projection: { place: 1 } });
  return found ? ordersOf(value, found.place) : {};
}

function sameWords(before: Letter, now: Letter): boolean {
  return (
    before.text === now.text &&
    before.card === now.card &&
    before.contacts === now.contacts &&
    before.reply?.title === now.reply?.title &&
    before.reply?.outgoingNumber === now.reply?.outgoingNumber &&
    before.reply?.dispatch?.messageId === now.reply?.dispatch?.messageId &&
    before.earlierReplies === now.earlierReplies
  );
}
