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
import { faultWords, freeId, labelFault, labelIn } from './template-words.ts';

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
  /** Added by people: there is no file behind it. */
  readonly added: boolean;
  /** Of an added one: taken out of the list, its versions are kept. */
  readonly withdrawn: boolean;
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
  /** An outcome of its own: its head says `label: …`. Gives its id. @throws NotAllowed, Invalid with the fault */
  addTemplate(source: string, actor: Person): Promise<string>;
  /** In force at once when it renders. `seen`: the version before the eyes. @throws NotAllowed, Invalid with the fault, Stale */
  saveTemplate(id: string, source: string, seen: number, actor: Person): Promise<void>;
  /** An earlier version as a new one; 0: the file, an added one is taken out of the list. @throws as saveTemplate */
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
    const over = await shelf.current('template');
    texts.overlay(new Map(over.flatMap(({ id, content }) => (content === null ? [] : [[id, content]]))));
    stamp = now;
  };
  const save = async (id: string, source: string | null, seen: number, actor: Person) => {
    const added = !texts.sources().has(id);
    if (source !== null) {
      const { fault } = await tryOut(needs, id, source, actor);
      const said = fault ? faultWords(fault) : added ? labelFault(texts, id, source) : null;
      if (said) throw new Invalid(said, { source: said });
    }
    await writePaper(needs, { kind: 'template', id, content: source, seen }, actor);
    await freshTemplates();
  };
  return {
    freshTemplates,
    async templates() {
      await freshTemplates();
      const saved = new Map((await shelf.current('template')).map((each) => [each.id, each]));
      const ids = new Set([...texts.sources().keys(), ...saved.keys()]);
      return [...ids].map((id) => rowOf(texts, id, saved.get(id)));
    },
    async template(id) {
      await freshTemplates();
      const versions = await shelf.versions('template', id);
      const file = texts.sources().get(id) ?? '';
      if (!file && versions.length === 0) throw new NotFound(`Шаблона «${id}» нет.`);
      const [system] = await needs.people.all();
      const [sample] = system ? sampleData(needs.standard, [], system, needs.publicUrl) : [];
      const row = rowOf(texts, id, versions[0]);
      return {
        ...row,
        source: versions.find(({ content }) => content !== null && !(file && versions[0]?.content === null))?.content ?? file,
        file,
        versions,
        names: namesIn(sample ?? {}),
      };
    },
    tryTemplate: (id, source, actor) => tryOut(needs, id, source, actor),
    async addTemplate(source, actor) {
      await freshTemplates();
      const taken = new Set([...texts.sources().keys(), ...(await shelf.current('template')).map(({ id }) => id)]);
      const clean = source.replaceAll('\r\n', '\n');
      const id = freeId(labelIn(clean), taken);
      await save(id, clean, 0, actor);
      return id;
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

function rowOf(texts: EditableTexts, id: string, saved: Paper | undefined): TemplateRow {
  const added = !texts.sources().has(id);
  const known = texts.outcomes().find((each) => each.id === id)?.label ?? null;
  const label = known ?? (added ? labelIn(saved?.content ?? '') || id : null);
  const changed = saved !== undefined && saved.content !== null;
  const withdrawn = added && !changed;
  const { version = 0, by = null, at = null } = saved ?? {};
  return { id, label, version, changed, added, withdrawn, by, at, fault: texts.faults().get(id) ?? null };
}

/** Every name of the data, with dots; lists and null count as one. */
function namesIn(data: object, prefix = ''): readonly string[] {
  return Object.entries(data).flatMap(([key, value]) =>
    value && typeof value === 'object' && !Array.isArray(value) ? namesIn(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}
