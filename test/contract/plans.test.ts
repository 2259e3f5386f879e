/** How the embedded server answers the register: from indexes, never by reading all letters. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type RegisterQuery, type Scope, TRAYS } from '../../src/office/ports/register.ts';
import { collectionOf } from '../../src/store/collections.ts';
import { connectStore } from '../../src/store/connection.ts';
import { dueAt } from '../../src/store/lease.ts';
import type { LetterDocument } from '../../src/store/letter-document.ts';
import { mongoLetters } from '../../src/store/letters.ts';
import { filterOf, type LetterFilter, ORDERS } from '../../src/store/register-filter.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { standard } from '../support/house.ts';
import { newLetter } from '../support/new-letters.ts';
import { EVERYTHING } from './register.contract.ts';

const open = standard.workflow.states.filter((state) => state.open).map(({ id }) => id);

describe('questions to the register on the embedded server', () => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await testDatabase({ always: 'embedded' });
    connection = await connectStore(database.uri);
    await mongoLetters(connection, standard.numbering).create([newLetter(), newLetter({ effects: [{ type: 'examine' }] })]);
  });
  afterAll(async () => {
    await connection.close();
    await database.stop();
  });

  it('every question to the register is answered from an index', async () => {
    const scanned: string[] = [];
    for (const query of questions()) {
      const { field, direction } = ORDERS[query.order ?? 'newest'];
      const filter = filterOf(query, open);
      if (filter && (await scans(connection, filter, { [field]: direction }))) scanned.push(JSON.stringify(query));
    }
    const others: [LetterFilter, Record<string, 1 | -1>][] = [
      [dueAt(new Date()), { nextEffectAt: 1 }],
      [
        { 'numberKey.office': 'ЦО', 'numberKey.year': 2026 },
        { 'numberKey.office': -1, 'numberKey.year': -1, 'numberKey.n': -1 },
      ],
      [{ fingerprint: { $in: ['a', 'b'] } }, {}],
      [{ number: 'ЦО-2026/000001' }, {}],
      [{ mids: { $in: ['l:1', 'r:1'] } }, { place: -1 }],
      [{ keys: { $in: ['e:1', 'c:1'] }, receivedAt: { $lt: '2026' } }, { receivedAt: -1 }],
      [{ executor: { $gt: 'testov' } }, { executor: 1 }],
      [{ executor: 'testov', state: { $in: open } }, {}],
      [{ nextEffectAt: { $gt: new Date(0) } }, {}],
      [{ face: { $lt: 1 } }, {}],
    ];
    for (const [filter, sort] of others) if (await scans(connection, filter, sort)) scanned.push(JSON.stringify(filter));
    expect(scanned).toEqual([]);
  });

  it('the check of the plans notices a question that no index answers', async () => {
    expect(await scans(connection, { 'value.card.subject': 'Сверка' }, {})).toBe(true);
  });
});

async function scans(connection: Connection, filter: LetterFilter, sort: Record<string, 1 | -1>): Promise<boolean> {
  const cursor = collectionOf<LetterDocument>(connection, 'letters').find(filter).sort(sort).limit(50);
  return JSON.stringify(await cursor.explain('queryPlanner')).includes('"COLLSCAN"');
}

/** Each filter and tray alone and with each other, for who sees all and who does not, in each order. */
function questions(): readonly RegisterQuery[] {
  const some: Scope = { all: false, offices: ['Ф02'], units: ['billing', 'metering'], person: 'testov', standsFor: [] };
  const filters: Partial<RegisterQuery>[] = [
    {},
    { state: 'sent' },
    { office: 'ЦО' },
    { unit: 'billing' },
    { executor: 'testov' },
    { channel: 'post' },
    { kind: 'complaint' },
    { ground: 'abuse' },
    { from: '2026-11-01', to: '2026-11-30' },
    { overdueOn: '2026-12-01' },
    { dueFrom: '2026-12-01', dueTo: '2026-12-08', extended: true },
    { q: 'сверка 4401' },
    { q: '<1@primer.example>' },
    ...TRAYS.map((tray) => ({ tray })),
  ];
  const after = { after: Buffer.from('2026').toString('base64url') };
  return filters.flatMap((one, index) =>
    filters
      .slice(index)
      .flatMap((two) =>
        [EVERYTHING, some].flatMap((scope) =>
          (['newest', 'due', 'waiting'] as const).map((order) => ({ ...one, ...two, ...after, scope, order, limit: 50 })),
        ),
      ),
  );
}
