/** Counts of reports: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoLetters } from '../../src/store/letters.ts';
import { mongoRegister } from '../../src/store/register.ts';
import { mongoTallies } from '../../src/store/tallies.ts';
import { fakeLetters } from '../support/fakes/letters.ts';
import { fakeRegister } from '../support/fakes/register.ts';
import { fakeTallies } from '../support/fakes/tallies.ts';
import { standard } from '../support/house.ts';
import { testStore } from './store.support.ts';
import { talliesContract } from './tallies.contract.ts';

const { numbering, workflow } = standard;

describe('the counts of reports in memory', () => {
  talliesContract(async () => {
    const letters = fakeLetters(numbering);
    return { letters, register: fakeRegister(letters.all, workflow), tallies: fakeTallies(letters.all, workflow) };
  });
});

describe('the counts of reports on MongoDB', () => {
  const store = testStore();
  talliesContract(async () => {
    await store.empty('letters');
    const here = store.here();
    return {
      letters: mongoLetters(here, numbering),
      register: mongoRegister(here, workflow),
      tallies: mongoTallies(here, workflow),
    };
  });
});
