import { describe, expect, it } from '@jest/globals';
import { NotAllowed } from '../../../src/domain/errors.ts';
import type { Person } from '../../../src/domain/person.ts';
import { eventually } from '../../support/engine.ts';
import { staff } from '../../support/house.ts';
import { houseWith, PNG, read, scanned, TEXT } from '../../support/scanned-letter.ts';

describe('a bad scan (8.2.7)', () => {
  it('8.2.7: a better scan is read instead of the first, which stays as it came', async () => {
    const asked: string[][] = [];
    const house = houseWith(async (files) => {
      asked.push(files.map(({ name }) => name));
      return asked.length === 1
        ? {
            pages: [read('', { legible: 'illegible', score: 0, reason: 'изображение размыто' })],
            legible: 'illegible',
            score: 0,
            reasons: [],
          }
        : { pages: [read(TEXT)], legible: 'legible', score: 1, reasons: [] };
    });
    const letter = await scanned(house);
    await eventually('the scan is read', async () => letter()?.value.legibility?.legible === 'illegible');
    const clerk = staff.find(({ roles, office }) => roles.includes('clerk') && office === 'ЦО') as Person;
    const number = letter()?.value.number ?? '';
    const better = Buffer.concat([PNG, Buffer.from('.')]);
    await expect(house.office.rescan(number, [{ name: 'a.exe', content: Buffer.from('MZ') }], clerk)).rejects.toThrow(
      'PDF, TIFF',
    );
    await house.office.rescan(number, [{ name: 'luchshe.png', content: better }], clerk);
    await house.perform();
    await eventually('the better scan is read', async () => letter()?.value.legibility?.legible === 'legible');
    expect(asked).toEqual([['a.png'], ['luchshe.png']]);
    expect(letter()?.value.text).toBe(TEXT);
    expect(letter()?.value.originals.map(({ name }) => name)).toEqual(['a.png']);
    expect((await house.office.original(number, 0, clerk)).content.equals(PNG)).toBe(true);
  });

  it('8.2.7: only the chancery, where the paper lies, replaces a scan', async () => {
    const house = houseWith(async () => ({ pages: [read(TEXT)], legible: 'legible', score: 1, reasons: [] }));
    const letter = await scanned(house);
    const executor = staff.find(({ roles }) => roles.includes('executor') && !roles.includes('clerk')) as Person;
    await expect(house.office.rescan(letter()?.value.number ?? '', [], executor)).rejects.toBeInstanceOf(NotAllowed);
  });

  it('8.2.7: who cannot read it asks the clerks of its office: seen above their tray, noted, and over when a better one is there', async () => {
    let readings = 0;
    const house = houseWith(async () => {
      readings += 1;
      return { pages: [read(TEXT)], legible: 'legible', score: 1, reasons: [] };
    });
    const letter = await scanned(house);
    await eventually('the scan is read', async () => letter()?.pending.length === 0);
    const { number = '', id = '' } = letter()?.value ?? {};
    const clerk = staff.find(({ roles, office }) => roles.includes('clerk') && office === 'ЦО') as Person;
    const stranger = staff.find(({ roles, office }) => roles.includes('clerk') && office !== 'ЦО') as Person;
    const quality = staff.find(({ roles }) => roles.includes('quality')) as Person;
    const waiting = async (who: Person) =>
      (await house.office.journal({ rescanAsked: true, limit: 9 }, who)).items.map((row) => [row.number, row.rescanAsked?.by]);
    expect(await waiting(clerk)).toEqual([]);
    await house.office.askRescan(number, quality);
    expect(await waiting(clerk)).toEqual([[number, quality.id]]);
    expect(await waiting(stranger)).toEqual([]);
    expect(await house.ports.audit.of(id, 5)).toEqual([expect.objectContaining({ what: 'rescan_asked', by: quality.id })]);
    await expect(house.office.askRescan(number, quality)).rejects.toThrow(/уже попросили/);
    await house.office.rescan(number, [{ name: 'b.png', content: Buffer.concat([PNG, Buffer.from('.')]) }], clerk);
    await house.perform();
    await eventually('the better scan is read', async () => readings === 2);
    expect(await waiting(clerk)).toEqual([]);
  });
});
