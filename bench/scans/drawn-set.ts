/** Letters drawn and then damaged as scanners, faxes, phones and hands do it. Seeded: the same pages in each run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import sharp, { type Sharp } from 'sharp';
import { letterText } from './letters-text.ts';
import type { ScanFile } from './page-set.ts';

/** Each page is small enough for a quick run: 200 dpi unless said. */
export async function drawnSet(kinds?: readonly string[]): Promise<readonly ScanFile[]> {
  const dir = mkdtempSync(join(tmpdir(), 'drawn-'));
  try {
    const files: ScanFile[] = [];
    for (const [index, damage] of DAMAGES.entries())
      if (!kinds || kinds.includes(damage.kind)) files.push(await drawn(dir, index, damage));
    return files;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Damage {
  readonly kind: string;
  readonly legible?: boolean;
  readonly hasText?: boolean;
  readonly font?: keyof typeof FONTS;
  readonly size?: number;
  readonly dpi?: number;
  readonly lined?: boolean;
  readonly table?: boolean;
  readonly reverse?: boolean;
  readonly work?: (page: Sharp, n: number) => Promise<Buffer>;
}

const jpeg = (page: Sharp, quality = 80) => page.jpeg({ quality }).toBuffer();
const turned = (degrees: number) => (page: Sharp) => jpeg(page.rotate(degrees, { background: '#f4f2ec' }));
const over =
  (svg: string, blend: 'multiply' | 'over' = 'multiply') =>
  async (page: Sharp) =>
    jpeg(sharp(await page.png().toBuffer()).composite([{ input: Buffer.from(svg), blend }]));
const A4 = (dpi: number) => ({ width: Math.round(8.27 * dpi), height: Math.round(11.69 * dpi) });
const svg = (inner: string) => {
  const { width, height } = A4(200);
  return `<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
};

const DAMAGES: readonly Damage[] = [
  { kind: 'clean-300', dpi: 300 },
  { kind: 'clean-200' },
  { kind: 'clean-150', dpi: 150 },
  { kind: 'serif-small', size: 9 },
  { kind: 'turned-90', work: turned(90) },
  { kind: 'turned-180', work: turned(180) },
  { kind: 'turned-270', work: turned(270) },
  { kind: 'skew-10', work: turned(10) },
  { kind: 'skew--10', work: turned(-10) },
  { kind: 'skew-5', work: turned(-5.3) },
  { kind: 'low-contrast', work: (page) => jpeg(page.linear(0.25, 160)) },
  { kind: 'dark', work: (page) => jpeg(page.linear(0.35, 15)) },
  { kind: 'blur', work: (page) => jpeg(page.blur(1.8)) },
  { kind: 'jpeg-artefacts', work: (page) => jpeg(page, 12) },
  {
    kind: 'stamp',
    work: over(
      svg(
        '<g fill="none" stroke="#2a3fc0" stroke-width="9" opacity="0.75"><circle cx="900" cy="800" r="220"/><circle cx="900" cy="800" r="150"/></g><g font-family="sans-serif" font-size="44" fill="#2a3fc0" opacity="0.75"><text x="720" y="790">ДЛЯ ДОКУМЕНТОВ</text><text x="740" y="850">Кедровый бор</text></g>',
      ),
    ),
  },
  { kind: 'lined-paper', lined: true },
  { kind: 'table', table: true },
  { kind: 'bleeding-through', reverse: true },
  {
    kind: 'cropped',
    work: async (page) => jpeg(sharp(await page.png().toBuffer()).extract({ left: 0, top: 0, width: 1654, height: 1250 })),
  },
  {
    kind: 'shadow',
    work: over(
      svg(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#555"/><stop offset="0.6" stop-color="#fff"/></linearGradient></defs><rect width="1654" height="2338" fill="url(#g)"/>',
      ),
    ),
  },
  { kind: 'hand-neat', font: 'hand', size: 19 },
  { kind: 'hand-script', font: 'script', size: 17 },
  { kind: 'hand-wild', font: 'hand', size: 17, work: wild },
  { kind: 'blur-lost', legible: false, work: (page) => jpeg(page.blur(14)) },
  { kind: 'scribbled', legible: false, work: over(svg(scribble()), 'over') },
  { kind: 'faded', legible: false, work: (page) => jpeg(page.linear(0.05, 232).blur(4)) },
  {
    kind: 'tiny',
    legible: false,
    work: async (page) => jpeg(sharp(await page.resize({ width: 260 }).png().toBuffer()).resize({ width: 1654 })),
  },
  {
    kind: 'blank',
    legible: false,
    hasText: false,
    work: () => jpeg(sharp({ create: { ...A4(150), channels: 3, background: '#fbfaf5' } })),
  },
  {
    kind: 'blank-grainy',
    legible: false,
    hasText: false,
    work: () =>
      jpeg(sharp({ create: { ...A4(150), channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 236, sigma: 4 } } })),
  },
  {
    kind: 'black',
    legible: false,
    hasText: false,
    work: () =>
      jpeg(
        sharp({ create: { ...A4(150), channels: 3, background: '#0b0b0b', noise: { type: 'gaussian', mean: 10, sigma: 5 } } }),
      ),
  },
  { kind: 'photograph', legible: false, hasText: false, work: photograph },
];

const font = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`);
const FONTS = {
  serif: font('pt-serif/400Regular/PTSerif_400Regular.ttf'),
  sans: font('pt-sans/400Regular/PTSans_400Regular.ttf'),
  hand: font('caveat/500Medium/Caveat_500Medium.ttf'),
  script: font('bad-script/400Regular/BadScript_400Regular.ttf'),
} as const;

async function drawn(dir: string, n: number, damage: Damage): Promise<ScanFile> {
  const { kind, legible = true, hasText = true, dpi = 200, work = (page) => jpeg(page) } = damage;
  const lines = damage.table ? [...letterText(n), ...TABLE.map((row) => row.join(' '))] : letterText(n);
  const pdf = join(dir, `${kind}.pdf`);
  writeFileSync(pdf, await pdfOf(lines, damage));
  execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', pdf, join(dir, kind)]);
  const page = sharp(readFileSync(join(dir, `${kind}.png`)));
  const content = await work(damage.reverse ? sharp(await withReverse(page)) : page, n);
  const cut = kind === 'cropped' ? lines.slice(0, -1) : lines;
  return {
    name: `${kind}.jpg`,
    content,
    type: 'image/jpeg',
    pages: [{ kind, text: hasText ? cut.join('\n') : '', legible, hasText }],
  };
}

const TABLE = [
  ['Месяц', 'Показание', 'Расход', 'Сумма'],
  ['август', '11 302', '1 178', '9 424,00'],
  ['сентябрь', '12 480', '1 205', '9 640,00'],
  ['октябрь', '13 702', '1 222', '9 776,00'],
];

function pdfOf(lines: readonly string[], { font: face = 'serif', size = 12, lined, table }: Damage): Promise<Buffer> {
  const page = new PDFDocument({ size: 'A4', margin: 0, info: { CreationDate: new Date(0) } });
  const gap = size * 1.75;
  if (lined) {
    page.lineWidth(0.6).strokeColor('#8fb3d9');
    for (let y = 70; y < 800; y += gap) page.moveTo(30, y).lineTo(570, y).stroke();
  }
  page.fillColor('#1a1a1a').font(FONTS[face]).fontSize(size);
  const body = table ? lines.slice(0, -TABLE.length) : lines;
  for (const [index, text] of body.entries()) page.text(text, 60, 70 + index * gap - size, { lineBreak: false });
  if (table) {
    const top = 80 + body.length * gap;
    for (const [row, cells] of TABLE.entries()) {
      for (const [column, text] of cells.entries()) {
        page
          .rect(60 + column * 110, top + row * 24, 110, 24)
          .lineWidth(0.8)
          .strokeColor('#333')
          .stroke();
        page.text(text, 66 + column * 110, top + row * 24 + 5, { lineBreak: false });
      }
    }
  }
  page.end();
  const chunks: Buffer[] = [];
  return new Promise((resolve) =>
    page.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks))),
  );
}

