/** The form of a command: the fields that its line of workflows/letter.yaml asks for, filled with what is known. */
import { addWorkingDays } from '../domain/calendar.ts';
import type { Letter } from '../domain/letter.ts';
import { unitName } from '../domain/organisation.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import { GROUND_IDS } from '../language/finding.ts';
import type { CardView } from '../office/office.ts';
import {
  type Choice,
  type ChoiceGroup,
  choice,
  coded,
  dossierChoices,
  executorChoices,
  peopleChoices,
  unitChoices,
} from './choices.ts';
import { area, type Body, list } from './form.ts';
import type { HumanCommand, Words } from './words.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  /** Which control draws it. */
  readonly is: Readonly<Record<'line' | 'area' | 'number' | 'radio' | 'select' | 'checks', boolean>>;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly groups: readonly ChoiceGroup[];
  readonly optional: boolean;
  readonly note: string;
  readonly error: string;
  /** Shown only while this way of handing over is chosen; empty: always. */
  readonly for: string;
}

export interface FormContext {
  readonly standard: Standard;
  readonly words: Words;
  readonly view: CardView;
  readonly loads: Readonly<Record<string, number>>;
  /** What was typed before, or came with the address. */
  readonly given: Body;
  readonly errors: Readonly<Record<string, string>>;
}

export function fieldsOf(command: HumanCommand, asks: readonly string[], context: FormContext): readonly Field[] {
  return asks.flatMap((name) => {
    const part = fieldOf(command, name, context);
    return part ? [{ ...blank(name, context), ...part }] : [];
  });
}

type Part = Partial<Field> & { readonly is: Field['is'] };

function fieldOf(command: HumanCommand, name: string, context: FormContext): Part | null {
  const { standard, words, view, loads, given } = context;
  const letter = view.stored.value;
  const was = area(given, name);
  switch (name) {
    case 'reason':
      return { is: control('area'), note: command === 'extend' ? 'Это увидит потребитель.' : '' };
    case 'remark':
      return { is: control('area') };
    case 'message':
    case 'resolution':
      return { is: control('area'), optional: true };
    case 'days':
      return { is: control('number'), value: was || '5', note: termNote(standard, letter) };
    case 'unit':
      return { is: control('select'), groups: otherUnits(standard, letter, was || null) };
    case 'executor':
      return {
        is: control('radio'),
        choices: executorChoices(
          standard,
          view.people,
          letter.route?.unit ?? '',
          view.today,
          loads,
          was || letter.executor || (letter.proposedExecutor?.person ?? null),
        ),
        note: letter.route ? unitName(standard, letter.route.unit) : '',
      };
    case 'coExecutors':
      return {
        is: control('checks'),
        optional: true,
        choices: peopleChoices(
          view.people.filter(({ roles }) => roles.includes('executor')),
          list(given, name),
        ),
      };
    case 'people':
      return { is: control('checks'), choices: peopleChoices(view.people, [...letter.complainedOf, ...list(given, name)]) };
    case 'dossier':
      return { is: control('radio'), choices: dossierChoices(standard, was || dossierFor(letter)) };
    case 'ground':
      return { is: control('radio'), choices: groundChoices(command, standard, words, letter, was) };
    case 'repeatOf':
      return repeatChoices(view, was);
    case 'channel':
      return {
        is: control('radio'),
        choices: coded(
          words.handOverChannels,
          was || (letter.card.answerChannel === 'email' ? 'post' : letter.card.answerChannel),
        ),
      };
    case 'trackingNumber':
      return { is: control('line'), optional: true, for: 'post', note: '14 цифр с чека; можно внести позже.' };
    case 'to':
      return toField(command, letter, was);
    default:
      return null;
  }
}

function blank(name: string, { words, given, errors }: FormContext): Field {
  const label = words.fields[name] ?? name;
  return {
    name,
    label,
    is: control('line'),
    value: area(given, name),
    choices: [],
    groups: [],
    optional: false,
    note: '',
    error: errors[name] ?? '',
    for: '',
  };
}

