/** What the examined letters say of the rules: precision, recall, false proposals, topics and kinds; each for one part of the letters. */
import type { Examination } from '../src/language/finding.ts';
import type { Case } from './cases.ts';

export interface Examined {
  readonly each: Case;
  readonly found: readonly string[];
  readonly said: Examination;
}

export const HALVES = [
  'dev',
  'held',
  'fresh',
  'second',
  'third',
  'fourth',
  'fifth',
  'kept',
  'sixth',
] as const satisfies readonly Case['half'][];
type Half = Case['half'];

export function isOf(list: readonly string[], ground: string): boolean {
  return list.some(
    (each) => each === ground || each.startsWith(`${ground}/`) || (each === 'abuse/*' && ground.startsWith('abuse/')),
  );
}

/** `abuse/*` asks for any category, so it neither counts for one nor against it. Who curses may insult as well: of categories only the recall is told by these. */
export function scored(examined: readonly Examined[], ground: string, half: Half) {
  const here = examined.filter(({ each }) => each.half === half && !(ground.includes('/') && each.expect.includes('abuse/*')));
  const hits = here.filter(({ each, found }) => isOf(each.expect, ground) && isOf(found, ground)).length;
  const proposed = here.filter(({ each, found }) => isOf(found, ground) && isOf(each.expect, ground)).length;
  const wrong = here.filter(({ each, found }) => isOf(found, ground) && !isOf(each.expect, ground.split('/')[0] ?? '')).length;
  const wanted = here.filter(({ each }) => isOf(each.expect, ground)).length;
  return { precision: share(proposed, proposed + wrong), recall: share(hits, wanted), wanted };
}

/** False proposals among letters that no person would refuse, counted. */
export function falseProposals(examined: readonly Examined[], half: Half) {
  const here = examined.filter(({ each }) => each.half === half && each.expect.length === 0);
  const of = (ground: string) => here.filter(({ found }) => isOf(found, ground)).length;
  return {
    letters: here.length,
    ...Object.fromEntries(['abuse', 'illegible', 'repeat', 'confidential', 'no-contacts'].map((ground) => [ground, of(ground)])),
  };
}

export function topicsIn(examined: readonly Examined[], half: Half) {
  const here = examined.filter(({ each }) => each.topic && each.half === half);
  const right = (test: (each: Examined) => boolean) => share(here.filter(test).length, here.length);
  return {
    letters: here.length,
    first: right(({ each, said }) => said.topics[0]?.id === each.topic),
    three: right(({ each, said }) => said.topics.some(({ id }) => id === each.topic)),
    kind: right(({ each, said }) => said.kind === each.kind),
  };
}

/** One line for a letter that was read otherwise than a person would; null when nothing is wrong. */
export function missOf({ each, found, said }: Examined): string | null {
  const extra = found.filter((one) => one !== 'danger' && !isOf(each.expect, one.split('/')[0] ?? '') && !isOf(each.expect, one));
  const lacks = each.expect.filter(
    (one) => !found.some((seen) => one === seen || (one === 'abuse/*' && seen.startsWith('abuse'))),
  );
  const wrong = [...lacks.map((one) => `-${one}`), ...extra.map((one) => `+${one}`)];
  if (each.topic && said.topics[0]?.id !== each.topic)
    wrong.push(`topic ${each.topic} read as ${said.topics.map(({ id, score }) => `${id} ${score}`).join(', ')}`);
  if (each.kind && said.kind !== each.kind) wrong.push(`kind ${each.kind} read as ${said.kind}`);
  return wrong.length > 0 ? `${wrong.join(' ')}  ${each.id}` : null;
}

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Number((part / whole).toFixed(3));
}