/** The other side of the sheet shines through. */
async function withReverse(page: Sharp): Promise<Buffer> {
  const front = await page.png().toBuffer();
  const back = await sharp(front).flop().linear(0.22, 198).blur(1.2).png().toBuffer();
  return sharp(front)
    .composite([{ input: back, blend: 'multiply' }])
    .png()
    .toBuffer();
}

/** Lines that rise and fall, letters that lean: what a font never does. */
async function wild(page: Sharp): Promise<Buffer> {
  const { data, info } = await page.greyscale().raw().toBuffer({ resolveWithObject: true });
  const out = Buffer.alloc(data.length, 255);
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      const fromY = Math.round(y + 9 * Math.sin(x / 37 + y / 90) + 6 * Math.sin(x / 11));
      const fromX = Math.round(x + 8 * Math.sin(y / 15 + x / 60));
      if (fromX >= 0 && fromX < info.width && fromY >= 0 && fromY < info.height)
        out[y * info.width + x] = data[fromY * info.width + fromX] ?? 255;
    }
  }
  return jpeg(sharp(out, { raw: { width: info.width, height: info.height, channels: 1 } }));
}

function scribble(): string {
  const strokes = Array.from({ length: 260 }, (_, n) => {
    const y = 150 + ((n * 9) % 1500);
    return `<path d="M80 ${y} C 500 ${y - 90}, 900 ${y + 120}, 1560 ${y - 30}" stroke="#222" stroke-width="9" fill="none"/>`;
  });
  return strokes.join('');
}

/** No letters: soft blots of all tones. */
function photograph(): Promise<Buffer> {
  const blots = Array.from({ length: 90 }, (_, n) => {
    const tone = (n * 67) % 255;
    return `<ellipse cx="${(n * 397) % 1240}" cy="${(n * 571) % 1754}" rx="${60 + ((n * 31) % 260)}" ry="${40 + ((n * 53) % 200)}" fill="rgb(${tone},${(tone * 3) % 255},${(tone * 7) % 255})" opacity="0.8"/>`;
  });
  const picture = `<svg width="1240" height="1754" xmlns="http://www.w3.org/2000/svg"><rect width="1240" height="1754" fill="#7a9"/>${blots.join('')}</svg>`;
  return jpeg(sharp(Buffer.from(picture)).blur(6));
}
