/** Counts of a report on MongoDB: the index of places gives the period, the server groups. */
import type { Connection } from 'mongoose';
import type { Span, Tally } from '../domain/report.ts';
import type { Workflow } from '../domain/standard.ts';
import type { Tallies, TallyQuestion } from '../office/ports/tallies.ts';
import { collectionOf } from './collections.ts';
import type { LetterDocument } from './letter-document.ts';
import { registeredBetween, seenBy, together } from './register-filter.ts';

/** `workflow` tells in which states the term runs. */
export function mongoTallies(connection: Connection, workflow: Pick<Workflow, 'states'>): Tallies {
  const letters = collectionOf<LetterDocument>(connection, 'letters');
  const open = workflow.states.filter((state) => state.open).map(({ id }) => id);
  const asked = ({ scope, from, to }: TallyQuestion) => together([...registeredBetween(from, to), ...seenBy(scope)]);
  return {
    async tallies(question, today) {
      const groups = letters.aggregate<{ _id: Omit<Tally, 'count'>; count: number }>([
        { $match: asked(question) },
        { $group: { _id: groupOf(open, today), count: { $sum: 1 } } },
      ]);
      return (await groups.toArray()).map(({ _id, count }) => ({ ..._id, count }));
    },
    async spans(question) {
      const groups = letters.aggregate<{ _id: Omit<Span, 'count'>; count: number }>([
        { $match: asked(question) },
        { $group: { _id: { registeredOn: '$row.registeredOn', sentOn: '$row.sentOn' }, count: { $sum: 1 } } },
      ]);
      return (await groups.toArray()).map(({ _id, count }) => ({ ..._id, count }));
    },
  };
}

function groupOf(open: readonly string[], today: string): Record<keyof Omit<Tally, 'count'>, unknown> {
  const answered = { $ne: ['$row.sentOn', null] };
  const known = (path: string) => ({ $ifNull: [path, null] });
  const confirmed = findings({ $eq: ['$$each.decision', 'confirmed'] });
  return {
    office: '$row.office',
    unit: known('$row.unit'),
    channel: '$row.channel',
    kind: '$row.kind',
    topic: known('$row.topic'),
    state: '$row.state',
    ground: { $ifNull: [{ $arrayElemAt: [{ $map: { input: confirmed, as: 'each', in: '$$each.ground' } }, 0] }, null] },
    answered,
    late: {
      $cond: [
        answered,
        { $gt: ['$row.sentOn', '$row.dueOn'] },
        { $and: [{ $in: ['$row.state', [...open]] }, { $lt: ['$row.dueOn', today] }] },
      ],
    },
    extended: { $gt: ['$row.extendedBy', 0] },
    repeat: {
      $gt: [{ $size: findings({ $and: [{ $eq: ['$$each.ground', 'repeat'] }, { $ne: ['$$each.decision', 'dismissed'] }] }) }, 0],
    },
    objected: '$objected',
  };
}

function findings(cond: object): object {
  return { $filter: { input: '$row.findings', as: 'each', cond } };
}
