/** Floors, arrows, no cycles, file length: design.md §1 and §5, held by a test. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** Who may import whom. Files that lie directly in src (compose, main, cli …) may import everything; nobody imports them. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  language: [],
  domain: ['language'],
  config: ['mailbox-url'],
  office: ['domain', 'language'],
  standard: ['domain', 'language'],
  // Search keeps stems, the same on every server
  store: ['office/ports', 'domain', 'language/stems'],
  mail: ['office/ports', 'domain'],
  paper: ['office/ports', 'domain'],
  texts: ['office/ports', 'domain'],
  web: ['office', 'domain', 'standard/describe'],
  api: ['office', 'domain'],
  jobs: ['office', 'domain'],
  demo: ['office', 'domain'],
  'embedded-mongo': [],
};
const LANGUAGE_PACKAGES = ['snowball-stemmers', 'lvovich'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((each) => each.replaceAll('\\', '/'))
  .filter((each) => each.endsWith('.ts') && !each.endsWith('.d.ts'))
  .sort();
const imports = files.flatMap(importsOf);
const own = imports.filter(({ to }) => to.endsWith('.ts'));

describe('the plan of the house', () => {
  it('has no arrow that is not drawn', () => {
    expect(own.filter((each) => !isDrawn(each)).map(written)).toEqual([]);
  });

  it('keeps domain and language pure: no node modules, and only two packages in language, pure themselves', () => {
    const outside = imports.filter(({ from, to }) => /^(domain|language)\//.test(from) && !to.endsWith('.ts'));
    expect(
      outside.filter(({ from, to }) => !(from.startsWith('language/') && LANGUAGE_PACKAGES.includes(to))).map(written),
    ).toEqual([]);
  });

  it('has no cycle', () => {
    expect(cycle()).toEqual([]);
  });

  it('has no file over 250 lines, and no index, utils, types or common', () => {
    expect(files.filter((each) => readFileSync(`${SRC}/${each}`, 'utf8').split('\n').length > 251)).toEqual([]);
    expect(files.filter((each) => /(^|\/)(index|utils|types|common)\.ts$/.test(each))).toEqual([]);
  });

  it('knows every room', () => {
    expect([...new Set(files.filter((each) => each.includes('/')).map(room))].filter((each) => !(each in ARROWS))).toEqual([]);
  });
});

function isDrawn({ from, to, typeOnly }: Import): boolean {
  if (!from.includes('/') && from !== 'config.ts') return true;
  if (room(from) === room(to)) return true;
  // Every floor may speak of findings, and of the limits and mailboxes by type; the database of our own knows nothing of ours
  const configured = typeOnly && (to === 'config.ts' || to === 'mailbox-url.ts');
  if (room(from) !== 'embedded-mongo' && (to === 'language/finding.ts' || configured)) return true;
  return (ARROWS[room(from)] ?? []).some((each) => to === `${each}.ts` || to.startsWith(`${each}/`));
}

function importsOf(from: string): readonly Import[] {
  const text = readFileSync(`${SRC}/${from}`, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].map(([, type, target = '']) => ({
    from,
    to: target.startsWith('.') ? posix.join(posix.dirname(from), target) : target,
    typeOnly: type !== undefined,
  }));
}

function room(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : file.replace(/\.ts$/, '');
}

/** The files of one cycle, or nothing. Types go both ways within a room's nouns, so only imports that run are followed. */
function cycle(): readonly string[] {
  const next = new Map(
    files.map((file) => [file, own.filter(({ from, typeOnly }) => from === file && !typeOnly).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const each of next.get(file) ?? []) {
      const found = walk(each, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  return files.map((file) => walk(file, [])).find((found) => found.length > 0) ?? [];
}

function written({ from, to }: Import): string {
  return `${from} → ${to}`;
}
