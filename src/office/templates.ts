/** Letter templates on a screen: tried on sample letters, in force only after they rendered, every version kept. */
import { Invalid, NotFound } from '../domain/errors.ts';
import type { Person, PersonId } from '../domain/person.ts';
import { proposedSignatory } from '../domain/signing.ts';
import type { Standard } from '../domain/standard.ts';
import { executorMark } from '../domain/steps/drafting.ts';
import { type PapersNeeds, writePaper } from './papers.ts';
import type { Printer } from './ports/paper.ts';
import type { People } from './ports/people.ts';
import type { Paper } from './ports/shelf.ts';
import type { EditableTexts, LetterText, TemplateFault } from './ports/texts.ts';
import { replySheet } from './reply-sheet.ts';
import { sampleData, sampleLetter } from './sample-letter.ts';

export interface TemplateRow {
  readonly id: string;
  /** As executors choose it; null: the engine chooses it itself (refusals, extension). */
  readonly label: string | null;
  /** 0: the file as delivered. */
  readonly version: number;
  /** False: the file is in force. */
  readonly changed: boolean;
  readonly by: PersonId | null;
  readonly at: string | null;
  /** Why the file is used in the place of what was saved. */
  readonly fault: TemplateFault | null;
}

export interface TemplateView extends TemplateRow {
  readonly source: string;
  /** As delivered. */
  readonly file: string;
  /** Newest first. */
  readonly versions: readonly Paper[];
  /** Names that a template may use: `incoming.number`. */
  readonly names: readonly string[];
}

export interface TryOut {
  readonly fault: TemplateFault | null;
  /** With everything that can be known, then with the least. */
  readonly letters: readonly LetterText[];
  /** The first on letterhead; null with a fault. */
  readonly pdf: Buffer | null;
}

export interface TemplateDesk {
  templates(): Promise<readonly TemplateRow[]>;
  /** @throws NotFound */
  template(id: string): Promise<TemplateView>;
  tryTemplate(id: string, source: string, actor: Person): Promise<TryOut>;
  /** In force at once when it renders. `seen`: the version before the eyes. @throws NotAllowed, Invalid with the fault, Stale */
  saveTemplate(id: string, source: string, seen: number, actor: Person): Promise<void>;
  /** An earlier version as a new one; 0: the file. @throws as saveTemplate */
  restoreTemplate(id: string, version: number, seen: number, actor: Person): Promise<void>;
  /** What other engines on the same database saved. Cheap when nothing did. */
  freshTemplates(): Promise<void>;
}

export interface TemplateNeeds extends PapersNeeds {
  readonly standard: Standard;
  readonly texts: EditableTexts;
  readonly people: Pick<People, 'all'>;
  readonly printer: Pick<Printer, 'letterhead'>;
  readonly publicUrl: string;
}

export function templating(needs: TemplateNeeds): TemplateDesk {
  const { shelf, texts } = needs;
  let stamp = '';
  const freshTemplates = async () => {
    const now = await shelf.stamp('template');
    if (now === stamp) return;
    const over = (await shelf.current('template')).filter(({ id }) => texts.sources().has(id));
    texts.overlay(new Map(over.flatMap(({ id, content }) => (content === null ? [] : [[id, content]]))));
    stamp = now;
  };
  const save = async (id: string, source: string | null, seen: number, actor: Person) => {
    fileOf(texts, id);
    if (source !== null) {
      const { fault } = await tryOut(needs, id, source, actor);
      if (fault) throw new Invalid(faultWords(fault), { source: faultWords(fault) });
    }
    await writePaper(needs, { kind: 'template', id, content: source, seen }, actor);
    await freshTemplates();
  };
  return {
    freshTemplates,
    async templates() {
      await freshTemplates();
      const saved = new Map((await shelf.current('template')).map((each) => [each.id, each]));
      return [...texts.sources().keys()].map((id) => rowOf(texts, id, saved.get(id)));
    },
    async template(id) {
      await freshTemplates();
      const file = fileOf(texts, id);
      const versions = await shelf.versions('template', id);
      const [system] = await needs.people.all();
      const [sample] = system ? sampleData(needs.standard, [], system, needs.publicUrl) : [];
      const row = rowOf(texts, id, versions[0]);
      return { ...row, source: versions[0]?.content ?? file, file, versions, names: namesIn(sample ?? {}) };
    },
    tryTemplate: async (id, source, actor) => {
      fileOf(texts, id);
      return tryOut(needs, id, source, actor);
    },
    saveTemplate: (id, source, seen, actor) => save(id, source.replaceAll('\r\n', '\n'), seen, actor),
    async restoreTemplate(id, version, seen, actor) {
      if (version === 0) return save(id, null, seen, actor);
      const found = (await shelf.versions('template', id)).find((each) => each.version === version);
      if (!found) throw new NotFound('Такой редакции нет.');
      await save(id, found.content, seen, actor);
    },
  };
}

