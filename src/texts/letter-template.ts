/**
 * A letter: lines `title: …` and `enclosure: …`, a line `---`, then paragraphs parted by empty lines. What is filled in
 * never makes a new paragraph or field: its line breaks become spaces. A letter that people added to those of the files also has
 * `label: …` and `topics: …`: how it stands in the list of outcomes.
 */
import type { LetterText, Outcome } from '../office/ports/texts.ts';
import { type Engine, Fault, type Render } from './engine.ts';
import { isTopic, topicIds } from './outcomes.ts';

export interface LetterTemplate {
  (data: object): LetterText;
  /** As its own head says it; null when it says no label. */
  readonly outcome: Omit<Outcome, 'id'> | null;
}

/** @throws Fault */
export function letterTemplate(engine: Engine, source: string, file: string): LetterTemplate {
  const lines = source.split('\n');
  const rule = lines.indexOf('---');
  if (rule < 0) throw new Fault(`${file}:1:1: the line --- between head and text is missing`);
  const compile = (text: string, line: number) => engine.compile(text, { file, line, html: false, whole: true });
  const titles: Render[] = [];
  const enclosures: Render[] = [];
  let label = '';
  let topics: Outcome['topics'] = [];
  for (const [index, line] of lines.slice(0, rule).entries()) {
    const [, key, value = ''] = line.match(/^(title|enclosure|label|topics):\s*(.*)$/) ?? [];
    if (key === 'label') label = labelIn(value, `${file}:${index + 1}:1`);
    else if (key === 'topics') topics = topicsIn(value, `${file}:${index + 1}:1`);
    else if (key) (key === 'title' ? titles : enclosures).push(compile(value, index + 1));
    else if (line.trim()) throw new Fault(`${file}:${index + 1}:1: neither "title: …" nor "enclosure: …"`);
  }
  const [title, second] = titles;
  if (!title || second) throw new Fault(`${file}:1:1: a letter has one title`);
  const body = compile(lines.slice(rule + 1).join('\n'), rule + 2);
  const render = (data: object): LetterText => {
    const given = flat(data);
    const text = body(given)
      .split(/\n\s*\n/)
      .map(joined)
      .filter(Boolean);
    return { title: joined(title(given)), text, enclosures: enclosures.map((each) => joined(each(given))).filter(Boolean) };
  };
  return Object.assign(render, { outcome: label ? { label, topics } : null });
}

/** Letters: shorter says nothing, longer breaks the list on the screen. */
const LABEL = { least: 3, most: 70 } as const;

function labelIn(value: string, place: string): string {
  const label = value.replace(/\s+/g, ' ').trim();
  if (/[{}<>]/.test(label)) throw new Fault(`${place}: a label is plain words`);
  if (label.length < LABEL.least || label.length > LABEL.most)
    throw new Fault(`${place}: a label has ${LABEL.least} to ${LABEL.most} letters`);
  return label;
}

function topicsIn(value: string, place: string): Outcome['topics'] {
  return value
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map((topic) => {
      if (!isTopic(topic)) throw new Fault(`${place}: unknown topic "${topic}"; known: ${Object.keys(topicIds).join(', ')}`);
      return topic;
    });
}

function joined(text: string): string {
  return text.replace(/[ \t\n]+/g, ' ').trim();
}

/** A copy in which no string breaks the line. */
export function flat<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ') as T;
  if (Array.isArray(value)) return value.map(flat) as T;
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, flat(each)])) as T;
  return value;
}
