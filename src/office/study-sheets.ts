/** Sheets of a batch are looked at: where one ends, what is empty, what lies askew. It takes minutes, and nobody waits for it. */
import type { ChangeBatch } from './batch-change.ts';
import type { Batch } from './ports/batches.ts';
import type { Vault } from './ports/intake.ts';
import type { Scanner } from './ports/paper.ts';

interface StudyNeeds {
  readonly vault: Pick<Vault, 'read'>;
  readonly scanner: Pick<Scanner, 'study'>;
  readonly change: ChangeBatch;
  readonly log: (message: string) => void;
}

/** @returns what begins with all sheets of a batch that nobody has looked at; a fault is logged, and the sheets stay as they are */
export function sheetStudy({ vault, scanner, change, log }: StudyNeeds): (batch: Batch) => void {
  const studying = new Map<string, Promise<void>>();

  async function look(office: string, file: string, type: string): Promise<void> {
    const content = await vault.read(file);
    await scanner.study({ content, type }, async (page, seen) => {
      await change(
        office,
        (batch) =>
          batch && {
            ...batch,
            sheets: batch.sheets.map((each) => (each.file === file && each.page === page ? { ...each, seen } : each)),
          },
      );
    });
  }

  /** Each file once at a time; what was seen is written sheet by sheet. */
  function study(office: string, file: string, type: string): Promise<void> {
    const key = `${office} ${file}`;
    const begun = studying.get(key);
    if (begun) return begun;
    const work = look(office, file, type)
      .catch((error: unknown) => log(`batch of ${office}: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => studying.delete(key));
    studying.set(key, work);
    return work;
  }

  return function studyAll({ office, sheets }: Batch): void {
    const fresh = new Map(sheets.filter(({ seen }) => !seen).map(({ file, type }) => [file, type]));
    for (const [file, type] of fresh) void study(office, file, type);
  };
}