/** «Строка 3, знак 5 (letters/interim.hbs:3:5): имя «due.dat» не задано.» */
export function faultWords({ file, line, column, message, name }: TemplateFault): string {
  const said = name ? nameWords(name, message) : (KNOWN.find(([pattern]) => pattern.test(message))?.[1] ?? message);
  return `Строка ${line}, знак ${column} (${file}:${line}:${column}): ${said}`;
}

function nameWords(name: string, message: string): string {
  return message.includes('is empty')
    ? `«${name}» бывает пустым, а печатается всегда. Окружите его условием {{#if ${name}}}…{{/if}}.`
    : `имени «${name}» нет. Выберите из списка имён справа.`;
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/line --- between/, 'нет строки --- между заголовком и текстом. Добавьте её.'],
  [/has one title/, 'нужна одна строка «title: …».'],
  [/neither "title/, 'до строки --- бывают только «title: …» и «enclosure: …».'],
  [/has no text/, 'после строки --- нет текста.'],
  [/there is no partial/, 'такой вставки нет. Уберите {{> …}}.'],
  [/doesn't match/, 'открыто одно, а закрыто другое. Проверьте {{#if}} и {{/if}}.'],
  [/expecting|Parse error|Expecting/i, 'скобки {{ }} не сходятся. Проверьте, что каждая открытая закрыта.'],
  [/is not a day/, 'это не дата. Уберите date или возьмите другое имя.'],
  [
    /knownHelpers|unknown helper|Missing helper/i,
    'такой команды нет. Есть: date, longDate, plural, nbsp, if, unless, each, with.',
  ],
];

async function tryOut(
  { standard, texts, people, printer, publicUrl }: TemplateNeeds,
  id: string,
  source: string,
  actor: Person,
): Promise<TryOut> {
  const staff = await people.all();
  const samples = sampleData(standard, staff, actor, publicUrl);
  const { letters, fault } = texts.tryLetter(id, source, samples);
  const [first] = letters;
  const letter = sampleLetter(standard);
  if (fault || !first) return { fault, letters, pdf: null };
  const facts = { people: staff, today: letter.registeredOn };
  const { addressee, salutation } = samples[0] as { addressee: readonly string[]; salutation: string };
  const draft = {
    ...first,
    addressee,
    salutation,
    signatory: proposedSignatory(standard, letter, facts)?.id ?? '',
    executorMark: executorMark(actor),
  };
  return { fault, letters, pdf: await printer.letterhead(replySheet(letter, draft, staff)) };
}

function fileOf(texts: EditableTexts, id: string): string {
  const file = texts.sources().get(id);
  if (file === undefined) throw new NotFound(`Шаблона «${id}» нет.`);
  return file;
}

function rowOf(texts: EditableTexts, id: string, saved: Paper | undefined): TemplateRow {
  const label = texts.outcomes().find((each) => each.id === id)?.label ?? null;
  const changed = saved !== undefined && saved.content !== null;
  const { version = 0, by = null, at = null } = saved ?? {};
  return { id, label, version, changed, by, at, fault: texts.faults().get(id) ?? null };
}

/** Every name of the data, with dots; lists and null count as one. */
function namesIn(data: object, prefix = ''): readonly string[] {
  return Object.entries(data).flatMap(([key, value]) =>
    value && typeof value === 'object' && !Array.isArray(value) ? namesIn(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}
