/** The room of the rules: an example tried out, words allowed, a change compared, the model trained. */
import { randomUUID } from 'node:crypto';
import { dayIn } from '../domain/calendar.ts';
import { Invalid, NotAllowed, NotFound } from '../domain/errors.ts';
import { defaultUnit, unitName } from '../domain/organisation.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { wordsOnly } from '../language/abuse.ts';
import { comparison } from '../language/comparison.ts';
import type { Comparison } from '../language/finding.ts';
import type { LexiconInUse, Training } from './lexicon-in-use.ts';
import type { Audit, Clock } from './ports/people.ts';
import type { RuleFile, RuleFiles } from './ports/rules.ts';
import type { Paper } from './ports/shelf.ts';
import type { Innocent, Teaching } from './ports/teaching.ts';
import type { Publishing } from './publishing.ts';
import { compareRules, type RuleRun, type RuleRunNeeds } from './rule-change.ts';
import { type Example, type Trial, tryOut } from './trial.ts';

export interface RuleRoom {
  /** Nothing is kept of the example. @throws Invalid when there is no text */
  tryOut(example: Example): Promise<Trial>;
  /** Two letters side by side (8.2.8). */
  compare(now: string, before: string): Comparison;
  innocents(): Promise<readonly Innocent[]>;
  /** 8.2.6: «это не оскорбление», in force for the next letter. @throws Invalid, NotAllowed */
  allow(words: string, number: string | null, actor: Person): Promise<void>;
  /** @throws NotAllowed */
  forbid(words: string, actor: Person): Promise<void>;
  /** The file as it is in force. */
  text(file: RuleFile): string;
  /** Rules and lessons that other engines put into force, before anything is shown. */
  fresh(): Promise<void>;
  /** Newest first: who put which text into force, and when. */
  versions(file: RuleFile): Promise<readonly Paper[]>;
  /** In force at once. @throws NotAllowed, Invalid with the faults, Stale */
  publish(file: RuleFile, text: string, seen: number, actor: Person): Promise<void>;
  /** Starts the comparison with last month's letters, or tells the faults. @throws NotAllowed */
  change(file: RuleFile, text: string, actor: Person): RuleRun | { readonly faults: readonly string[] };
  /** @throws NotFound when it is gone: runs live as long as the engine */
  run(id: string): RuleRun;
  /** Corrections of people that wait for the next training, and those that are known. */
  lessons(): Promise<number>;
  /** @throws NotAllowed */
  train(actor: Person): Promise<Training>;
}

export interface RuleRoomNeeds extends RuleRunNeeds {
  readonly standard: Standard;
  readonly taught: LexiconInUse;
  readonly teaching: Teaching;
  readonly ruleFiles: RuleFiles;
  readonly publishing: Publishing;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** Runs that are remembered; older ones are forgotten. */
const RUNS = 8;
const LONGEST_TEXT = 100_000;
const LONGEST_FILE = 200_000;
const LONGEST_WORDS = 120;

export function ruleRoom(needs: RuleRoomNeeds): RuleRoom {
  const { standard, taught, teaching, ruleFiles, ownDomains, clock } = needs;
  const runs = new Map<string, RuleRun>();
  return {
    async tryOut(example) {
      if (!example.text.trim()) throw new Invalid('Вставьте текст письма.', { text: 'текста нет' });
      if (example.text.length > LONGEST_TEXT)
        throw new Invalid('Текст длиннее 100 000 знаков. Вставьте часть.', { text: 'слишком длинно' });
      return tryOut({ standard, lexicon: await taught.current(), ownDomains }, example, await taught.innocent());
    },
    compare: (now, before) => comparison(taught.untaught().repeats.news, now, before),
    innocents: () => teaching.innocents(),
    async allow(said, number, actor) {
      mustTeach(actor);
      const words = wordsOnly(said);
      if (!words || words.length > LONGEST_WORDS)
        throw new Invalid('Отметьте слово или короткое выражение.', { words: 'не более 120 знаков' });
      await teaching.allow({ words, by: actor.id, at: clock.now().toISOString(), number });
      await record(needs, actor, 'allowed_words');
    },
    async forbid(words, actor) {
      mustTeach(actor);
      await teaching.forbid(words);
      await record(needs, actor, 'forbade_words');
    },
    text: (file) => needs.publishing.text(file),
    fresh: () => needs.publishing.fresh(),
    versions: (file) => needs.publishing.versions(file),
    async publish(file, text, seen, actor) {
      if (text.length > LONGEST_FILE) throw new Invalid(`${file}: файл длиннее 200 000 знаков`, { text: 'слишком длинно' });
      await needs.publishing.publish(file, text, seen, actor);
    },
    change(file, text, actor) {
      mustHead(standard, actor);
      if (text.length > LONGEST_FILE) return { faults: [`${file}: файл длиннее 200 000 знаков`] };
      const made = ruleFiles.changed({ ...needs.publishing.texts(), [file]: text });
      if ('faults' in made) return made;
      const id = randomUUID();
      runs.set(id, { id, file, text, done: 0, of: 0, differences: [], found: 0, state: 'running' });
      if (runs.size > RUNS) runs.delete(runs.keys().next().value ?? '');
      const report = (part: Partial<RuleRun>) => {
        const known = runs.get(id);
        if (known) runs.set(id, { ...known, ...part });
      };
      const today = dayIn(standard.organisation.company.zone, clock.now());
      const before = { standard: { ...standard }, lexicon: taught.untaught() };
      const after = { standard: made.standard, lexicon: made.lexicon ?? before.lexicon };
      compareRules(needs, { before, after }, today, report).catch((error: unknown) => {
        needs.log(`rules: comparison stopped: ${String(error)}`);
        report({ state: 'failed' });
      });
      return runOf(runs, id);
    },
    run: (id) => runOf(runs, id),
    lessons: async () => (await teaching.lessons()).length,
    async train(actor) {
      mustHead(standard, actor);
      const training = await taught.train();
      await needs.publishing.trained(actor);
      return training;
    },
  };
}

function runOf(runs: ReadonlyMap<string, RuleRun>, id: string): RuleRun {
  const run = runs.get(id);
  if (!run) throw new NotFound('Этого сравнения уже нет. Запустите его снова.');
  return run;
}

/** Whoever reads letters every day. */
function mustTeach({ roles }: Person): void {
  if (roles.some((role) => ['clerk', 'head', 'lawyer', 'security', 'quality'].includes(role))) return;
  throw new NotAllowed(['Список слов ведут канцелярия, руководители, юрист и служба безопасности. Передайте предложение им.']);
}

export function mayChangeRules(standard: Standard, { roles, unit }: Person): boolean {
  return roles.includes('admin') || (roles.includes('head') && unit === defaultUnit(standard));
}

function mustHead(standard: Standard, actor: Person): void {
  if (mayChangeRules(standard, actor)) return;
  const chancery = unitName(standard, defaultUnit(standard));
  throw new NotAllowed([`Изменение правил проверяет руководитель подразделения «${chancery}» или администратор.`]);
}

async function record({ audit, clock }: RuleRoomNeeds, actor: Person, what: string): Promise<void> {
  await audit.record({ at: clock.now().toISOString(), by: actor.id, what, letterId: null, basis: null, address: null });
}
