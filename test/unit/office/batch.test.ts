import { describe, expect, it } from '@jest/globals';
import { NotAllowed } from '../../../src/domain/errors.ts';
import type { Person } from '../../../src/domain/person.ts';
import { batchOffice } from '../../../src/office/batch.ts';
import { arranged, lettersOf, likenesses } from '../../../src/office/batch-sheets.ts';
import type { Sheet, SheetStudy } from '../../../src/office/ports/batches.ts';
import { eventually } from '../../support/engine.ts';
import { fakeTable } from '../../support/fake-table.ts';
import { fakeBatches, fakeScanner } from '../../support/fakes/batches.ts';
import { fakeVault } from '../../support/fakes/intake.ts';
import { staff } from '../../support/house.ts';

const clerk = staff.find(({ roles, office }) => roles.includes('clerk') && office === 'ЦО') as Person;
const NOW = new Date('2026-11-23T06:00:00Z');

function sheet(id: string, more: Partial<Sheet> = {}): Sheet {
  return {
    id,
    file: id,
    name: `${id}.jpg`,
    type: 'image/jpeg',
    page: 0,
    of: 1,
    turn: 0,
    begins: null,
    left: null,
    seen: PAGE,
    ...more,
  };
}
const PAGE: SheetStudy = { kind: 'page', look: '' };
const BLANK: SheetStudy = { kind: 'blank', look: '' };
const QR: SheetStudy = { kind: 'separator', look: '' };
const ids = (letters: readonly (readonly Sheet[])[]) => letters.map((letter) => letter.map(({ id }) => id).join(''));

describe('sheets of a batch become letters (8.2.3)', () => {
  it('8.2.3: blank sheets and our separators cut, and go into no letter', () => {
    const sheets = [
      sheet('a'),
      sheet('b'),
      sheet('-', { seen: BLANK }),
      sheet('c'),
      sheet('=', { seen: QR }),
      sheet('+', { seen: BLANK }),
      sheet('d'),
    ];
    expect(ids(lettersOf(sheets))).toEqual(['ab', 'c', 'd']);
  });

  it('8.2.3: a file of several pages is a letter; single pictures run on', () => {
    const file = [0, 1, 2].map((page) => sheet(`p${page}`, { file: 'pdf', page, of: 3 }));
    expect(ids(lettersOf([sheet('a'), sheet('b'), ...file, sheet('c'), sheet('d')]))).toEqual(['ab', 'p0p1p2', 'cd']);
  });

  it("8.2.3: a person's word goes before the machine's: cut, join, left out, taken in", () => {
    const sheets = [sheet('a'), sheet('b'), sheet('-', { seen: BLANK }), sheet('c')];
    expect(ids(lettersOf(arranged(sheets, { do: 'cut', sheet: 'b' })))).toEqual(['a', 'b', 'c']);
    const joined = arranged(sheets, { do: 'cut', sheet: 'c' });
    expect(ids(lettersOf(joined))).toEqual(['abc']);
    expect(ids(lettersOf(arranged(joined, { do: 'cut', sheet: 'c' })))).toEqual(['ab', 'c']);
    expect(ids(lettersOf(arranged(sheets, { do: 'leave', sheet: '-' })))).toEqual(['ab-c']);
    expect(ids(lettersOf(arranged(sheets, { do: 'leave', sheet: 'a' })))).toEqual(['b', 'c']);
  });

  it('8.2.3: sheets are moved and turned, by steps and by hand', () => {
    const sheets = [sheet('a'), sheet('b'), sheet('c')];
    const order = (all: readonly Sheet[]) => all.map(({ id }) => id).join('');
    expect(order(arranged(sheets, { do: 'move', sheet: 'c', by: -1 }))).toBe('acb');
    expect(order(arranged(sheets, { do: 'move', sheet: 'a', by: -1 }))).toBe('abc');
    expect(order(arranged(sheets, { do: 'place', sheet: 'c', before: 'a' }))).toBe('cab');
    expect(order(arranged(sheets, { do: 'place', sheet: 'a', before: null }))).toBe('bca');
    expect(order(arranged(sheets, { do: 'move', sheet: 'gone', by: 1 }))).toBe('abc');
    const turned = arranged(arranged(sheets, { do: 'turn', sheet: 'b' }), { do: 'turn', sheet: 'b' });
    expect(turned.map(({ turn }) => turn)).toEqual([0, 180, 0]);
  });

  it('8.4.2: a sheet that looks like another is noticed, with its first likeness', () => {
    const look = (bits: string) => sheet(`s${bits.slice(-2)}`, { seen: { kind: 'page', look: bits.padStart(64, '0') } });
    const alike = likenesses(
      [look('f0'), look('f1'), look('ff'.repeat(16))],
      [{ id: 'пачка вчера', look: 'ff'.repeat(16).padStart(64, '0') }],
    );
    expect([...alike]).toEqual([
      ['sf1', 'sf0'],
      ['sff', 'пачка вчера'],
    ]);
  });
});

