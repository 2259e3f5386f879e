/** The facts of a letter as short lines: kind, who, how to answer, who works on it, what is linked. */
import { unitName } from '../domain/organisation.ts';
import { isAbsent, type Person, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { CardView } from '../office/office.ts';
import { letterHref } from './rows.ts';
import { shortDay } from './times.ts';
import { type Words, word } from './words.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly href: string | null;
  /** A person confirmed it, or the system knows it. */
  readonly sure: boolean;
}

export function factsOf(standard: Standard, words: Words, { stored, people, earlier, today }: CardView): readonly Fact[] {
  const { value: letter } = stored;
  const { card, route, executor, proposedExecutor } = letter;
  const { correspondent } = card;
  const named = (id: string) => people.find((each) => each.id === id);
  const responsible = executor ? named(executor) : undefined;
  const lines: (Fact | null)[] = [
    line('Вид', [word(words.kinds, card.kind), word(words.topics, card.topic)].filter(Boolean).join(' · ')),
    line('Кто', [correspondent.organisation, correspondent.person].filter(Boolean).join(', ') || 'не установлен'),
    correspondent.contract
      ? line(
          'Договор',
          `№ ${correspondent.contract}`,
          null,
          letter.favours.some(({ what }) => what === 'contract'),
        )
      : null,
    line(
      'Связь',
      [correspondent.email, correspondent.phone, correspondent.address].filter(Boolean).join(', ') || 'контактов нет',
    ),
    line('Ответить', word(words.answerChannels, card.answerChannel)),
    card.customerRef
      ? line('Их исх. №', `${card.customerRef.number}${card.customerRef.on ? ` от ${shortDay(card.customerRef.on, today)}` : ''}`)
      : null,
    route ? line('Отдел', unitName(standard, route.unit)) : null,
    responsible
      ? line('Исполнитель', `${shortName(responsible)}${isAbsent(responsible, today) ? ', отсутствует' : ''}`)
      : proposedExecutor
        ? line('Исполнитель', `${namedOr(named(proposedExecutor.person), proposedExecutor.person)}? ${proposedExecutor.why}`)
        : null,
    letter.coExecutors.length > 0
      ? line('Соисполнители', letter.coExecutors.map((id) => namedOr(named(id), id)).join(', '))
      : null,
    letter.resolution ? line('Резолюция', letter.resolution) : null,
    letter.extendedBy > 0
      ? line('Продлено', `на ${letter.extendedBy} раб. дн., было до ${shortDay(letter.originalDueOn, today)}`)
      : null,
    letter.complainedOf.length > 0 ? line('Жалоба на', letter.complainedOf.map((id) => namedOr(named(id), id)).join(', ')) : null,
    letter.supplementTo ? line('Дополнение к', `№ ${letter.supplementTo}`, letterHref(letter.supplementTo)) : null,
    letter.refusal ? line('Решение', `п. ${letter.refusal.clause}: ${letter.refusal.reason}`) : null,
    card.originalLocation ? line('Подлинник', card.originalLocation) : null,
    letter.dossier ? line('Дело', letter.dossier) : null,
    earlier.length > 0
      ? line(
          'Раньше',
          `${earlier.length} ${earlier.length === 1 ? 'обращение' : 'обращений'}`,
          `/journal?q=${encodeURIComponent(correspondent.email ?? correspondent.organisation ?? '')}`,
        )
      : null,
  ];
  return lines.filter((each) => each !== null);
}

function line(name: string, value: string, href: string | null = null, sure = false): Fact {
  return { name, value, href, sure };
}

function namedOr(person: Person | undefined, id: string): string {
  return person ? shortName(person) : id;
}
