/** The facts of a letter as short lines: kind, who, how to answer, who works on it, what is linked. */
import type { Letter } from '../domain/letter.ts';
import { unitName } from '../domain/organisation.ts';
import { isAbsent, type Person, shortName } from '../domain/person.ts';
import { isProven } from '../domain/sender-proof.ts';
import type { Standard } from '../domain/standard.ts';
import type { CardView } from '../office/office.ts';
import { letterHref } from './rows.ts';
import { counted, shortDay } from './times.ts';
import { type Words, word } from './words.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly href: string | null;
  /** It stands in the letter itself. */
  readonly sure: boolean;
}

export function factsOf(standard: Standard, words: Words, view: CardView): readonly Fact[] {
  const { value: letter } = view.stored;
  const kind = [word(words.kinds, letter.card.kind), word(words.topics, letter.card.topic)].filter(Boolean).join(' · ');
  const all = [fact('Вид', kind), ...whoFacts(letter, words, view.today), ...workFacts(standard, view), ...fateFacts(view)];
  return all.filter((each) => each !== null);
}

type Facts = readonly (Fact | null)[];

function whoFacts(letter: Letter, words: Words, today: string): Facts {
  const { card, favours } = letter;
  const { correspondent, customerRef } = card;
  const { organisation, person, email, phone, address, contract } = correspondent;
  const who = [organisation ?? person ?? 'не установлен', contract && `дог.\u00a0№\u00a0${contract}`].filter(Boolean).join(', ');
  const ways = [email, phone?.replaceAll(' ', '\u00a0'), address].filter(Boolean).join(', ');
  const ref = customerRef && `${customerRef.number}${customerRef.on ? ` от ${shortDay(customerRef.on, today)}` : ''}`;
  const named = favours.some(({ what }) => what === 'contract');
  return [
    { ...fact('Кто', who), sure: named },
    fact('Связь', ways || 'контактов нет'),
    fact('Ответить', word(words.answerChannels, card.answerChannel)),
    ref ? fact('Их исх. №', ref) : null,
    { ...fact('Расписка', `код\u00a0${letter.statusCode}`), href: `${letterHref(letter.number)}/receipt.pdf` },
    proofFact(letter),
  ];
}

/** DMARC in people's words; a mark, never a reason to refuse. */
function proofFact({ mail, sender }: Letter): Fact | null {
  if (!mail) return null;
  if (!sender || sender.by === null) return fact('Подлинность', 'не проверено');
  const domain = sender.domain ?? 'домен не указан';
  const details = `SPF ${RESULTS[sender.spf]}, DKIM ${RESULTS[sender.dkim]}, DMARC ${RESULTS[sender.dmarc]}`;
  const proven = isProven(sender);
  if (proven === true) return { ...fact('Подлинность', `отправитель подтверждён: ${domain}`), sure: true };
  if (proven === false) return fact('Подлинность', `отправитель не подтверждён, уточните у потребителя (${details})`);
  return fact('Подлинность', `подтвердить нечем: ${domain} (${details})`);
}

const RESULTS = { pass: 'да', fail: 'нет', none: '—', unknown: '?' } as const;

function workFacts(standard: Standard, { stored, people, today }: CardView): Facts {
  const { executor, proposedExecutor, route, coExecutors, resolution, complainedOf, extendedBy, originalDueOn } = stored.value;
  const responsible = people.find(({ id }) => id === executor);
  const working = responsible
    ? `${shortName(responsible)}${isAbsent(responsible, today) ? ' (отсутствует)' : ''}`
    : proposedExecutor && `${named(people, proposedExecutor.person)}?`;
  const place = [working, route && unitName(standard, route.unit)].filter(Boolean).join(', ');
  const all = (ids: readonly string[]) => ids.map((id) => named(people, id)).join(', ');
  return [
    fact('Исполнитель', place || 'не назначен'),
    coExecutors.length > 0 ? fact('Помогают', all(coExecutors)) : null,
    resolution ? fact('Резолюция', resolution) : null,
    extendedBy > 0 ? fact('Продлено', `на ${extendedBy} раб. дн., было до ${shortDay(originalDueOn, today)}`) : null,
    complainedOf.length > 0 ? fact('Жалоба на', all(complainedOf)) : null,
  ];
}

function fateFacts({ stored, earlier }: CardView): Facts {
  const { supplementTo, refusal, card, dossier } = stored.value;
  const { email, organisation } = card.correspondent;
  const before = counted(earlier.length, 'обращение', 'обращения', 'обращений');
  return [
    supplementTo ? { ...fact('Дополняет', `№ ${supplementTo}`), href: letterHref(supplementTo) } : null,
    refusal ? fact('Решение', `п. ${refusal.clause}: ${refusal.reason}`) : null,
    card.originalLocation ? fact('Подлинник', card.originalLocation) : null,
    dossier ? fact('Дело', dossier) : null,
    earlier.length > 0
      ? { ...fact('Раньше', before), href: `/journal?q=${encodeURIComponent(email ?? organisation ?? '')}` }
      : null,
  ];
}

function fact(name: string, value: string): Fact {
  return { name, value, href: null, sure: false };
}

function named(people: readonly Person[], id: string): string {
  const person = people.find((each) => each.id === id);
  return person ? shortName(person) : id;
}
