/** Rules that the administrator put into force: kept version by version, in force at once here, and with the next step on other engines. */
import { Invalid, NotAllowed, Stale } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { LexiconInUse } from './lexicon-in-use.ts';
import type { Audit, Clock } from './ports/people.ts';
import { RULE_FILES, type RuleFile, type RuleFiles } from './ports/rules.ts';
import type { Paper, Shelf } from './ports/shelf.ts';
import type { StandardInForce } from './standard-in-force.ts';

export interface Publishing {
  /** The file as it is in force here: as published, else as delivered. */
  text(file: RuleFile): string;
  /** What was published and is in force here. */
  texts(): Readonly<Partial<Record<RuleFile, string>>>;
  /** Newest first. */
  versions(file: RuleFile): Promise<readonly Paper[]>;
  /** `seen`: the newest version before the eyes, 0: none. @throws NotAllowed, Invalid with `file:line:col` faults, Stale */
  publish(file: RuleFile, text: string, seen: number, actor: Person): Promise<void>;
  /** Other engines learn by it that this one was trained. */
  trained(actor: Person): Promise<void>;
  /** What other engines on the database published or learned. Cheap when nothing is new; a faulty version leaves the old one in force. */
  fresh(): Promise<void>;
}

export interface PublishingNeeds {
  readonly ruleFiles: RuleFiles;
  readonly shelf: Shelf;
  readonly inForce: StandardInForce;
  readonly taught: Pick<LexiconInUse, 'renew' | 'replace'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** On the shelf beside the files: each training is a version. */
const TRAINING = 'training';

export function publishing(needs: PublishingNeeds): Publishing {
  const { ruleFiles, shelf, inForce, taught, clock } = needs;
  let stamp = '0';
  let texts: Readonly<Partial<Record<RuleFile, string>>> = {};
  let trainings = 0;
  const fresh = async () => {
    const now = await shelf.stamp('rules');
    if (now === stamp) return;
    const papers = await shelf.current('rules');
    const trained = papers.find(({ id }) => id === TRAINING)?.version ?? 0;
    if (trained > trainings) taught.renew();
    trainings = trained;
    const published = textsOf(papers);
    if (RULE_FILES.some((file) => published[file] !== texts[file])) {
      const made = ruleFiles.changed(published);
      if ('faults' in made)
        needs.log(`rules: what was published is faulty here, the old rules stay in force: ${made.faults.join('; ')}`);
      else {
        inForce.replace(made.standard);
        taught.replace(made.lexicon);
        texts = published;
        needs.log(`rules: version ${made.standard.version} is in force`);
      }
    }
    stamp = now;
  };
  const put = async (id: string, content: string, seen: number, actor: Person, what: string) => {
    const at = clock.now().toISOString();
    if (!(await shelf.put({ kind: 'rules', id, version: seen + 1, content, by: actor.id, at }))) throw new Stale(id);
    const basis = `${id}, редакция ${seen + 1}`;
    await needs.audit.record({ at, by: actor.id, what, letterId: null, basis, address: null });
  };
  return {
    text: (file) => texts[file] ?? ruleFiles.text(file),
    texts: () => texts,
    versions: (file) => shelf.versions('rules', file),
    fresh,
    async publish(file, text, seen, actor) {
      if (!actor.roles.includes('admin'))
        throw new NotAllowed(['Правило вводит в действие администратор. Передайте ему проверенный текст.']);
      await fresh();
      const made = ruleFiles.changed({ ...texts, [file]: text });
      if ('faults' in made)
        throw new Invalid(`Файл пока нельзя ввести в действие: ${made.faults.join('; ')}`, { text: 'есть ошибки' });
      await put(file, text, seen, actor, 'published_rules');
      await fresh();
    },
    async trained(actor) {
      trainings = (await shelf.versions('rules', TRAINING))[0]?.version ?? 0;
      await put(TRAINING, clock.now().toISOString(), trainings, actor, 'trained_topics');
      trainings += 1;
    },
  };
}

function textsOf(papers: readonly Paper[]): Readonly<Partial<Record<RuleFile, string>>> {
  return Object.fromEntries(
    papers.flatMap(({ id, content }) => (content !== null && RULE_FILES.some((file) => file === id) ? [[id, content]] : [])),
  );
}
