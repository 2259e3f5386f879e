import type { Doc } from './document.ts';
import { primary } from './indexes.ts';
import type { Plan, SortField } from './planned.ts';

/** For explain: MongoDB's names. */
export function explained({ index, stage, branches, reverse, sorted }: Plan, filter: Doc, sort: readonly SortField[]): Doc {
  const direction = reverse ? 'backward' : 'forward';
  const scan: Doc = branches
    ? { stage, inputStages: branches.map((each) => explained(each, filter, [])) }
    : stage === 'COLLSCAN'
      ? { stage, ...(Object.keys(filter).length > 0 && { filter }), direction }
      : {
          stage: 'FETCH',
          inputStage: {
            stage,
            keyPattern: index ? (index.spec.key as Doc) : { _id: 1 },
            indexName: index?.name ?? primary.name,
            isMultiKey: index?.multikey.includes(true) ?? false,
            isUnique: index?.unique ?? true,
            isSparse: index?.sparse ?? false,
            isPartial: Boolean(index?.partial),
            direction,
          },
        };
  return sorted
    ? scan
    : { stage: 'SORT', sortPattern: Object.fromEntries(sort.map(({ name, down }) => [name, down ? -1 : 1])), inputStage: scan };
}
