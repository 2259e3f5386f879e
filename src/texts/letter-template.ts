/**
 * A letter: lines `title: …` and `enclosure: …`, a line `---`, then paragraphs parted by empty lines. What is filled in
 * never makes a new paragraph or field: its line breaks become spaces.
 */
import type { LetterText } from '../office/ports/texts.ts';
import { type Engine, Fault, type Render } from './engine.ts';

export type LetterTemplate = (data: object) => LetterText;

/** @throws Fault */
export function letterTemplate(engine: Engine, source: string, file: string): LetterTemplate {
  const lines = source.split('\n');
  const rule = lines.indexOf('---');
  if (rule < 0) throw new Fault(`${file}:1:1: the line --- between head and text is missing`);
  const compile = (text: string, line: number) => engine.compile(text, { file, line, html: false, whole: true });
  const titles: Render[] = [];
  const enclosures: Render[] = [];
  for (const [index, line] of lines.slice(0, rule).entries()) {
    const [, key, value = ''] = line.match(/^(title|enclosure):\s*(.*)$/) ?? [];
    if (key) (key === 'title' ? titles : enclosures).push(compile(value, index + 1));
    else if (line.trim()) throw new Fault(`${file}:${index + 1}:1: neither "title: …" nor "enclosure: …"`);
  }
  const [title, second] = titles;
  if (!title || second) throw new Fault(`${file}:1:1: a letter has one title`);
  const body = compile(lines.slice(rule + 1).join('\n'), rule + 2);
  return (data) => {
    const given = flat(data);
    const text = body(given)
      .split(/\n\s*\n/)
      .map(joined)
      .filter(Boolean);
    return { title: joined(title(given)), text, enclosures: enclosures.map((each) => joined(each(given))).filter(Boolean) };
  };
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
