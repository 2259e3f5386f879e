/** Sessions: in memory and on a real server. */
import { describe, expect, it } from '@jest/globals';
import { collectionOf } from '../../src/store/collections.ts';
import { mongoSessions } from '../../src/store/sessions.ts';
import { fakeSessions } from '../support/fakes/house.ts';
import { sessionsContract } from './sessions.contract.ts';
import { testStore } from './store.support.ts';

describe('sessions in memory', () => {
  sessionsContract(async (limits) => fakeSessions(limits));
});

describe('sessions on MongoDB', () => {
  const store = testStore();
  sessionsContract(async (limits) => mongoSessions(store.here(), limits));

  it('the database cannot give the token away: it keeps the hash only', async () => {
    await store.empty('sessions');
    const token = await mongoSessions(store.here(), { sessionMs: 1000, idleMs: 1000 }).open('testov', new Date());
    const kept = await collectionOf(store.here(), 'sessions').find().toArray();
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(token);
  });
});
