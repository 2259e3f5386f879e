/** A scan that came by post, in a house whose reader says what a test tells it. */
import { limits } from '../../src/config.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import type { PageResult, Reader } from '../../src/office/ports/paper.ts';
import { inspectScan } from '../../src/paper/scan.ts';
import { type FakeHouse, fakeHouse } from './fake-house.ts';

export const SCANNED_AT = new Date('2026-11-23T06:00:00Z');
/** One grey pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mN4AAAAyQDIeYpqjgAAAABJRU5ErkJggg==',
  'base64',
);
export const TEXT = [
  'ООО «Пример-Снаб»',
  'ИНН 7707083893, 690000, г. Таёжноборск, ул. Примерная, д. 12',
  'тел. 8 (924) 214-51-07, e-mail: info@primer-snab.example',
  'Исх. № 145 от 18.11.2026',
  'О сверке расчётов',
  'Просим провести сверку по договору № 90-417/26.',
].join('\n');

/** One page, read well unless said otherwise. */
export function read(text: string, more: Partial<PageResult> = {}): PageResult {
  return { text, confidence: 0.9, seconds: 1, legible: 'legible', score: 1, reason: null, turn: 0, words: [], ...more };
}

/** A house whose reader reads as it is told; each call gets the files that are asked for. */
export function houseWith(
  reading: Reader['read'],
  searchable: Reader['searchable'] = async () => Buffer.from('%PDF'),
): FakeHouse {
  return fakeHouse({ now: () => SCANNED_AT }, (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      inspect: (file, name) => inspectScan(file, name, limits),
      read: reading,
      searchable,
    },
  }));
}

/** Takes the scan in; what is given finds the letter as it stands. */
export async function scanned(house: FakeHouse): Promise<() => Stored<Letter> | undefined> {
  await house.office.receive([
    {
      key: '',
      channel: 'post',
      office: 'ЦО',
      source: 'загрузка',
      at: SCANNED_AT,
      files: [{ name: 'a.png', content: PNG }],
      entered: null,
    },
  ]);
  await house.perform();
  return () => house.letters.all()[0];
}
