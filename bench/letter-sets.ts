/**
 * Letters written apart from the rules, in voices of their own: bench/letters/SET. No frames around them: each is as its author sent it.
 * Four were measured before the rules were changed for them (docs/rules.md has those figures), and are tuned on since; the fourth has only
 * requests for what belongs to others (8.2.9), by number and name.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Case } from './cases.ts';

type Set = Exclude<Case['half'], 'dev' | 'held' | 'kept'>;
type Lists = Readonly<Record<string, readonly string[]>>;

const SENDER = 'a.testov@pochta.example';
/** The half of the fifth set that hunches do not learn (repeats apart). */
function isKept(text: string): boolean {
  return (createHash('sha256').update(`kept:${text}`).digest()[0] ?? 0) % 2 === 1;
}

const QUESTION = 'Почему так долго не рассматривают мою заявку на замену прибора?';

export function lettersOf(set: Set): readonly Case[] {
  const one = (group: string, text: string, expect: readonly string[], more: Partial<Case> = {}): Case => ({
    id: `${group}: ${text}`,
    group,
    half: set === 'fifth' && !more.earlier && isKept(text) ? 'kept' : set,
    text,
    from: SENDER,
    earlier: [],
    expect,
    ...more,
  });
  const each = (file: string, expect: (group: string) => readonly string[]) =>
    Object.entries(data<Lists>(set, file) ?? {}).flatMap(([group, texts]) =>
      texts.map((text) => one(`${set} ${group}`, text, expect(group))),
    );
  const { none = [], ways = [] } = data<Lists>(set, 'contacts') ?? {};
  return [
    ...each('abuse', (group) => (group === 'danger' ? ['abuse/*', 'danger'] : [`abuse/${group}`])),
    ...each('abuse-traps', () => []),
    ...each('confidential', () => ['confidential']),
    ...each('confidential-traps', () => []),
    ...each('illegible', (group) => (group === 'noise' ? ['illegible'] : [])),
    ...none.map((text) => one(`${set} no ways`, text, ['no-contacts'], { from: null })),
    ...ways.map((way) => one(`${set} ways`, `${QUESTION}\n\n${way}`, [], { from: null })),
    ...repeats(set, one),
    ...(data<readonly (readonly [Case['kind'], Case['topic'], string])[]>(set, 'kinds') ?? []).map(([kind, topic, text]) =>
      one(`${set} kinds`, text, [], { ...(kind && { kind }), ...(topic && { topic }) }),
    ),
  ];
}

function repeats(set: Set, one: (group: string, text: string, expect: readonly string[], more: Partial<Case>) => Case) {
  const all = data<readonly { earlier: string; same: readonly string[]; news: readonly string[] }[]>(set, 'repeats') ?? [];
  return all.flatMap(({ earlier, same, news }, index) => {
    const before = (answered: boolean) => ({ earlier: [{ id: `${set}${index}`, text: earlier, answered }] });
    return [
      ...same.map((text) => one(`${set} repeat`, text, ['repeat'], before(true))),
      ...news.map((text) => one(`${set} news`, text, [], before(true))),
      ...same.map((text) => one(`${set} unanswered`, text, [], before(false))),
    ];
  });
}

function data<T>(set: Set, name: string): T | null {
  const file = new URL(`letters/${set}/${name}.yaml`, import.meta.url);
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : null;
}
