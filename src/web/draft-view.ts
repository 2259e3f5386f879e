/** What the editor of an answer shows: fields, checks and remarks at their places, another text beside one's own, the way ahead. */
import type { DraftFields } from '../domain/command.ts';
import { lineOf } from '../domain/enclosures.ts';
import { type Noted, type NotedPart, type NotePlace, placeOf } from '../domain/notes.ts';
import { type Person, shortName } from '../domain/person.ts';
import { visaLine } from '../domain/visa-line.ts';
import type { CardView } from '../office/office.ts';
import type { DraftDesk, Rival } from '../office/working-draft.ts';
import type { Desk } from './desk.ts';
import { letterHref } from './rows.ts';
import { fileSize, moment } from './times.ts';
import { word } from './words.ts';

/** A place as the browser selects it: a field of the form, in UTF-16 units of its value. */
export interface FieldPlace {
  readonly field: NotedPart;
  readonly start: number;
  readonly end: number;
  /** What stands there: the browser's value may have more empty lines. */
  readonly quote: string;
}

/** Paragraphs stand in one field, parted by an empty line. */
export const BETWEEN = '\n\n';

export function fieldPlace({ text, title, salutation }: Noted, place: NotePlace): FieldPlace {
  const { part, paragraph, start, end } = place;
  const whole = part === 'text' ? (text[paragraph] ?? '') : { title, salutation }[part];
  const quote = whole.slice(start, end);
  if (part !== 'text') return { field: part, start, end, quote };
  const before = text.slice(0, paragraph).reduce((sum, each) => sum + each.length + BETWEEN.length, 0);
  return { field: 'text', start: before + start, end: before + end, quote };
}

export interface NoteView {
  readonly id: string;
  readonly who: string;
  readonly at: string;
  readonly text: string;
  readonly quote: string;
  /** «Сделано, Тестов Т. Т., сегодня»; null: to be done. */
  readonly done: string | null;
  readonly place: FieldPlace | null;
}

/** Those still to be done first. */
export function notesOf(
  desk: Pick<Desk, 'standard' | 'now'>,
  { stored, people }: CardView,
  fields: DraftFields,
): readonly NoteView[] {
  const { zone } = desk.standard.organisation.company;
  const when = (at: string) => moment(zone, at, desk.now());
  return [...(stored.value.reply?.notes ?? [])]
    .sort((a, b) => Number(a.done !== null) - Number(b.done !== null))
    .map((note) => {
      const place = placeOf(note, fields);
      return {
        id: note.id,
        who: named(people, note.by),
        at: when(note.at),
        text: note.text,
        quote: note.quote,
        done: note.done && `сделано · ${named(people, note.done.by)}, ${when(note.done.at)}`,
        place: place && fieldPlace(fields, place),
      };
    });
}

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

export interface FileRow {
  readonly hash: string;
  readonly title: string;
  readonly name: string;
  readonly about: string;
  readonly line: string;
  readonly href: string;
}

export function filesOf({ files = [] }: Pick<DraftFields, 'files'>, number: string): readonly FileRow[] {
  return files.map(({ hash, title, name, size, sheets }) => ({
    hash,
    title,
    name,
    about: [fileSize(size), sheets === null ? '' : `${sheets}\u00a0л.`].filter(Boolean).join(' · '),
    line: lineOf({ title, sheets }),
    href: `${letterHref(number)}/draft/files/${hash}`,
  }));
}

export interface RivalView {
  readonly heading: string;
  readonly why: string;
  /** What the form sends back to choose it. */
  readonly choose: string;
  readonly mine: readonly ParagraphView[];
  readonly theirs: readonly ParagraphView[];
  readonly theirsLabel: string;
}

interface ParagraphView {
  readonly text: string;
  readonly differs: boolean;
}

/** Both texts side by side; paragraphs that the other lacks are marked. */
export function rivalView(
  desk: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  mine: DraftFields,
  rival: Rival,
): RivalView {
  const when = moment(desk.standard.organisation.company.zone, rival.at, desk.now());
  const who = named(people, rival.by);
  const own = rival.place === 'window';
  return {
    heading: own ? 'Этот ответ правили и в другом окне' : `Пока Вы писали, проект сохранил другой: ${who}`,
    why: 'Ни один текст не пропал. Сравните и выберите, какой останется; другой можно скопировать.',
    choose: rival.place,
    ...compared(mine, rival.fields),
    theirsLabel: own ? `В другом окне, ${when}` : `${who}, ${when}`,
  };
}

/** A colleague's text that is not in the card: to look at, and to go on with. */
export function otherView(
  desk: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  mine: DraftFields,
  other: DraftDesk['others'][number],
): RivalView {
  const when = moment(desk.standard.organisation.company.zone, other.savedAt, desk.now());
  const who = named(people, other.author);
  return {
    heading: `Текст, который пишет ${who}`,
    why: 'Можно продолжить его вместо своего. Текст коллеги при этом останется у коллеги.',
    choose: `person:${other.author}`,
    ...compared(mine, other.fields),
    theirsLabel: `${who}, ${when}`,
  };
}

function compared(mine: DraftFields, theirs: DraftFields): Pick<RivalView, 'mine' | 'theirs'> {
  const lines = ({ title, salutation, text }: DraftFields) => [title, salutation, ...text].filter(Boolean);
  const [a, b] = [lines(mine), lines(theirs)];
  const marked = (all: readonly string[], other: readonly string[]) =>
    all.map((text) => ({ text, differs: !other.includes(text) }));
  return { mine: marked(a, b), theirs: marked(b, a) };
}

export function presentOf(
  { standard, now }: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  { present, others }: Pick<DraftDesk, 'present' | 'others'>,
) {
  const { zone } = standard.organisation.company;
  const here = new Set(present.map(({ person }) => person));
  return [
    ...present.map(({ person }) => ({
      who: named(people, person),
      says: 'сейчас правит',
      look: others.some(({ author }) => author === person) ? person : null,
    })),
    ...others
      .filter(({ author }) => !here.has(author))
      .map(({ author, savedAt }) => ({
        who: named(people, author),
        says: `писал ${moment(zone, savedAt, now())}`,
        look: author,
      })),
  ];
}

export function named(people: readonly Person[], id: string): string {
  const person = people.find((each) => each.id === id);
  return person ? shortName(person) : id;
}

/** The question of the letter in a few words, with its number. */
export function questionsList(
  desk: Pick<Desk, 'office'>,
  { stored }: CardView,
): readonly { readonly n: number; readonly text: string }[] {
  return desk.office
    .questionsOf(stored.value)
    .map(({ text }, index) => ({ n: index + 1, text: text.replace(/\s+/g, ' ').trim() }));
}
