/** Working drafts and the shelf: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoDrafts } from '../../src/store/drafts.ts';
import { mongoShelf } from '../../src/store/shelf.ts';
import { fakeDrafts, fakeShelf } from '../support/fakes/desk.ts';
import { draftsContract } from './drafts.contract.ts';
import { shelfContract } from './shelf.contract.ts';
import { testStore } from './store.support.ts';

describe('working drafts in memory', () => draftsContract(async () => fakeDrafts()));
describe('the shelf in memory', () => shelfContract(async () => fakeShelf()));

describe('on MongoDB', () => {
  const store = testStore();
  describe('working drafts', () =>
    draftsContract(async () => {
      await store.empty('drafts');
      await store.empty('presence');
      return mongoDrafts(store.here());
    }));
  describe('the shelf', () =>
    shelfContract(async () => {
      await store.empty('shelf');
      return mongoShelf(store.here());
    }));
});
