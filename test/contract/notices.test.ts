/** The day's notices by address: in memory and on a real server. */
import { describe, expect, it } from '@jest/globals';
import { collectionOf } from '../../src/store/collections.ts';
import { mongoNotices } from '../../src/store/notices.ts';
import { fakeNotices } from '../support/fakes/house.ts';
import { noticesContract } from './notices.contract.ts';
import { testStore } from './store.support.ts';

describe('notices in memory', () => {
  noticesContract(async () => {
    const tally = fakeNotices();
    return [tally, tally];
  });
});

describe('notices on MongoDB', () => {
  const store = testStore();
  noticesContract(async () => {
    await store.empty('notices');
    return [mongoNotices(store.here()), mongoNotices(store.there())];
  });

  it('no list of addresses is kept', async () => {
    await store.empty('notices');
    await mongoNotices(store.here()).take('info@primer.example', '2026-11-23', 'letter-1', 3);
    expect(JSON.stringify(await collectionOf(store.here(), 'notices').find().toArray())).not.toContain('primer');
  });
});
