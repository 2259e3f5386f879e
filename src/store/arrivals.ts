/** Arrivals on MongoDB: one document each, unique by key. */
import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import type { Connection } from 'mongoose';
import { NotFound } from '../domain/errors.ts';
import type { Arrival, ArrivalState, Arrivals, Settlement } from '../office/ports/intake.ts';
import { collectionOf } from './collections.ts';
import { insertNew, retried } from './insert.ts';

interface ArrivalDocument extends Omit<Arrival, 'key'> {
  readonly _id: string;
  /** `at key`: oldest first, unique. */
  readonly order: string;
}

export function mongoArrivals(connection: Connection): Arrivals {
  const arrivals = collectionOf<ArrivalDocument>(connection, 'arrivals');
  const kept = async (keys: readonly string[]) =>
    new Map((await arrivals.find({ _id: { $in: [...keys] } }).toArray()).map((each) => [each._id, arrivalOf(each)]));
  return {
    async note(incoming) {
      if (incoming.length === 0) return [];
      const fresh = new Map(incoming.map((each) => [each.key, each]));
      const allNew = await insertNew(arrivals, [...fresh.values()].map(documentOf));
      const known = allNew ? fresh : await kept([...fresh.keys()]);
      return incoming.map(({ key }) => held(known, key));
    },
    async known(asked) {
      const found = await kept(asked.map(({ key }) => key));
      return asked.map((each) => found.get(each.key) ?? each);
    },
    async settle(settlements) {
      if (settlements.length === 0) return;
      await retried(() => arrivals.bulkWrite(settlements.map(updateOf), { ordered: false }));
    },
    async get(key) {
      const found = await arrivals.findOne({ _id: key });
      if (!found) throw new NotFound('Такого поступления нет.');
      return arrivalOf(found);
    },
    async inState(states, limit, after) {
      const filter: Filter<ArrivalDocument> = { state: { $in: [...states] }, ...(after && { order: { $gt: after } }) };
      const found = await arrivals
        .find(filter)
        .sort({ order: 1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit);
      return { items: items.map(arrivalOf), next: found.length > limit ? (items.at(-1)?.order ?? null) : null };
    },
    async counts() {
      const count = (state: ArrivalState) => arrivals.countDocuments({ state });
      const [received, registered, quarantined, failed] = await Promise.all([
        count('received'),
        count('registered'),
        count('quarantined'),
        count('failed'),
      ]);
      return { received, registered, quarantined, failed };
    },
  };
}

function documentOf({ key, ...arrival }: Arrival): ArrivalDocument {
  return { _id: key, ...arrival, order: `${arrival.at} ${key}` };
}

function arrivalOf({ _id, order: _, ...arrival }: ArrivalDocument): Arrival {
  return { key: _id, ...arrival };
}

function held(arrivals: ReadonlyMap<string, Arrival>, key: string): Arrival {
  const found = arrivals.get(key);
  if (!found) throw new NotFound('Такого поступления нет.');
  return found;
}

/** `registered` is final: a slower engine that failed on the same arrival does not take it back. */
function updateOf(settlement: Settlement): AnyBulkWriteOperation<ArrivalDocument> {
  const { key, ...fields } = settlement;
  if (settlement.state === 'registered') {
    return { updateOne: { filter: { _id: key }, update: { $set: { ...fields, reason: null } } } };
  }
  return {
    updateOne: {
      filter: { _id: key, state: { $ne: 'registered' } },
      update: { $set: fields, ...(settlement.state === 'failed' && { $inc: { attempts: 1 } }) },
    },
  };
}
