/** What the editor of an answer shows: fields, files and questions, and remarks at their places. */
import type { DraftFields } from '../domain/command.ts';
import { lineOf } from '../domain/enclosures.ts';
import { type Noted, type NotedPart, type NotePlace, placeOf } from '../domain/notes.ts';
import type { CardView } from '../office/office.ts';
import type { Desk } from './desk.ts';
import { named } from './named.ts';
import { letterHref } from './rows.ts';
import { fileSize, moment } from './times.ts';

/** A place as the browser selects it: a field of the form, in UTF-16 units of its value. */
export interface FieldPlace {
  readonly field: NotedPart | 'addressee' | 'enclosures';
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

/** The question of the letter in a few words, with its number. */
export function questionsList(
  desk: Pick<Desk, 'office'>,
  { stored }: CardView,
): readonly { readonly n: number; readonly text: string }[] {
  return desk.office
    .questionsOf(stored.value)
    .map(({ text }, index) => ({ n: index + 1, text: text.replace(/\s+/g, ' ').trim() }));
}
