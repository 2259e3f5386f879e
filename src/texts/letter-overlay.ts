/**
 * Letter templates that people saved, over those of the files. One that cannot be compiled is left out; one that fails on a
 * real letter gives way to the file: whatever is typed on a screen, an answer can be written.
 */
import type { EditableTexts, LetterText, Outcome, TemplateFault } from '../office/ports/texts.ts';
import { type Engine, Fault } from './engine.ts';
import { type LetterTemplate, letterTemplate } from './letter-template.ts';

export interface LetterOverlay {
  /** Null: the file's turn. */
  letter(id: string, data: object): LetterText | null;
  readonly put: EditableTexts['overlay'];
  /** What people added: letters that say how they stand in the list. */
  outcomes(): readonly Outcome[];
  readonly faults: EditableTexts['faults'];
  readonly tryLetter: EditableTexts['tryLetter'];
}

export function letterOverlay(engine: Engine): LetterOverlay {
  let over = new Map<string, LetterTemplate>();
  let faults = new Map<string, TemplateFault>();
  const compiled = (id: string, source: string) => {
    const before = engine.missingPartials().length;
    const template = letterTemplate(engine, source.replaceAll('\r\n', '\n'), fileOf(id));
    const missing = engine.missingPartials().slice(before)[0];
    if (missing) throw new Fault(missing);
    return template;
  };
  return {
    letter(id, data) {
      const template = over.get(id);
      if (!template) return null;
      try {
        return template(data);
      } catch (error) {
        faults.set(id, faultOf(id, error));
        return null;
      }
    },
    put(sources) {
      const [templates, bad] = [new Map<string, LetterTemplate>(), new Map<string, TemplateFault>()];
      for (const [id, source] of sources) {
        try {
          templates.set(id, compiled(id, source));
        } catch (error) {
          bad.set(id, faultOf(id, error, source));
        }
      }
      over = templates;
      faults = bad;
    },
    outcomes: () => [...over].flatMap(([id, { outcome }]) => (outcome ? [{ id, ...outcome }] : [])),
    faults: () => faults,
    tryLetter(id, source, samples) {
      const letters: LetterText[] = [];
      try {
        const template = compiled(id, source);
        for (const sample of samples) letters.push(template(sample));
        return { letters, outcome: template.outcome, fault: letters.every(({ text }) => text.length > 0) ? null : empty(id) };
      } catch (error) {
        return { letters, outcome: null, fault: faultOf(id, error, source) };
      }
    },
  };
}

function fileOf(id: string): string {
  return `letters/${id}.hbs`;
}

function empty(id: string): TemplateFault {
  return { file: fileOf(id), line: 1, column: 1, message: 'the letter has no text', name: null };
}

/** `file:line:column: message` taken apart. */
function faultOf(id: string, error: unknown, source = ''): TemplateFault {
  if (!(error instanceof Error)) throw error;
  const [, file = fileOf(id), line = '1', column = '1', message = error.message] =
    error.message.match(/^(.+?):(\d+):(\d+): ([\s\S]*)$/) ?? [];
  const last = message.match(/^"([^"]+)" (?:is not given|is empty)/)?.[1] ?? null;
  const name = last && (wholeName(source.split('\n')[Number(line) - 1] ?? '', Number(column) - 1, last) ?? last);
  return { file, line: Number(line), column: Number(column), message, name };
}

/** Handlebars names the last part only: `dat` of `due.dat`. */
function wholeName(line: string, at: number, last: string): string | null {
  for (const { 0: name, index } of line.matchAll(/[\w@][\w.@-]*/g))
    if (index <= at && at <= index + name.length && name.endsWith(last)) return name;
  return null;
}
