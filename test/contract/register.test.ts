/** Journal, trays and search: in memory and on a real server. Their plans are tested in plans.test.ts. */
import { describe } from '@jest/globals';
import { mongoLetters } from '../../src/store/letters.ts';
import { mongoRegister } from '../../src/store/register.ts';
import { fakeLetters } from '../support/fakes/letters.ts';
import { fakeRegister } from '../support/fakes/register.ts';
import { standard } from '../support/house.ts';
import { registerContract } from './register.contract.ts';
import { searchContract } from './search.contract.ts';
import { testStore } from './store.support.ts';
import { traysContract } from './trays.contract.ts';

const { numbering, workflow } = standard;

describe('the register in memory', () => {
  const make = async () => {
    const letters = fakeLetters(numbering);
    return { letters, register: fakeRegister(letters.all, workflow) };
  };
  registerContract(make);
  traysContract(make);
  searchContract(make);
});

describe('the register on MongoDB', () => {
  const store = testStore();

  const make = async () => {
    await store.empty('letters');
    return { letters: mongoLetters(store.here(), numbering), register: mongoRegister(store.here(), workflow) };
  };
  registerContract(make);
  traysContract(make);
  searchContract(make);
});
