/** Registers batches of three until it is killed; a line for each. For letters.test.ts. */
import { connectStore } from '../../src/store/connection.ts';
import { mongoLetters } from '../../src/store/letters.ts';
import { standard } from '../support/house.ts';
import { newLetter } from '../support/new-letters.ts';

const connection = await connectStore(process.argv[2] ?? '');
const letters = mongoLetters(connection, standard.numbering);
for (;;) {
  await letters.create([newLetter(), newLetter(), newLetter()]);
  process.stdout.write('registered\n');
}
