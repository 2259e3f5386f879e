/** Batches of scanned sheets: in memory and on a real server. */
import { describe } from '@jest/globals';
import { mongoBatches } from '../../src/store/batches.ts';
import { fakeBatches } from '../support/fakes/batches.ts';
import { batchesContract } from './batches.contract.ts';
import { testStore } from './store.support.ts';

describe('batches in memory', () => batchesContract(async () => fakeBatches()));

describe('batches on MongoDB', () => {
  const store = testStore();
  batchesContract(async () => mongoBatches(store.here()));
});
