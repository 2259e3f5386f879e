/** The words of the house, read from templates/: letters, mails, pages. All templates are compiled at once; faults have their place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Invalid } from '../domain/errors.ts';
import type { EditableTexts, Outcome } from '../office/ports/texts.ts';
import { type Engine, Fault, type Render, templateEngine } from './engine.ts';
import { readJargon, readSnippets } from './house-words.ts';
import { letterOverlay } from './letter-overlay.ts';
import { type LetterTemplate, letterTemplate } from './letter-template.ts';
import { type MailTemplate, mailTemplate } from './mail-template.ts';
import { readOutcomes } from './outcomes.ts';

export interface TextsOptions {
  /** Development: files are read anew at each call. */
  readonly reload?: boolean;
}

/** @param dir templates/ @throws Error with one line `file:line:column: message` per fault */
export function loadTexts(dir: string, { reload = false }: TextsOptions = {}): EditableTexts {
  const loaded = read(dir);
  const texts = () => (reload ? read(dir) : loaded);
  const over = letterOverlay(loaded.engine);
  return {
    letter(id, data) {
      const own = over.letter(id, data);
      if (own) return own;
      const fault = over.faults().get(id);
      if (fault && !texts().letters.has(id)) {
        throw new Invalid(
          `Шаблон «${id}» не заполняется этим обращением (${fault.message}). Выберите другой исход и скажите администратору.`,
        );
      }
      return found(texts().letters, id, 'letters')(data);
    },
    mail: (id, data) => found(texts().mails, id, 'mails')(data),
    page: (id, data) => {
      const { pages } = texts();
      return found(pages, [id, `screens/${id}`, `parts/${id}`].find((each) => pages.has(each)) ?? id, 'screens')(data);
    },
    outcomes: () => [...texts().outcomes, ...over.outcomes().filter(({ id }) => !texts().letters.has(id))],
    sources: () => texts().sources,
    tryLetter: over.tryLetter,
    overlay: over.put,
    faults: over.faults,
    snippets: () => texts().snippets,
    jargon: () => texts().jargon,
  };
}

interface Loaded {
  readonly engine: Engine;
  readonly sources: ReadonlyMap<string, string>;
  readonly snippets: ReturnType<EditableTexts['snippets']>;
  readonly jargon: ReturnType<EditableTexts['jargon']>;
  readonly letters: ReadonlyMap<string, LetterTemplate>;
  readonly mails: ReadonlyMap<string, MailTemplate>;
  readonly pages: ReadonlyMap<string, Render>;
  readonly outcomes: readonly Outcome[];
}

function read(dir: string): Loaded {
  const faults: string[] = [];
  const engine = templateEngine();
  const pages = new Map<string, Render>();
  for (const folder of ['layout', 'parts', 'screens']) {
    for (const file of filesIn(dir, folder, '.hbs')) {
      noted(faults, () => {
        const render = engine.compile(source(dir, file), { file, html: true });
        const name = file.replace(/\.hbs$/, '');
        pages.set(name, render);
        if (folder !== 'screens') engine.partial(name, render);
      });
    }
  }
  const files = filesIn(dir, 'letters', '.hbs');
  const sources = each(files, faults, '.hbs', (file) => source(dir, file));
  const letters = each(files, faults, '.hbs', (file) => letterTemplate(engine, source(dir, file), file));
  const mails = mailsIn(dir, engine, faults);
  faults.push(...engine.missingPartials());
  const outcomes =
    noted(faults, () => readOutcomes(source(dir, 'letters/outcomes.yaml'), 'letters/outcomes.yaml', letters)) ?? [];
  const snippets = noted(faults, () => readSnippets(optional(dir, 'snippets.yaml'), 'snippets.yaml')) ?? [];
  const jargon = noted(faults, () => readJargon(optional(dir, 'jargon.yaml'), 'jargon.yaml')) ?? [];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { engine, sources, letters, mails, pages, outcomes, snippets, jargon };
}

/** X.html.hbs and X.txt.hbs make a mail; any other .hbs there is a part of mails. */
function mailsIn(dir: string, engine: Engine, faults: string[]): ReadonlyMap<string, MailTemplate> {
  const files = filesIn(dir, 'mails', '.hbs');
  for (const file of files.filter((name) => !/\.(?:html|txt)\.hbs$/.test(name))) {
    noted(faults, () =>
      engine.partial(file.replace(/\.hbs$/, ''), engine.compile(source(dir, file), { file, html: true, whole: true })),
    );
  }
  const texts = files.filter((file) => file.endsWith('.txt.hbs'));
  for (const html of files.filter((file) => file.endsWith('.html.hbs'))) {
    const twin = html.replace('.html.hbs', '.txt.hbs');
    if (!texts.includes(twin)) faults.push(`${html}:1:1: ${twin} is missing`);
  }
  return each(texts, faults, '.txt.hbs', (file) => {
    const html = file.replace('.txt.hbs', '.html.hbs');
    if (!files.includes(html)) throw new Fault(`${file}:1:1: ${html} is missing`);
    return mailTemplate(engine, { file, source: source(dir, file) }, { file: html, source: source(dir, html) });
  });
}

function each<T>(files: readonly string[], faults: string[], ending: string, make: (file: string) => T): ReadonlyMap<string, T> {
  const made = new Map<string, T>();
  for (const file of files) {
    const value = noted(faults, () => make(file));
    if (value) made.set(file.slice(file.indexOf('/') + 1, -ending.length), value);
  }
  return made;
}

function noted<T>(faults: string[], work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error.message);
    return null;
  }
}

function found<T>(templates: ReadonlyMap<string, T>, id: string, folder: string): T {
  const template = templates.get(id);
  if (!template) throw new Error(`templates/${folder}: there is no "${id}"; known: ${[...templates.keys()].sort().join(', ')}`);
  return template;
}

/** Paths below `dir`, with slashes, sorted; a folder that is not there has none. */
function filesIn(dir: string, folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function source(dir: string, file: string): string {
  return readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
}

/** A file that a folder of templates may lack. */
function optional(dir: string, file: string): string {
  try {
    return source(dir, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '[]';
    throw error;
  }
}
