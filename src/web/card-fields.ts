/** The card as a form, for confirming and correcting it (R2, R3, R13, R29, R30, R43). */
import type { Card } from '../domain/card.ts';
import { type Choice, coded } from './choices.ts';
import { area, type Body } from './form.ts';
import type { Words } from './words.ts';

export interface CardFields {
  readonly kinds: readonly Choice[];
  readonly topics: readonly Choice[];
  readonly answerChannels: readonly Choice[];
  readonly value: Readonly<Record<TextName, string>>;
  readonly error: Readonly<Record<TextName, string>>;
  readonly label: Readonly<Record<string, string>>;
}

const TEXTS = [
  'subject',
  'organisation',
  'person',
  'email',
  'phone',
  'address',
  'inn',
  'contract',
  'refNumber',
  'refOn',
  'addressee',
  'sheets',
  'enclosures',
  'originalLocation',
] as const;
type TextName = (typeof TEXTS)[number];

export function cardFields(words: Words, card: Card, given: Body, errors: Readonly<Record<string, string>>): CardFields {
  const typed = 'subject' in given;
  const of = (name: string, known: string) => (typed ? area(given, name) : known);
  const known = knownOf(card);
  return {
    kinds: coded(words.kinds, of('kind', card.kind)),
    topics: coded(words.topics, of('topic', card.topic ?? 'other')),
    answerChannels: coded(words.answerChannels, of('answerChannel', card.answerChannel)),
    value: byName((name) => of(name, known[name])),
    error: byName((name) => errors[name] ?? ''),
    label: words.fields,
  };
}

function knownOf(card: Card): Readonly<Record<TextName, string>> {
  const { correspondent, customerRef, subject, addressee, sheets, enclosures, originalLocation } = card;
  const all: Partial<Record<string, string | number | null>> = {
    ...correspondent,
    subject,
    refNumber: customerRef?.number ?? null,
    refOn: customerRef?.on ?? null,
    addressee,
    sheets,
    enclosures,
    originalLocation,
  };
  return byName((name) => String(all[name] ?? ''));
}

function byName(value: (name: TextName) => string): Readonly<Record<TextName, string>> {
  return Object.fromEntries(TEXTS.map((name) => [name, value(name)])) as Record<TextName, string>;
}
