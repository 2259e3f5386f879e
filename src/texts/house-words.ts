/** templates/snippets.yaml and templates/jargon.yaml: paragraphs ready to be used, and words better left out. */
import { parse } from 'yaml';
import type { JargonEntry, SnippetText } from '../office/ports/texts.ts';
import { Fault } from './engine.ts';
import { isTopic, topicIds } from './outcomes.ts';

/** `- { id, title, topic, text }`. @throws Fault */
export function readSnippets(yaml: string, file: string): readonly SnippetText[] {
  return rowsOf(yaml, file).map((row, index) => {
    const { id, title, topic = null, text, ...others } = row;
    const fault = faultIn(file, index, others);
    if (!isText(id)) throw fault('an id is missing');
    if (!isText(title) || !isText(text)) throw fault('title or text is missing');
    if (topic !== null && !isTopic(topic)) throw fault(`the topic must be of: ${Object.keys(topicIds).join(', ')}`);
    return { id, title, topic, text: text.trim() };
  });
}

/** `- { say, instead }`. @throws Fault */
export function readJargon(yaml: string, file: string): readonly JargonEntry[] {
  return rowsOf(yaml, file).map((row, index) => {
    const { say, instead, ...others } = row;
    const fault = faultIn(file, index, others);
    if (!isText(say) || !isText(instead)) throw fault('say or instead is missing');
    return { say, instead };
  });
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(yaml: string, file: string): readonly Row[] {
  const rows: unknown = parse(yaml);
  if (!Array.isArray(rows)) throw new Fault(`${file}:1:1: a list is expected`);
  return rows.map((row: unknown) => (row ?? {}) as Row);
}

/** @throws Fault on keys that nobody reads */
function faultIn(file: string, index: number, others: Row): (message: string) => Fault {
  const fault = (message: string) => new Fault(`${file}: entry ${index + 1}: ${message}`);
  const [stranger] = Object.keys(others);
  if (stranger) throw fault(`unknown key "${stranger}"`);
  return fault;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
