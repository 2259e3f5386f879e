/** All files of the Standard, read and looked at one by one. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaName } from './schema.ts';
import { type Fault, readSource, type Source } from './source.ts';

type OneFile = Exclude<SchemaName, 'calendar' | 'staff'>;

export type Sources = { readonly [N in OneFile]: Source<N> } & {
  readonly calendars: readonly { readonly name: string; readonly source: Source<'calendar'> }[];
  /** The sample staff, when it lies beside the rules: signatories are then checked by login. */
  readonly staff: Source<'staff'> | null;
};

export const STAFF_FILE = 'sample-staff.yaml';

/** Reads them all; looks at nothing but each file by itself. */
export function readSources(dir: string, instead: Readonly<Record<string, string>> = {}): Sources {
  const one = <N extends OneFile>(name: N) => readSource(dir, `${name}.yaml`, name, instead[`${name}.yaml`]);
  const folder = join(dir, 'calendar');
  const years = existsSync(folder) ? readdirSync(folder).filter((each) => each.endsWith('.yaml')) : [];
  return {
    letter: one('letter'),
    grounds: one('grounds'),
    routing: one('routing'),
    terms: one('terms'),
    numbering: one('numbering'),
    signing: one('signing'),
    dossiers: one('dossiers'),
    organisation: one('organisation'),
    clauses: one('clauses'),
    calendars: years.sort().map((name) => ({ name, source: readSource(dir, `calendar/${name}`, 'calendar') })),
    staff: existsSync(join(dir, STAFF_FILE)) ? readSource(dir, STAFF_FILE, 'staff') : null,
  };
}

export function faultsOf({ calendars, staff, ...files }: Sources): readonly Fault[] {
  const all: readonly { readonly faults: readonly Fault[] }[] = [
    ...Object.values(files),
    ...calendars.map(({ source }) => source),
    ...(staff ? [staff] : []),
  ];
  return all.flatMap(({ faults }) => faults);
}

/** `templates`: ids of templates/letters, null when the folder is not at hand. */
export interface LintContext {
  readonly sources: Sources;
  readonly templates: readonly string[] | null;
}
