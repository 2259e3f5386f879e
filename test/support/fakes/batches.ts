/** Batches in memory, and a scanner that sees what it is told. The first is trusted because it passes its contract. */
import { NotFound, Stale } from '../../../src/domain/errors.ts';
import type { Batch, Batches, SheetStudy } from '../../../src/office/ports/batches.ts';
import type { Scanner, SheetToAssemble } from '../../../src/office/ports/paper.ts';

export function fakeBatches(): Batches {
  const kept = new Map<string, Batch>();
  const open = (office: string) => [...kept.values()].find((batch) => batch.office === office && batch.state !== 'done') ?? null;
  return {
    current: async (office) => open(office),
    async load(id) {
      const found = kept.get(id);
      if (!found) throw new NotFound('Такой пачки нет.');
      return found;
    },
    async save(batch) {
      const before = kept.get(batch.id);
      if ((before?.revision ?? 0) !== batch.revision) throw new Stale(batch.id);
      const other = open(batch.office);
      if (batch.state !== 'done' && other && other.id !== batch.id) throw new Stale(batch.id);
      const next = { ...batch, revision: batch.revision + 1 };
      kept.set(batch.id, next);
      return next;
    },
    recent: async (office, limit) =>
      [...kept.values()]
        .filter((batch) => batch.office === office)
        .sort((one, two) => two.at.localeCompare(one.at))
        .slice(0, limit),
    unfinished: async () =>
      [...kept.values()].filter(
        ({ state, sheets }) => state === 'registering' || (state === 'open' && sheets.some(({ seen }) => !seen)),
      ),
  };
}

/** @param pagesOf what it sees on each page of a file, by the file's bytes as text; none: one plain page */
export function fakeScanner(pagesOf: (content: string) => readonly SheetStudy[] = () => [{ kind: 'page', look: '' }]): Scanner & {
  readonly assembled: (readonly SheetToAssemble[])[];
} {
  const assembled: (readonly SheetToAssemble[])[] = [];
  return {
    assembled,
    async study({ content }, tell) {
      for (const [page, study] of pagesOf(content.toString()).entries()) await tell(page, study);
    },
    async assemble(sheets) {
      assembled.push(sheets);
      return Buffer.from(`%PDF-1.4 ${sheets.map(({ content, page, turn }) => `${content}:${page}:${turn}`).join(' ')}`);
    },
    separator: async () => Buffer.from('%PDF-1.4 separator'),
  };
}