describe('the scanning desk (8.2.3)', () => {
  const pdf = (pages: string) => ({ name: 'скан.pdf', content: Buffer.from(`%PDF ${pages}`) });
  const looked = async (table: ReturnType<typeof fakeTable>) =>
    eventually('all sheets are looked at', async () =>
      ((await table.batch(clerk))?.batch.sheets ?? []).every(({ seen }) => seen),
    );

  it('8.2.3: a file sent twice under one name lies on the table once, and its pages are looked at', async () => {
    const table = fakeTable();
    expect(await table.addToBatch('up1', pdf('page blank page'), clerk)).toBeNull();
    expect(await table.addToBatch('up1', pdf('page blank page'), clerk)).toBeNull();
    await looked(table);
    const view = await table.batch(clerk);
    expect(view?.batch.sheets.map(({ id, seen }) => `${id} ${seen?.kind}`)).toEqual(['up1-0 page', 'up1-1 blank', 'up1-2 page']);
  });

  it('8.2.3: what is no scan is refused with a sentence, and what is too much as well', async () => {
    const table = fakeTable();
    expect(await table.addToBatch('x', { name: 'a.exe', content: Buffer.from('MZ') }, clerk)).toBe(
      'a.exe: Это не PDF, TIFF, JPEG, PNG.',
    );
    expect(await table.addToBatch('y', pdf(Array(21).fill('page').join(' ')), clerk)).toMatch(/больше 20 листов/);
    expect(await table.batch(clerk)).toBeNull();
  });

  it('8.2.3: registering makes each letter once: a double click and a second call make none twice', async () => {
    const table = fakeTable();
    await table.addToBatch('up1', pdf('page blank page page'), clerk);
    await looked(table);
    const [one, two] = await Promise.all([table.registerBatch(clerk), table.registerBatch(clerk)]);
    const numbers = (await table.lastBatch(clerk))?.plan.map(({ number }) => number);
    expect(numbers).toEqual(['ЦО-2026/004701', 'ЦО-2026/004702']);
    expect([one.plan.length, two.plan.length]).toEqual([2, 2]);
    expect((await table.registerBatch(clerk)).plan.map(({ number }) => number)).toEqual(numbers);
    expect(await table.batch(clerk)).toBeNull();
  });

  it('8.2.3: a kill in the middle of registering is healed: the same letters, none missing', async () => {
    const batches = fakeBatches();
    const received: string[] = [];
    let alive = true;
    const table = batchOffice({
      images: async (_, draw) => draw(),
      batches,
      vault: fakeVault(),
      reader: {
        inspect: async (_, name) => ({ verdict: 'accept', reason: null, type: 'application/pdf', name, pages: 3 }),
        page: async () => null,
      },
      scanner: fakeScanner(() => [PAGE, BLANK, PAGE]),
      receive: async (incoming) => {
        if (received.length === 1 && alive) {
          alive = false;
          throw new Error('killed');
        }
        received.push(...incoming.map(({ key }) => key));
        return incoming.map(({ key }) => ({
          key,
          outcome: 'registered',
          number: `№ ${received.length}`,
          letterId: key,
          again: false,
        }));
      },
      findSigned: async () => null,
      takeSigned: () => Promise.reject(new Error('none')),
      clock: { now: () => NOW },
      batchSheets: 500,
      log: () => {},
    });
    await table.addToBatch('up', pdf('x'), clerk);
    await looked(table);
    await expect(table.registerBatch(clerk)).rejects.toThrow('killed');
    await expect(table.arrangeBatch({ do: 'cut', sheet: 'up-0' }, clerk)).rejects.toBeInstanceOf(NotAllowed);
    await table.resumeBatches();
    expect(new Set(received).size).toBe(2);
    expect(received).toHaveLength(2);
    expect((await table.lastBatch(clerk))?.state).toBe('done');
  });

  it('8.2.3: whole files go in as they came; a part of one, or a turned sheet, as a PDF of its own', async () => {
    const scanner = fakeScanner(() => [PAGE, BLANK, PAGE]);
    const files: string[] = [];
    const table = batchOffice({
      images: async (_, draw) => draw(),
      batches: fakeBatches(),
      vault: fakeVault(),
      reader: {
        inspect: async (file, name) => ({
          verdict: 'accept',
          reason: null,
          type: 'application/pdf',
          name,
          pages: file.length === 3 ? 3 : 1,
        }),
        page: async () => null,
      },
      scanner,
      receive: async (incoming) => {
        files.push(...incoming.flatMap((each) => each.files.map(({ content }) => content.toString())));
        return incoming.map(({ key }) => ({ key, outcome: 'registered', number: key, letterId: key, again: false }));
      },
      findSigned: async () => null,
      takeSigned: () => Promise.reject(new Error('none')),
      clock: { now: () => NOW },
      batchSheets: 500,
      log: () => {},
    });
    await table.addToBatch('a', { name: 'a.jpg', content: Buffer.from('single') }, clerk);
    await table.addToBatch('b', { name: 'b.pdf', content: Buffer.from('two') }, clerk);
    await looked(table);
    await table.arrangeBatch({ do: 'turn', sheet: 'b-2' }, clerk);
    await table.registerBatch(clerk);
    expect(files).toEqual(['single', '%PDF-1.4 two:0:0', '%PDF-1.4 two:2:90']);
  });

  it('8.2.3: only the chancery scans and registers', async () => {
    const executor = staff.find(({ roles }) => roles.includes('executor') && !roles.includes('clerk')) as Person;
    const table = fakeTable();
    await expect(table.addToBatch('a', pdf('page'), executor)).rejects.toBeInstanceOf(NotAllowed);
    await expect(table.batch(executor)).rejects.toBeInstanceOf(NotAllowed);
  });
});
