/** Ways through the workflow: which states can be reached, and from which a final state can. */
import type { Shape } from './schema.ts';

type Letter = Shape<'letter'>;

export function unreachable(letter: Letter): readonly string[] {
  const reached = spread(
    [letter.initial],
    ({ from, to }) => (to === null ? [] : from.map((each) => [each, to] as const)),
    letter,
  );
  return Object.keys(letter.states).filter((state) => !reached.has(state));
}

/** States that are not final and from which no final state can be reached. */
export function openEnds(letter: Letter): readonly string[] {
  const finals = Object.keys(letter.states).filter((state) => letter.states[state]?.final);
  const leading = spread(finals, ({ from, to }) => (to === null ? [] : from.map((each) => [to, each] as const)), letter);
  return Object.keys(letter.states).filter((state) => !leading.has(state));
}

type Line = { readonly from: readonly string[]; readonly to: string | null };

function spread(start: readonly string[], steps: (line: Line) => readonly (readonly [string, string])[], letter: Letter) {
  const seen = new Set(start);
  const edges = Object.values(letter.transitions).flatMap((line) => (line ? steps(line) : []));
  for (let grown = -1; grown !== seen.size; ) {
    grown = seen.size;
    for (const [from, to] of edges) if (seen.has(from)) seen.add(to);
  }
  return seen;
}
