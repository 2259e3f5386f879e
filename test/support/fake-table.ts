/** The scanning desk over fakes: real rules, no database, no paper. */
import { type BatchOffice, batchOffice } from '../../src/office/batch.ts';
import type { SheetStudy } from '../../src/office/ports/batches.ts';
import { fakeBatches, fakeScanner } from './fakes/batches.ts';
import { fakeVault } from './fakes/intake.ts';

/** Files are PDFs of as many pages as they have words: `%PDF page blank separator`. Letters get numbers in turn. */
export function fakeTable(): BatchOffice {
  let numbers = 4701;
  const byKey = new Map<string, string>();
  return batchOffice({
    images: async (_, draw) => draw(),
    batches: fakeBatches(),
    vault: fakeVault(),
    reader: {
      inspect: async (file, name) => {
        const sound = file.toString().startsWith('%PDF');
        return {
          verdict: sound ? 'accept' : 'reject',
          reason: sound ? null : 'Это не PDF, TIFF, JPEG, PNG.',
          type: 'application/pdf',
          name,
          pages: sound ? pagesOf(file.toString()).length : null,
        };
      },
      page: async ({ content }, page) => Buffer.from(`${typeof content === 'function' ? await content() : content} ${page}`),
    },
    scanner: fakeScanner(pagesOf),
    receive: async (incoming) =>
      incoming.map(({ key }) => {
        const again = byKey.has(key);
        const number = byKey.get(key) ?? `ЦО-2026/00${numbers}`;
        if (!again) numbers += 1;
        byKey.set(key, number);
        return { key, outcome: 'registered', number, letterId: number, again };
      }),
    findSigned: async () => null,
    takeSigned: () => Promise.reject(new Error('no signed copies here')),
    clock: { now: () => new Date('2026-11-23T06:00:00Z') },
    batchSheets: 20,
    log: () => {},
  });
}

/** `page`, `blank`, `separator`, or a look in hex. */
function pagesOf(content: string): readonly SheetStudy[] {
  return content
    .split(' ')
    .slice(1)
    .map((word) => (word === 'blank' || word === 'separator' ? { kind: word, look: '' } : { kind: 'page', look: lookOf(word) }));
}

function lookOf(word: string): string {
  return /^[0-9a-f]{64}$/.test(word) ? word : '';
}