function control(name: keyof Field['is']): Field['is'] {
  return { line: false, area: false, number: false, radio: false, select: false, checks: false, [name]: true };
}

/** 8.2.5: what is left of the cap, and where five days lead. */
function termNote({ calendar, terms }: Standard, { dueOn, extendedBy }: Letter): string {
  const left = Math.max(0, terms.extensionCap - extendedBy);
  const last = addWorkingDays(calendar, dueOn, left).on;
  return `Использовано ${extendedBy} из ${terms.extensionCap}. Сейчас срок ${russianDay(dueOn)}, самое позднее — ${russianDay(last)}.`;
}

function dossierFor({ card, refusal }: Letter): string {
  if (refusal) return '01-08';
  if (card.kind === 'complaint') return '01-06';
  return card.kind === 'request' ? '01-05' : '01-07';
}

/** Nothing is chosen beforehand: one key too many would send the letter to the first unit of the list. */
function otherUnits(standard: Standard, { route }: Letter, was: string | null): readonly ChoiceGroup[] {
  const others = unitChoices(standard, was).map(({ label, choices }) => ({
    label,
    choices: choices.filter(({ value }) => value !== route?.unit),
  }));
  return [{ label: '', choices: [choice('', 'выберите подразделение', !was)] }, ...others];
}

/** What the engine proposed stands first in mind; a person may see another ground. What cannot be chosen here says why. */
function groundChoices(
  command: HumanCommand,
  { grounds }: Standard,
  words: Words,
  letter: Letter,
  was: string,
): readonly Choice[] {
  const proposed = letter.findings.find(({ decision }) => decision === 'open')?.ground;
  return GROUND_IDS.map((id) => {
    const { label = id, clause = words.grounds[id].clause, notice } = grounds.find((each) => each.id === id) ?? {};
    const instead =
      command === 'refuse' && notice === 'none'
        ? 'никому не пишем: «Без рассмотрения»'
        : command === 'leave_unanswered' && notice === 'required'
          ? 'нужно уведомить: «Отказать»'
          : '';
    return choice(id, `п. ${clause} · ${label}`, !instead && id === (was || proposed), {
      note: instead || (id === proposed ? 'предложено программой' : ''),
      off: instead !== '',
    });
  });
}

function repeatChoices({ earlier, stored }: CardView, was: string): Part | null {
  const answered = earlier.filter(({ outgoingNumber, sentOn }) => outgoingNumber !== null && sentOn !== null);
  if (answered.length === 0) return null;
  const proposed = stored.value.findings.find(({ ground }) => ground === 'repeat')?.repeatOf;
  return {
    is: control('radio'),
    optional: true,
    note: 'Нужно для п. 8.2.8: на какой ответ ссылаемся.',
    choices: answered.map(({ id, number, subject, outgoingNumber, sentOn }) =>
      choice(id, `№ ${number} · ${subject}`, id === (was || proposed), {
        note: `ответ ${outgoingNumber} от ${russianDay(sentOn ?? '')}`,
      }),
    ),
  };
}

function toField(command: HumanCommand, letter: Letter, was: string): Part {
  const { email, address } = letter.card.correspondent;
  if (command === 'supplement')
    return { is: control('line'), label: 'К какому обращению', note: 'Номер целиком или только последние цифры.' };
  if (command === 'send' || command === 'send_copy')
    return { is: control('line'), label: 'Адрес', value: was || (email ?? ''), note: 'Из карточки; здесь можно указать другой.' };
  const card = address ? `Пусто — по карточке: ${address}.` : 'Пусто — по карточке.';
  const told = command === 'hand_over' ? ' По телефону — с кем говорили и что ответили.' : '';
  return { is: control('line'), label: 'Кому и куда', note: `${card}${told}` };
}
