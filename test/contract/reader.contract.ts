/** What every reader promises: the text of a scan, page by page, with an honest verdict (8.2.7). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { PageResult, Printer, Reader } from '../../src/office/ports/paper.ts';
import { SHEET } from './printer.contract.ts';

export function readerContract(make: () => Reader, printer: Printer): void {
  let pdf: Buffer;
  let scan: Buffer;
  const reader = make();
  const file = (content: Buffer, type: string) => ({ content, type, name: 'скан' });

  beforeAll(async () => {
    pdf = await printer.letterhead(SHEET);
    scan = rastered(pdf);
  });

  it('8.1: a scan is read: words, numbers and the e-mail address', async () => {
    const { pages, legible, reasons } = await reader.read([file(scan, 'image/png')]);
    expect(pages).toHaveLength(1);
    const [page] = pages;
    for (const word of ['Благодарим', 'Показания', '4512', '23.11.2026', 'kanc@tbek.example']) expect(page?.text).toContain(word);
    expect(page?.confidence).toBeGreaterThan(0.8);
    expect({ legible, reasons }).toEqual({ legible: 'legible', reasons: [] });
  }, 60_000);

  it('8.1: a page that lies askew and upside down is read all the same', async () => {
    const askew = await sharp(scan).rotate(183, { background: '#fff' }).jpeg({ quality: 80 }).toBuffer();
    const { pages } = await reader.read([file(askew, 'image/jpeg')]);
    expect(pages[0]?.text).toContain('личный кабинет');
    expect(pages[0]).toMatchObject({ legible: 'legible', turn: 180 });
    // Places are those of the upright page: the letterhead stands above the text
    const word = (wanted: string) => pages[0]?.words.find(({ text }) => text.includes(wanted));
    expect(word('kanc@tbek.example')?.bottom).toBeLessThan(word('Благодарим')?.top ?? 0);
    expect((word('Благодарим')?.right ?? 0) - (word('Благодарим')?.left ?? 0)).toBeGreaterThan(300);
  }, 120_000);

  it('8.1: a PDF with a real text layer is read from it, to the letter', async () => {
    const { pages } = await reader.read([file(pdf, 'application/pdf')]);
    expect(pages[0]).toMatchObject({ confidence: 1, legible: 'legible', score: 1 });
    expect(pages[0]?.text).toContain('8 (000) 000-00-00');
  });

  it('8.2.7: blank and black pages are empty, not illegible; a letter of nothing else is empty', async () => {
    const page = (background: string) =>
      sharp({ create: { width: 1240, height: 1754, channels: 3, background } })
        .png()
        .toBuffer();
    const { pages, legible } = await reader.read([
      file(await page('#fdfdfd'), 'image/png'),
      file(await page('#000'), 'image/png'),
    ]);
    expect(pages.map((each) => each.legible)).toEqual(['empty', 'empty']);
    expect(legible).toBe('empty');
  }, 60_000);

  it('8.2.7: what cannot be read is never called legible, and says why', async () => {
    const blurred = await sharp(scan).blur(10).png().toBuffer();
    const { legible, score, reasons } = await reader.read([file(scan, 'image/png'), file(blurred, 'image/png')]);
    expect(['doubtful', 'illegible']).toContain(legible);
    expect(score).toBeLessThan(0.5);
    expect(reasons).toEqual([expect.stringMatching(/^Страница 2: /)]);
  }, 120_000);

  it('8.2.7: a torn image does not hold up the others: people are told to look at it', async () => {
    const torn = file(scan.subarray(0, 300), 'image/png');
    const { pages, reasons } = await reader.read([torn, file(pdf, 'application/pdf')]);
    expect(pages.map((each) => each.legible)).toEqual(['doubtful', 'legible']);
    expect(reasons).toEqual([expect.stringMatching(/^Страница 1: .*посмотрите сами/)]);
  });

  it('8.2.7: the searchable copy gives the words back in their order, whatever reads it', async () => {
    const { pages } = await reader.read([{ ...file(scan, 'image/png'), hash: 'h' }]);
    const copy = await reader.searchable([{ ...file(scan, 'image/png'), pages }]);
    const text = extracted(copy);
    for (const words of ['Благодарим', 'kanc@tbek.example', '23.11.2026']) expect(text).toContain(words);
    const lines = (pages[0]?.text ?? '').split('\n').filter((line) => line.split(' ').length > 5);
    expect(lines.length).toBeGreaterThan(3);
    // A hyphen at the end of a line is taken away by whoever extracts it
    const bare = (said: string) => said.replace(/\s+/g, '').replace(/-$/, '');
    const missing = lines.filter((line) => !bare(text).includes(bare(line)));
    // The emblem beside the address is read as a letter or two, and stands elsewhere
    expect(missing.length).toBeLessThan(2);
    expect(await reader.inspect(copy, 'копия.pdf')).toMatchObject({ verdict: 'accept', pages: 1 });
  }, 60_000);

  it('8.2.7: pages that are kept are not read again', async () => {
    const kept = new Map([[0, { ...pageOf('уже прочитано'), file: 'h', page: 0 }]]);
    const asked: number[] = [];
    const memory = { recall: async () => kept, keep: async (_: string, page: number) => void asked.push(page) };
    const { pages } = await reader.read([{ ...file(pdf, 'application/pdf'), hash: 'h' }], memory);
    expect(pages.map(({ text }) => text)).toEqual(['уже прочитано']);
    expect(asked).toEqual([]);
    const fresh = await reader.read([{ ...file(pdf, 'application/pdf'), hash: 'i' }], {
      ...memory,
      recall: async () => new Map(),
    });
    expect(fresh.pages[0]).toMatchObject({ file: 'i', page: 0, text: expect.stringContaining('8 (000) 000-00-00') });
    expect(asked).toEqual([0]);
  });

  it('shows pages as pictures no wider than 1400 pixels, and none where there is none', async () => {
    const shown = await reader.page(file(pdf, 'application/pdf'), 0);
    expect(await sharp(shown ?? Buffer.alloc(0)).metadata()).toMatchObject({ format: 'png', width: 1400 });
    const wide = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#fff' } })
      .tiff()
      .toBuffer();
    expect(await sharp((await reader.page(file(wide, 'image/tiff'), 0)) ?? Buffer.alloc(0)).metadata()).toMatchObject({
      width: 1400,
    });
    expect(await reader.page(file(pdf, 'application/pdf'), 1)).toBeNull();
    expect(await reader.page(file(wide, 'image/tiff'), 1)).toBeNull();
    expect(await reader.page(file(pdf, 'application/pdf'), -1)).toBeNull();
  });

  it('asks once for the content of a file whose pages are shown', async () => {
    let asked = 0;
    const content = async () => {
      asked += 1;
      return pdf;
    };
    const shown = { hash: `${'a'.repeat(40)}`, type: 'application/pdf', content };
    const pages = await Promise.all([reader.page(shown, 0, { width: 120 }), reader.page(shown, 0, { width: 300 })]);
    expect(pages.every((page) => page && page.length > 1000)).toBe(true);
    expect(await reader.page(shown, 0, { width: 200 })).not.toBeNull();
    expect(asked).toBe(1);
    const lost = { ...shown, hash: 'lost', content: () => Promise.reject(new Error('no such file')) };
    await expect(reader.page(lost, 0)).rejects.toThrow('no such file');
    expect(await reader.page({ ...lost, content: pdf }, 0, { width: 120 })).not.toBeNull();
  });

  describe('looks before it opens', () => {
    it('a sound PDF is accepted, with its pages', async () => {
      expect(await reader.inspect(pdf, '..\\письмо.doc')).toEqual({
        verdict: 'accept',
        reason: null,
        type: 'application/pdf',
        name: 'письмо.pdf',
        pages: 1,
      });
    });

    it.each([
      ['a script', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>', /JavaScript/],
      ['a program to launch', '/OpenAction << /S /Launch /F (calc.exe) >>', /запуск/],
      ['an embedded file', '/Names << /EmbeddedFiles << /Names [] >> >>', /вложенный файл/],
    ])('a PDF with %s goes before people', async (_, entry, reason) => {
      expect(await reader.inspect(tinyPdf(entry), 'a.pdf')).toMatchObject({
        verdict: 'quarantine',
        reason: expect.stringMatching(reason),
      });
    });

    it('the word alone, in a text, is no script', async () => {
      expect(await reader.inspect(tinyPdf('/Title (/JavaScript)'), 'a.pdf')).toMatchObject({ verdict: 'accept', pages: 1 });
    });

    it('too many pages are refused by their count; a torn PDF goes before people', async () => {
      expect(await reader.inspect(tinyPdf('', 51), 'a.pdf')).toMatchObject({
        verdict: 'reject',
        reason: expect.stringContaining('51'),
      });
      expect(await reader.inspect(pdf.subarray(0, 2000), 'a.pdf')).toMatchObject({ verdict: 'quarantine' });
    });
  });

  it('says what is installed', () => {
    expect(reader.status()).toEqual({ ocr: true, missing: expect.any(Array) });
  });
}

function pageOf(text: string): PageResult {
  return { text, confidence: 1, seconds: 0, legible: 'legible', score: 1, reason: null, turn: 0, words: [] };
}

function extracted(pdf: Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'reader-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), pdf);
    return execFileSync('pdftotext', [join(dir, 'a.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** As a scanner gives it back: grey, 150 dpi. */
export function rastered(pdf: Buffer): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'reader-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', '150', '-gray', '-png', '-singlefile', join(dir, 'a.pdf'), join(dir, 'a')]);
    return readFileSync(join(dir, 'a.png'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** @param entry goes into the catalog */
function tinyPdf(entry: string, pages = 1): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`);
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${entry} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`,
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table, 'latin1');
}
