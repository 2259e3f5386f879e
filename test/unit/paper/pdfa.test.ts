/** What ISO 19005-2 (PDF/A-2, level A) asks and can be seen without a validator: there is none that this project may use. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { keyFolder } from '../../../src/paper/key-folder.ts';
import { paperPrinter } from '../../../src/paper/printer.ts';
import { readSheet } from '../../../src/paper/sheet.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';
import { letterJson } from '../../support/letter-json.ts';
import { officialKey } from '../../support/official-key.ts';
import { type Dictionary, openPdf, type Pdf } from '../../support/pdf-objects.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const body = [
  ...letterJson.body,
  { list: ['первое', { text: 'второе:', list: ['а', 'б'] }] },
  { table: { header: ['Период', 'кВт·ч'], rows: Array.from({ length: 60 }, (_, n) => [`Месяц ${n + 1}`, String(n * 100)]) } },
  'Знаки, которых нет в основном шрифте: ≥ 😀.',
];
const check = { url: 'https://www.tbek.example/check/1?code=AAAA-BBBB-CCCC', code: 'AAAA-BBBB-CCCC' };

let letter: Pdf;
let signed: Pdf;
beforeAll(async () => {
  const sheet = { ...readSheet({ ...letterJson, body }), check };
  letter = openPdf(await printer.letterhead(sheet));
  const dir = officialKey({ login: 'podpisantov', password: 'x' });
  const at = new Date();
  const signer = keyFolder({ dir });
  const mark = { serial: '01', owner: 'Подписантов Пётр Иванович', from: '01.01.2026', to: '01.01.2027', at };
  signed = openPdf(await signer.sign(await printer.letterhead({ ...sheet, mark }), 'podpisantov', at));
  rmSync(dir, { recursive: true });
});

describe.each([
  ['a letter over sheets', () => letter],
  ['a letter signed electronically', () => signed],
])('%s claims PDF/A-2a and keeps what can be checked of it', (_, pdfOf) => {
  it('6.1: header, file identifier, nothing encrypted, sound by qpdf', () => {
    const { bytes, trailer } = pdfOf();
    expect(bytes.toString('latin1', 0, 9)).toBe('%PDF-1.7\n');
    expect([...bytes.subarray(10, 14)].every((byte) => byte > 127)).toBe(true);
    expect(trailer).toHaveProperty('/ID');
    expect(trailer).not.toHaveProperty('/Encrypt');
    expect(qpdfCheck(bytes)).toMatch(/No syntax or stream encoding errors found/);
  });

  it('6.2: one output intent with an sRGB profile, no transparency, no device colours beside RGB and grey', () => {
    const { root, all, get, stream } = pdfOf();
    const intent = get((root['/OutputIntents'] as unknown[])[0]) as Dictionary;
    expect(intent['/S']).toBe('/GTS_PDFA1');
    expect(stream(intent['/DestOutputProfile']).toString('latin1', 36, 40)).toBe('acsp');
    for (const each of all) for (const key of ['/SMask', '/CA', '/ca', '/BM']) expect(each).not.toHaveProperty([key]);
    for (const content of pdfOf().contents()) expect(content).not.toMatch(/\s(?:k|K|cs|CS|scn|SCN|sh)\s*\n.*\/DeviceCMYK/);
  });

  it('6.2.11: every font is embedded, has its widths and says what its glyphs mean', () => {
    const { all, get, stream } = pdfOf();
    const fonts = all.filter((each) => each['/Type'] === '/Font' && each['/Subtype'] === '/Type0');
    expect(fonts.length).toBeGreaterThan(3);
    for (const each of fonts) {
      const descendant = get((each['/DescendantFonts'] as unknown[])[0]) as Dictionary;
      const descriptor = get(descendant['/FontDescriptor']) as Dictionary;
      expect(descendant['/CIDToGIDMap']).toBe('/Identity');
      const file = stream(descriptor['/FontFile2']);
      const [, widths] = descendant['/W'] as [number, number[]];
      expect(widths.length).toBe(glyphsUsed(file, widths.length));
      expect(
        advances(file)
          .slice(0, widths.length)
          .map((units) => Math.round(units)),
      ).toEqual(widths.map((width) => Math.round(width)));
      expect(stream(each['/ToUnicode']).toString('latin1')).not.toMatch(/<\s*>/);
    }
  });

  it('6.6.2: the metadata say title, part and level, as the document information does', () => {
    const { root, stream, get, trailer } = pdfOf();
    const xmp = stream(root['/Metadata']).toString('utf8');
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    const info = get(trailer['/Info']) as Dictionary;
    const title = String(get(info['/Title'])).replace(/^u:/, '');
    expect(title).toBe('О перерасчёте за сентябрь 2026 г. № ЦО-И-2026/001847 от 23.11.2026');
    expect(xmp).toContain(title);
    expect((get(root['/ViewerPreferences']) as Dictionary)['/DisplayDocTitle']).toBe(true);
  });

  it('6.7: Russian, tagged; all that is drawn stands in the structure or is decoration; figures say what they show', () => {
    const { root, get, contents, all } = pdfOf();
    expect(String(root['/Lang'])).toBe('u:ru-RU');
    expect(get(root['/MarkInfo'])).toMatchObject({ '/Marked': true });
    const tree = get(root['/StructTreeRoot']) as Dictionary;
    const tags = treeOf(get, tree);
    for (const [parent, tag] of tags.pairs)
      expect([parent, tag, ALLOWED[parent]?.includes(tag) ?? false]).toEqual([parent, tag, true]);
    for (const tag of ['H1', 'P', 'Figure', 'L', 'LI', 'LBody', 'Table', 'TH', 'TD'])
      expect([tag, tags.seen.has(tag)]).toEqual([tag, true]);
    const elements = all.filter((each) => typeof each['/S'] === 'string' && '/P' in each);
    for (const each of elements) if (each['/S'] === '/Figure') expect(String(each['/Alt'])).toMatch(/^u:.{10}/);
    for (const each of elements)
      if (each['/S'] === '/TH') expect(get(each['/A'])).toMatchObject({ '/O': '/Table', '/Scope': '/Column' });
    let marked = 0;
    for (const content of contents()) {
      const { ids, outside } = walked(content);
      expect(outside).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      marked += ids.length;
    }
    expect(marked).toBe(tags.contents);
  });

  it('6.5, 6.6.1: no scripts, no launch, no files inside; a form field only for the signature, printed and not hidden', () => {
    const { all } = pdfOf();
    for (const each of all) {
      expect(['/JavaScript', '/Launch', '/GoToR', '/EmbeddedFile']).not.toContain(each['/S'] ?? each['/Type']);
      if (each['/Type'] !== '/Annot') continue;
      expect(each).toMatchObject({ '/FT': '/Sig', '/Rect': [0, 0, 0, 0] });
      expect((Number(each['/F']) & 4) > 0 && (Number(each['/F']) & 2) === 0).toBe(true);
    }
  });
});

const BLOCKS = ['P', 'H1', 'Figure', 'L', 'Table'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  StructTreeRoot: ['Document'],
  Document: BLOCKS,
  L: ['LI'],
  LI: ['Lbl', 'LBody'],
  LBody: ['L'],
  Table: ['TR'],
  TR: ['TH', 'TD'],
};

function treeOf(get: Pdf['get'], root: Dictionary) {
  const pairs: [string, string][] = [];
  const seen = new Set<string>();
  let contents = 0;
  const walk = (parent: string, kids: unknown): void => {
    for (const kid of Array.isArray(kids) ? kids : kids === undefined ? [] : [kids]) {
      const value = get(kid);
      if (typeof value === 'number') contents += 1;
      else if ((value as Dictionary)['/Type'] === '/MCR') contents += 1;
      else {
        const tag = String((value as Dictionary)['/S']).slice(1);
        pairs.push([parent, tag]);
        seen.add(tag);
        walk(tag, (value as Dictionary)['/K']);
      }
    }
  };
  walk('StructTreeRoot', root['/K']);
  return { pairs, seen, contents };
}

/** Marked content ids of a page, and what is drawn outside of any mark. */
function walked(content: string): { readonly ids: readonly string[]; readonly outside: readonly string[] } {
  const ids: string[] = [];
  const outside: string[] = [];
  let depth = 0;
  const oneLine = content.replace(
    /<<\s*((?:\/\w+ [\w/]+\s*)*)>>\s*BDC/g,
    (_, inside: string) => `<< ${inside.trim().replace(/\s+/g, ' ')} >> BDC`,
  );
  for (const line of oneLine.split('\n')) {
    if (/\b(?:BDC|BMC)\s*$/.test(line)) {
      depth += 1;
      const id = line.match(/\/MCID (\d+)/)?.[1];
      if (id) ids.push(id);
    } else if (/^EMC\b/.test(line)) depth -= 1;
    else if (depth === 0 && /(?:\bTJ|\bTj|\bf|\bS|\bDo|\bB)\s*$/.test(line)) outside.push(line);
  }
  return { ids, outside };
}

function tableOf(file: Buffer, tag: string): Buffer {
  for (let at = 12; at < 12 + file.readUInt16BE(4) * 16; at += 16) {
    if (file.toString('latin1', at, at + 4) === tag)
      return file.subarray(file.readUInt32BE(at + 8), file.readUInt32BE(at + 8) + file.readUInt32BE(at + 12));
  }
  throw new Error(`no table ${tag}`);
}

function advances(file: Buffer): readonly number[] {
  const units = tableOf(file, 'head').readUInt16BE(18);
  const hmtx = tableOf(file, 'hmtx');
  return Array.from({ length: hmtx.length / 4 }, (_, glyph) => (hmtx.readUInt16BE(glyph * 4) * 1000) / units);
}

/** Glyphs of the subset without the parts of composite ones, which follow after. */
function glyphsUsed(file: Buffer, said: number): number {
  return Math.min(tableOf(file, 'maxp').readUInt16BE(4), said);
}

function qpdfCheck(bytes: Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'pdfa-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), bytes);
    return execFileSync('qpdf', ['--check', 'a.pdf'], { cwd: dir, encoding: 'utf8' });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
