/**
 * Draws the scans of the demonstration (templates/demo/files/*.png) from the texts of the set: paper letters a little askew, in
 * two colours. Only texts without open days can be drawn. Needs pdftoppm. Run by hand after such a text has changed:
 * node scripts/demo-scans.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const demo = join(root, 'templates', 'demo');
const font = (path) => createRequire(import.meta.url).resolve(`@expo-google-fonts/pt-serif/${path}`);
const FONTS = {
  plain: font('400Regular/PTSerif_400Regular.ttf'),
  bold: font('700Bold/PTSerif_700Bold.ttf'),
  italic: font('400Regular_Italic/PTSerif_400Regular_Italic.ttf'),
};
const DPI = 110;

const files = readdirSync(demo).filter((name) => name.endsWith('.yaml'));
const all = files.map((name) => parse(readFileSync(join(demo, name), 'utf8')));
const customers = Object.assign({}, ...all.map((each) => each.customers ?? {}));
const letters = all.flatMap((each) => each.letters ?? []).filter(({ scans }) => scans?.length);

mkdirSync(join(demo, 'files'), { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'demo-scans-'));
try {
  for (const [index, letter] of letters.entries()) {
    if (/\{[а-я]/.test(letter.text)) throw new Error(`${letter.id}: a scan cannot have open days in its text`);
    const pdf = join(work, `${letter.id}.pdf`);
    writeFileSync(pdf, await drawn(letter, customers[letter.from]));
    execFileSync('pdftoppm', ['-r', String(DPI), '-gray', '-png', '-singlefile', pdf, join(work, letter.id)]);
    const scan = await sharp(join(work, `${letter.id}.png`))
      .rotate(((index % 5) - 2) * 0.35, { background: '#fff' })
      .blur(0.6)
      .threshold(168)
      .png({ palette: true, colours: 2, compressionLevel: 9, effort: 10 })
      .toBuffer();
    writeFileSync(join(demo, 'files', letter.scans[0]), scan);
    console.log(letter.scans[0], scan.length);
  }
} finally {
  rmSync(work, { recursive: true });
}

/** A sheet A4: who writes, to whom, the text, a signature. Nobody's letters are written in a slanted hand. */
function drawn({ subject, text, ref = null, channel }, { organisation, address }) {
  const page = new PDFDocument({
    size: 'A4',
    margins: { top: 60, left: 80, right: 50, bottom: 60 },
    info: { CreationDate: new Date(0) },
  });
  const typed = organisation !== null && channel === 'post';
  page.registerFont('head', FONTS.bold).registerFont('text', typed ? FONTS.plain : FONTS.italic);
  if (organisation) {
    page.font('head').fontSize(12).text(organisation, { width: 220 });
    page
      .font('text')
      .fontSize(10)
      .text(address ?? '', { width: 220 });
    if (ref) page.moveDown(0.6).text(`Исх. № ${ref}`);
  }
  page.font('text').fontSize(12).text('АО «ТБЭК»\nг. Таёжноборск, ул. Примерная, д.\u00a01', 350, 60, { width: 205 });
  page.x = 80;
  page.y = 190;
  if (typed) page.font('head').fontSize(12).text(subject, { width: 300 }).moveDown(1.2);
  page.font('text').fontSize(typed ? 12 : 15);
  for (const paragraph of text.trim().split(/\n\s*\n/)) {
    page.text(paragraph, { width: 460, lineGap: typed ? 4 : 9, indent: 30 }).moveDown(0.7);
  }
  if (organisation) squiggle(page, 330, page.y + 20);
  page.end();
  return new Promise((resolve) => {
    const chunks = [];
    page.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
  });
}

function squiggle(page, x, y) {
  page.moveTo(x, y).lineWidth(1.4);
  for (let turn = 0; turn < 6; turn += 1) {
    const at = x + turn * 13;
    page
      .bezierCurveTo(at + 4, y - 22 + turn * 2, at + 10, y - 18, at + 7, y + 6)
      .bezierCurveTo(at + 5, y + 10, at + 9, y - 4, at + 13, y - turn);
  }
  page.stroke('#000');
}
