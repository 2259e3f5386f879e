/** The trail: in memory and on a real server, where every entry is bound to the one before. */
import { describe, expect, it } from '@jest/globals';
import { mongoAudit, verifyAudit } from '../../src/store/audit.ts';
import { collectionOf } from '../../src/store/collections.ts';
import { fakeAudit } from '../support/fakes/house.ts';
import { auditContract, entry } from './audit.contract.ts';
import { testStore } from './store.support.ts';

describe('the trail in memory', () => {
  auditContract(async () => {
    const audit = fakeAudit();
    return { audit, other: audit };
  });
});

describe('the trail on MongoDB', () => {
  const store = testStore();
  const make = async () => {
    await store.empty('audit');
    return { audit: mongoAudit(store.here()), other: mongoAudit(store.there()) };
  };
  auditContract(make);

  const entries = () => collectionOf<{ _id: number; by: string; what: string }>(store.here(), 'audit');
  const kept = async (count: number) => {
    const { audit, other } = await make();
    await Promise.all(
      Array.from({ length: count }, (_, n) => (n % 2 ? audit : other).record(entry(`look-${n}`, `letter-${n % 3}`))),
    );
  };

  it('the chain of two engines holds, and goes on after a start', async () => {
    await kept(50);
    expect(await verifyAudit(store.here())).toMatchObject({ entries: 50, brokenAt: null });
    const before = await verifyAudit(store.here());
    await mongoAudit(store.there()).record(entry('viewed', 'one'));
    expect(await verifyAudit(store.here())).toMatchObject({ entries: 51, brokenAt: null });
    expect((await verifyAudit(store.here())).head).not.toBe(before.head);
  });

  it('an empty trail holds', async () => {
    await make();
    expect(await verifyAudit(store.here())).toMatchObject({ entries: 0, brokenAt: null });
  });

  it('a changed entry is noticed', async () => {
    await kept(10);
    await entries().updateOne({ _id: 4 }, { $set: { by: 'somebody else' } });
    expect(await verifyAudit(store.here())).toMatchObject({ entries: 3, brokenAt: 4 });
  });

  it('an entry that was taken out is noticed', async () => {
    await kept(10);
    await entries().deleteOne({ _id: 7 });
    expect(await verifyAudit(store.here())).toMatchObject({ entries: 6, brokenAt: 7 });
  });

  it('two entries that changed places are noticed', async () => {
    await kept(5);
    const [second, third] = [await entries().findOne({ _id: 2 }), await entries().findOne({ _id: 3 })];
    await entries().updateOne({ _id: 2 }, { $set: { what: third?.what ?? '' } });
    await entries().updateOne({ _id: 3 }, { $set: { what: second?.what ?? '' } });
    expect((await verifyAudit(store.here())).brokenAt).toBe(2);
  });
});
