/** Arrivals: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoArrivals } from '../../src/store/arrivals.ts';
import { fakeArrivals } from '../support/fakes/intake.ts';
import { arrivalsContract } from './arrivals.contract.ts';
import { testStore } from './store.support.ts';

describe('arrivals in memory', () => {
  arrivalsContract(async () => fakeArrivals());
});

describe('arrivals on MongoDB', () => {
  const store = testStore();
  arrivalsContract(async () => {
    await store.empty('arrivals');
    return mongoArrivals(store.here());
  });
});
