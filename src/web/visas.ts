/** The visas of an answer (8.4): a line of people. */
import { shortName } from '../domain/person.ts';
import { visaLine } from '../domain/visa-line.ts';
import type { CardView } from '../office/office.ts';
import type { Desk } from './desk.ts';
import { moment } from './times.ts';
import { word } from './words.ts';

export interface VisaView {
  readonly label: string;
  readonly role: string;
  readonly state: string;
  readonly note: string;
}

/** The visa chain as a line of people: who has given, whose turn it is, who stands in. */
export function visasOf(
  { standard, words, now }: Pick<Desk, 'standard' | 'words' | 'now'>,
  { stored, people, today }: CardView,
): readonly VisaView[] {
  const { zone } = standard.organisation.company;
  return visaLine(standard, stored.value, { people, today }).map(({ role, person, standsIn, state, at }) => ({
    label: standsIn ? shortName(standsIn) : person ? shortName(person) : word(words.roles, role),
    role: person ? word(words.roles, role) : '',
    state,
    note:
      standsIn && person
        ? `за ${shortName(person)}: отсутствует`
        : at
          ? at.includes('T')
            ? moment(zone, at, now())
            : ''
          : { given: '', now: 'сейчас', ahead: '' }[state],
  }));
}
