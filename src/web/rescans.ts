/** Above the incoming: letters whose paper somebody wants scanned again (8.2.7). Those who have the paper see it, whatever their state. */
import { type Person, shortName } from '../domain/person.ts';
import type { RegisterRow } from '../office/ports/register.ts';
import type { Desk } from './desk.ts';
import { letterHref, shortNumber } from './rows.ts';
import { came } from './times.ts';

export interface RescanView {
  readonly href: string;
  readonly short: string;
  readonly subject: string;
  readonly by: string;
  readonly at: string;
}

export function rescansOf(
  { standard, now }: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  rows: readonly RegisterRow[],
): readonly RescanView[] {
  return rows.flatMap(({ number, subject, sensitive, rescanAsked }) => {
    if (!rescanAsked) return [];
    const asking = people.find(({ id }) => id === rescanAsked.by);
    return [
      {
        href: letterHref(number),
        short: shortNumber(number),
        subject: sensitive ? 'Тема скрыта' : subject || 'Без темы',
        by: asking ? shortName(asking) : rescanAsked.by,
        at: came(standard.organisation.company.zone, rescanAsked.at, now()),
      },
    ];
  });
}
