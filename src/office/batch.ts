/**
 * «Сканировать пачку»: sheets come in by file, are looked at, turned, moved and cut, and become letters. Everything is kept as it
 * happens: a closed browser or a kill of the engine loses no sheet, and registering twice makes no letter twice.
 */
import { randomUUID } from 'node:crypto';
import { Invalid, NotAllowed, NotFound } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import { batchChanger } from './batch-change.ts';
import { type Arrangement, arranged, lettersOf, likenesses } from './batch-sheets.ts';
import type { IncomingFile } from './incoming.ts';
import type { PageCache } from './page-cache.ts';
import type { Batch, Batches, PlannedLetter, Sheet } from './ports/batches.ts';
import type { Vault } from './ports/intake.ts';
import type { Reader } from './ports/paper.ts';
import type { Clock } from './ports/people.ts';
import { carryOut, type RegisterNeeds } from './register-batch.ts';
import { sheetStudy } from './study-sheets.ts';

export interface BatchNeeds extends RegisterNeeds {
  readonly batches: Batches;
  readonly vault: Pick<Vault, 'put' | 'read'>;
  readonly reader: Pick<Reader, 'inspect' | 'page'>;
  readonly clock: Clock;
  readonly images: PageCache;
  /** Sheets of one batch. */
  readonly batchSheets: number;
  readonly log: (message: string) => void;
}

export interface BatchView {
  readonly batch: Batch;
  /** Of sheets that look like another: in the batch, or in one before it. */
  readonly alike: ReadonlyMap<string, string>;
}

export interface BatchOffice {
  /** The open batch of the person's office; null: nothing lies on the table. */
  batch(actor: Person): Promise<BatchView | null>;
  /** Adds a file's pages; the same `upload` twice is one. @returns a Russian sentence when the file is not taken */
  addToBatch(upload: string, file: IncomingFile, by: Person | { readonly office: string }): Promise<string | null>;
  arrangeBatch(change: Arrangement, actor: Person): Promise<void>;
  /** Takes all sheets off the table; their files stay in the vault. */
  clearBatch(actor: Person): Promise<void>;
  /** Each letter once, however often asked. @throws NotAllowed, Invalid */
  registerBatch(actor: Person): Promise<Batch>;
  /** The newest batch of the office, also one that is done: what became of it. */
  lastBatch(actor: Person): Promise<Batch | null>;
  sheetImage(sheet: string, width: number, actor: Person): Promise<Buffer | null>;
  separatorSheet(): Promise<Buffer>;
  /** What a crash left: sheets that nobody looked at, letters that were to be registered. */
  resumeBatches(): Promise<void>;
}

const EARLIER_BATCHES = 10;

