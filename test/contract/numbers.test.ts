/** Outgoing numbers: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoNumbers } from '../../src/store/numbers.ts';
import { fakeNumbers } from '../support/fakes/house.ts';
import { standard } from '../support/house.ts';
import { numbersContract } from './numbers.contract.ts';
import { testStore } from './store.support.ts';

const { numbering } = standard;

describe('outgoing numbers in memory', () => {
  numbersContract(async () => {
    const numbers = fakeNumbers(numbering);
    return { numbers, other: numbers };
  });
});

describe('outgoing numbers on MongoDB', () => {
  const store = testStore();
  numbersContract(async () => {
    await store.empty('outgoing');
    return { numbers: mongoNumbers(store.here(), numbering), other: mongoNumbers(store.there(), numbering) };
  });
});
