import { Invalid } from '../domain/errors.ts';
import { NOTED_PARTS, type NoteText } from '../domain/notes.ts';

/** Remarks on places, as the signing desk sends them: JSON. @throws Invalid when it is something else */
export function notesIn(json: string): { readonly notes?: readonly NoteText[] } {
  if (!json) return {};
  const broken = new Invalid('Замечания не прочитались. Откройте проект заново и повторите.');
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    throw broken;
  }
  if (!Array.isArray(given) || given.length > 100) throw broken;
  const notes = given.map((each: unknown): NoteText => {
    const { part, paragraph, start, quote, text } = (each ?? {}) as Record<string, unknown>;
    const known = NOTED_PARTS.find((name) => name === part);
    if (!known || !isPlace(paragraph) || !isPlace(start) || !isWords(quote) || !isWords(text)) throw broken;
    return { part: known, paragraph, start, quote, text };
  });
  return notes.length > 0 ? { notes } : {};
}

function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 5000;
}
