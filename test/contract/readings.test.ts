/** Read pages: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoReadings } from '../../src/store/readings.ts';
import { fakeReadings } from '../support/fakes/intake.ts';
import { readingsContract } from './readings.contract.ts';
import { testStore } from './store.support.ts';

describe('read pages in memory', () => readingsContract(async () => fakeReadings()));

describe('read pages on MongoDB', () => {
  const store = testStore();
  readingsContract(async () => mongoReadings(store.here()));
});
