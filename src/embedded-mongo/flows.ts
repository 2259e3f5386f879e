import { sortFieldsOf } from './array-updates.ts';
import type { Doc } from './document.ts';
import { runStage } from './expression.ts';
import type { Flow } from './joins.ts';
import { sortKey } from './scan.ts';

export function* collect(flow: Flow, into: Doc[]): Generator<undefined, void, undefined> {
  for (const each of flow) {
    if (each) into.push(each);
    else yield undefined;
  }
}

export function* filtered(flow: Flow, test: (document: Doc) => boolean): Flow {
  for (const each of flow) if (!each || test(each)) yield each;
}

/** Many at once: to build a stage costs more than to run it. */
export function* mapped(flow: Flow, stage: Doc, variables: Doc): Flow {
  let held: Doc[] = [];
  for (const each of flow) {
    if (each) held.push(each);
    if (each && held.length < 64) continue;
    yield* runStage(stage, held, variables);
    held = [];
    yield undefined;
  }
  yield* runStage(stage, held, variables);
}

export function* blocking(flow: Flow, stage: Doc, variables: Doc): Flow {
  const documents: Doc[] = [];
  yield* collect(flow, documents);
  yield* runStage(stage, documents, variables);
}

export function* sortedFlow(flow: Flow, spec: Doc): Flow {
  const documents: Doc[] = [];
  yield* collect(flow, documents);
  const fields = sortFieldsOf(spec);
  const keyed = documents.map((document) => ({ document, key: sortKey(document, fields) }));
  for (const { document } of keyed.sort((left, right) => Buffer.compare(left.key, right.key))) yield document;
}

/** Without doubles: a place in the sample for each document, later ones replace at random (reservoir). */
export function* sample(flow: Flow, size: number): Flow {
  const chosen: Doc[] = [];
  let seen = 0;
  for (const each of flow) {
    if (!each) yield undefined;
    else if (++seen <= size) chosen.push(each);
    else {
      const place = Math.floor(Math.random() * seen);
      if (place < size) chosen[place] = each;
    }
  }
  yield* chosen;
}

export function* of(documents: readonly Doc[]): Flow {
  yield* documents;
}

export function* countedAs(flow: Flow, name: string): Flow {
  let count = 0;
  for (const each of flow) {
    if (each) count++;
    else yield undefined;
  }
  if (count > 0) yield { [name]: count };
}