export function batchOffice(needs: BatchNeeds): BatchOffice {
  const { batches, vault, reader, scanner, clock } = needs;
  const change = batchChanger(batches);
  const studyAll = sheetStudy({ ...needs, change });

  return {
    async batch(actor) {
      clerksOnly(actor);
      const batch = await batches.current(actor.office);
      if (!batch) return null;
      if (batch.state === 'open') studyAll(batch);
      const earlier = (await batches.recent(actor.office, EARLIER_BATCHES)).filter(({ id }) => id !== batch.id);
      const looks = earlier.flatMap(({ sheets, at }) =>
        sheets.flatMap(({ seen }) => (seen?.look ? [{ id: `пачка ${at.slice(0, 10)}`, look: seen.look }] : [])),
      );
      return { batch, alike: likenesses(batch.sheets, looks) };
    },

    async addToBatch(upload, file, by) {
      if ('roles' in by) clerksOnly(by);
      const { verdict, reason, type, name, pages } = await reader.inspect(file.content, file.name);
      if (verdict !== 'accept') return `${name}: ${reason ?? 'файл не принят.'}`;
      if (type === 'message/rfc822')
        return `${name}: это письмо, а не скан. Положите его в горячую папку или загрузите в «Внести вручную».`;
      const [hash = ''] = await vault.put([file.content]);
      let refused: string | null = null;
      const saved = await change(by.office, (current) => {
        refused = null;
        const batch = current ?? freshBatch(by, clock.now());
        if (batch.sheets.some(({ id }) => id.startsWith(`${upload}-`))) return batch;
        const of = pages ?? 1;
        if (batch.state !== 'open') refused = `${name}: пачка как раз регистрируется. Подождите минуту и добавьте файл снова.`;
        else if (batch.sheets.length + of > needs.batchSheets)
          refused = `${name}: в пачке было бы больше ${needs.batchSheets} листов. Зарегистрируйте то, что есть, и продолжайте.`;
        if (refused) return current;
        const sheets = Array.from(
          { length: of },
          (_, page): Sheet => ({ id: `${upload}-${page}`, file: hash, name, type, page, of, ...untouched }),
        );
        return { ...batch, sheets: [...batch.sheets, ...sheets] };
      });
      if (saved && !refused) studyAll(saved);
      return refused;
    },

    async arrangeBatch(what, actor) {
      clerksOnly(actor);
      await change(actor.office, (batch) => {
        if (!batch) throw new NotFound('Пачки на столе нет: возможно, её уже зарегистрировали.');
        if (batch.state !== 'open') throw new NotAllowed(['Пачка уже регистрируется, листы больше не переставить.']);
        const sheets = arranged(batch.sheets, what);
        return sheets === batch.sheets ? batch : { ...batch, sheets };
      });
    },

    async clearBatch(actor) {
      clerksOnly(actor);
      await change(actor.office, (batch) => (batch?.state === 'open' ? { ...batch, state: 'done' } : batch));
    },

    async registerBatch(actor) {
      clerksOnly(actor);
      // Planned first, then done: a second click, or a start after a kill, carries on the same plan
      const planned = await change(actor.office, (batch) => {
        if (batch?.state !== 'open') return batch;
        const letters = lettersOf(batch.sheets);
        if (letters.length === 0) throw new Invalid('В пачке нет листов для регистрации. Добавьте сканы.');
        const plan = letters.map(
          (sheets): PlannedLetter => ({
            key: `batch:${batch.id}:${sheets[0]?.id}`,
            sheets: sheets.map(({ id }) => id),
            number: null,
            said: null,
          }),
        );
        return { ...batch, state: 'registering', plan };
      });
      if (planned) return carryOut(needs, change, planned);
      const [last] = await batches.recent(actor.office, 1);
      if (!last) throw new NotFound('Пачки на столе нет. Добавьте сканы.');
      return last;
    },

    lastBatch: async ({ office }) => (await batches.recent(office, 1))[0] ?? null,

    async sheetImage(id, width, actor) {
      clerksOnly(actor);
      const batch = await batches.current(actor.office);
      const sheet = batch?.sheets.find((each) => each.id === id);
      if (!sheet) throw new NotFound('Такого листа в пачке нет.');
      const { file, type, page, turn } = sheet;
      return needs.images(`${file.slice(0, 24)}-${page}-${width}-${turn}`, () =>
        reader.page({ hash: file, content: () => vault.read(file), type }, page, { width, turn, jpeg: true }),
      );
    },

    separatorSheet: () => scanner.separator(),

    async resumeBatches() {
      for (const batch of await batches.unfinished()) {
        if (batch.state === 'registering') await carryOut(needs, change, batch);
        else studyAll(batch);
      }
    },
  };
}

/** Cl. 8.2.3: what comes in is registered by the chancery alone. */
function clerksOnly({ roles }: Pick<Person, 'roles'>): void {
  if (!roles.includes('clerk')) throw new NotAllowed(['Сканирует и регистрирует канцелярия (п. 8.2.3).']);
}

const untouched = { turn: 0, begins: null, left: null, seen: null } as const;

function freshBatch(by: Person | { readonly office: string }, now: Date): Batch {
  const source = 'surname' in by ? `пачка: ${by.surname}` : 'пачка: папка сканера';
  return { id: randomUUID(), revision: 0, office: by.office, source, at: now.toISOString(), state: 'open', sheets: [], plan: [] };
}
