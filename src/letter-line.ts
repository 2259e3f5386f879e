/** `examine --jsonl`: one letter a line, `{id, text, from?, earlier?}` (contracts.md). */
import { z } from 'zod';
import type { Card } from './domain/card.ts';
import { cardOfEntry } from './office/first-card.ts';

const Line = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  from: z.string().nullish(),
  earlier: z
    .array(z.object({ id: z.union([z.string(), z.number()]).transform(String), text: z.string(), answered: z.boolean() }))
    .nullish(),
});

export type LetterLine = z.output<typeof Line>;

export interface BadLine {
  readonly line: number;
  readonly id: string | null;
  readonly error: string;
}

/** Of what is no such line it is said where and why. */
export function readLine(json: string, line: number): LetterLine | BadLine {
  const bad = (error: string, id: string | null = null): BadLine => ({ line, id, error });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return bad(`line ${line} is not JSON: ${(error as Error).message}`);
  }
  const { data, error } = Line.safeParse(value);
  if (data) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`);
  const id = Line.shape.id.safeParse((value as { id?: unknown } | null)?.id);
  return bad(`line ${line} is not {id, text, from?, earlier?}: ${faults.join('; ')}`, id.data ?? null);
}

/** Nobody has said what it is about. */
export function cardOfLine({ text, from }: LetterLine): Card {
  return { ...cardOfEntry({ ...blankEntry, text, email: from ?? null }, blankArrival), subject: '' };
}

const blankEntry = {
  subject: '',
  organisation: null,
  person: null,
  phone: null,
  address: null,
  contract: null,
  receivedOn: null,
  kind: null,
  customerRef: null,
};

const blankArrival = {
  key: '',
  channel: 'email',
  office: '',
  source: '',
  at: '',
  files: [],
  state: 'received',
  reason: null,
  category: null,
  letterId: null,
  subject: null,
  from: null,
  attempts: 0,
  entered: null,
} as const;
