/** workflows/*.yaml → Standard, or all faults of a stage at once with their places; start-up goes no further. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standard } from '../domain/standard.ts';
import { assemble } from './assemble.ts';
import { lint } from './lint.ts';
import type { Fault } from './source.ts';
import { faultsOf, readSources, STAFF_FILE } from './sources.ts';

/** `faults`: `workflows/letter.yaml:23:13  transitions.rework: unknown state …`, one a line in `message`. */
export class FaultyStandard extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.join('\n'));
    this.name = 'FaultyStandard';
  }
}

/**
 * @param dir the folder workflows/
 * @param templates the folder templates/letters, to check template ids against; left out: not checked
 * @param instead texts that stand for files, by name: a change that is tried out and written nowhere
 * @throws FaultyStandard
 */
export function loadStandard(dir: string, templates?: string, instead: Readonly<Record<string, string>> = {}): Standard {
  const sources = readSources(dir, instead);
  const shape = faultsOf(sources);
  if (shape.length > 0) throw new FaultyStandard(shape);
  const faults = [...lint({ sources, templates: templates === undefined ? null : templateIds(templates) })];
  if (faults.length > 0) throw new FaultyStandard(faults);
  return freeze(assemble(sources, versionOf(dir, instead)));
}

/** First 12 hex digits of SHA-256 over names and bytes; the sample staff is not part of the Standard. */
function versionOf(dir: string, instead: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((each) => each.replaceAll('\\', '/'));
  for (const name of names.sort()) {
    if (!RULES.test(name) || name === STAFF_FILE) continue;
    hash
      .update(`${name}\n`)
      .update(instead[name] ?? readFileSync(join(dir, name)))
      .update('\n');
  }
  return hash.digest('hex').slice(0, 12);
}

/** The generated README.md and schema.json are no rules; what language/ learned (lexicon/*.json) is. */
const RULES = /\.yaml$|^lexicon\/.*\.json$/;

function templateIds(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((each) => each.endsWith('.hbs'))
    .map((each) => each.replace(/\.hbs$/, ''))
    .sort();
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
