/** The house on fakes, loaded with the demonstration at a given present. */
import { loadDemo } from '../../src/demo/load.ts';
import { readDemo } from '../../src/demo/read.ts';
import type { House } from '../../src/house.ts';
import type { OutgoingMail } from '../../src/office/ports/mail.ts';
import { fakeHouse, TEMPLATES } from './fake-house.ts';
import type { FakeLetters } from './fakes/letters.ts';
import { staff } from './house.ts';

export const demoSet = readDemo(`${TEMPLATES}/demo`);

export interface DemoHouse {
  readonly house: House;
  readonly letters: FakeLetters;
  readonly mails: readonly OutgoingMail[];
  readonly counts: { readonly letters: number; readonly quarantined: number };
  /** The clock in the order it was moved. */
  readonly moved: readonly Date[];
}

/** @throws Error when the office had anything to complain of */
export async function demoHouse(present: Date, set = demoSet): Promise<DemoHouse> {
  const moved: Date[] = [];
  const house = fakeHouse({ now: () => moved.at(-1) ?? present });
  const { office, perform, letters, mails, said } = house;
  const counts = await loadDemo({ office, perform, people: staff, set, now: present, setNow: (at) => moved.push(at) });
  if (said.length > 0) throw new Error(said.join('\n'));
  return { house, letters, mails, counts, moved };
}
