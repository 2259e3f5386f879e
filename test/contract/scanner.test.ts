/** The scanning desk's eyes and scissors: what is blank, what parts letters, what looks alike; sheets put together anew. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { limits } from '../../src/config.ts';
import { likenesses } from '../../src/office/batch-sheets.ts';
import type { SheetStudy } from '../../src/office/ports/batches.ts';
import { paperPrinter } from '../../src/paper/printer.ts';
import { scanReader } from '../../src/paper/recognise.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { SHEET } from './printer.contract.ts';
import { rastered } from './reader.contract.ts';

const scanner = scanReader({ limits });
let scan: Buffer;
let other: Buffer;
beforeAll(async () => {
  const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
  scan = rastered(await printer.letterhead(SHEET));
  // Another letter: the same paper, other words in other places
  other = rastered(
    await printer.letterhead({ ...SHEET, title: 'Об отключениях', text: ['Просим сообщить, когда будет свет.'], enclosure: [] }),
  );
}, 30_000);

async function seen(content: Buffer, type: string): Promise<readonly SheetStudy[]> {
  const pages: SheetStudy[] = [];
  await scanner.study({ content, type }, async (page, study) => {
    pages[page] = study;
  });
  return pages;
}

const kinds = async (content: Buffer, type = 'image/jpeg') => (await seen(content, type)).map(({ kind }) => kind);
const grainy = (mean: number) =>
  sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#fff', noise: { type: 'gaussian', mean, sigma: 4 } } })
    .jpeg()
    .toBuffer();

describe('what the desk sees (8.2.3)', () => {
  it('8.2.3: our separator is known whichever way it lay, and on paper from a bad scanner', async () => {
    const sheet = rastered(await scanner.separator());
    expect(
      await kinds(await sharp(sheet).rotate(183, { background: '#fff' }).blur(1.2).jpeg({ quality: 30 }).toBuffer()),
    ).toEqual(['separator']);
    expect(await kinds(await scanner.separator(), 'application/pdf')).toEqual(['separator']);
  }, 30_000);

  it('8.2.3: an empty sheet is blank, grain and all; a pale letter is not, nor is a black sheet', async () => {
    expect(await kinds(await grainy(236))).toEqual(['blank']);
    expect(await kinds(await sharp(scan).linear(0.12, 205).jpeg().toBuffer())).toEqual(['page']);
    expect(await kinds(await grainy(12))).toEqual(['page']);
  }, 30_000);

  it('8.4.2: the same sheet scanned again is alike, another letter on the same paper is not', async () => {
    const again = await sharp(scan).rotate(0.8, { background: '#fff' }).resize({ width: 1000 }).jpeg({ quality: 50 }).toBuffer();
    const [first, second, third] = await Promise.all([
      seen(scan, 'image/png'),
      seen(again, 'image/jpeg'),
      seen(other, 'image/png'),
    ]);
    const sheet = (id: string, study: SheetStudy | undefined) => ({
      ...{ id, file: id, name: id, type: '', page: 0, of: 1, turn: 0, begins: null, left: null },
      seen: study ?? null,
    });
    const alike = likenesses([sheet('first', first[0]), sheet('again', second[0]), sheet('other', third[0])], []);
    expect([...alike]).toEqual([['again', 'first']]);
  }, 30_000);
});

describe('sheets put together (8.2.3)', () => {
  it('8.2.3: pages of one PDF stay as they are, turned where they were turned; the same sheets give the same bytes', async () => {
    const pdf = await scanner.assemble([
      { content: scan, type: 'image/png', page: 0, turn: 0 },
      { content: other, type: 'image/png', page: 0, turn: 90 },
      { content: scan, type: 'image/png', page: 0, turn: 0 },
    ]);
    expect(shapes(pdf)).toEqual(['tall', 'wide', 'tall']);
    const sheets = [
      { content: pdf, type: 'application/pdf', page: 2, turn: 180 },
      { content: pdf, type: 'application/pdf', page: 1, turn: 0 },
    ];
    const cut = await scanner.assemble(sheets);
    expect(shapes(cut)).toEqual(['tall', 'wide']);
    expect((await scanner.assemble(sheets)).equals(cut)).toBe(true);
    expect(await scanner.inspect(cut, 'a.pdf')).toMatchObject({ verdict: 'accept', pages: 2 });
  }, 60_000);
});

function shapes(pdf: Buffer): readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), 'sizes-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), pdf);
    const said = execFileSync('pdfinfo', ['-f', '1', '-l', '9', join(dir, 'a.pdf')], { encoding: 'utf8' });
    return [...said.matchAll(/size:\s+([\d.]+) x ([\d.]+)/g)].map(([, wide, tall]) =>
      Number(wide) > Number(tall) ? 'wide' : 'tall',
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
}
