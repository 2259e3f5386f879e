/** templates/letters/outcomes.yaml: what an executor may choose from. */
import { parse } from 'yaml';
import type { Outcome } from '../office/ports/texts.ts';
import { Fault } from './engine.ts';

/** `- { id, label, topics: [] }` in the order of the list on the screen. @throws Fault */
export function readOutcomes(yaml: string, file: string, letters: { has(id: string): boolean }): readonly Outcome[] {
  const rows: unknown = parse(yaml);
  if (!Array.isArray(rows)) throw new Fault(`${file}:1:1: a list of outcomes is expected`);
  return rows.map((row: unknown, index) =>
    outcome(row, letters, (message) => new Fault(`${file}: outcome ${index + 1}: ${message}`)),
  );
}

function outcome(row: unknown, letters: { has(id: string): boolean }, fault: (message: string) => Fault): Outcome {
  const { id, label, topics = [], ...others } = (row ?? {}) as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw fault(`unknown key "${Object.keys(others)[0]}"; known: id, label, topics`);
  if (typeof id !== 'string' || !letters.has(id)) throw fault(`there is no letter "${String(id)}"`);
  if (typeof label !== 'string' || !label) throw fault('a label is missing');
  if (!Array.isArray(topics) || !topics.every(isTopic)) throw fault(`topics must be of: ${Object.keys(topicIds).join(', ')}`);
  return { id, label, topics };
}

type TopicId = Outcome['topics'][number];

export function isTopic(value: unknown): value is TopicId {
  return typeof value === 'string' && Object.hasOwn(topicIds, value);
}

export const topicIds: Record<TopicId, true> = {
  contracts: true,
  billing: true,
  metering: true,
  debt: true,
  reliability: true,
  tariffs: true,
  service: true,
  legal: true,
  press: true,
  other: true,
};
