/** People and their passwords: in memory and on a real server. */
import { describe, expect, it } from '@jest/globals';
import { collectionOf } from '../../src/store/collections.ts';
import { mongoPeople } from '../../src/store/people.ts';
import { fakePeople } from '../support/fakes/house.ts';
import { person } from '../support/house.ts';
import { peopleContract } from './people.contract.ts';
import { testStore } from './store.support.ts';

describe('people in memory', () => {
  peopleContract(async () => fakePeople());
});

describe('people on MongoDB', () => {
  const store = testStore();
  const make = async () => {
    await store.empty('people');
    return mongoPeople(store.here());
  };
  peopleContract(make);

  it('of a password only the argon2id hash is kept, another one for each', async () => {
    const people = await make();
    for (const login of ['testov', 'blankov']) await people.save(person(login), 'один пароль');
    const kept = await collectionOf(store.here(), 'people').find().toArray();
    const hashes = kept.map((each) => String(each.passwordHash));
    expect(JSON.stringify(kept)).not.toContain('один пароль');
    expect(hashes.every((each) => each.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true);
    expect(new Set(hashes).size).toBe(2);
  });
});
