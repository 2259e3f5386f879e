/** Sheets as scanners and faxes feed, cut, turn and save them. */
import sharp from 'sharp';
import { jpeg, type SecondCase } from './case.ts';
import { asSharp, drawnOver, grainy, lit, type Picture, pictureOf } from './pixels.ts';

async function threshold(page: Picture, level: number): Promise<Picture> {
  return pictureOf(await asSharp(grainy(page, 12)).greyscale().threshold(level).png().toBuffer());
}

async function fax(page: Picture): Promise<Buffer> {
  const squeezed = await asSharp(page)
    .greyscale()
    .resize({ width: 1654, height: 1169, fit: 'fill' })
    .threshold(150)
    .toColourspace('b-w')
    .png()
    .toBuffer();
  return sharp(squeezed)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 200 / 25.4, yres: 100 / 25.4, resolutionUnit: 'inch' })
    .toBuffer();
}

async function spread(page: Picture): Promise<Picture> {
  const png = await asSharp(page).png().toBuffer();
  return pictureOf(
    await asSharp(page)
      .extend({ right: page.width, background: '#fff' })
      .composite([{ input: png, left: page.width, top: 0 }])
      .png()
      .toBuffer(),
  );
}
const turned = (degrees: number) => async (page: Picture) =>
  pictureOf(await asSharp(page).rotate(degrees, { background: '#fff' }).png().toBuffer());
const shrunk = (width: number) => async (page: Picture) => pictureOf(await asSharp(page).resize({ width }).png().toBuffer());
const halved = (part: object) => async (page: Picture) =>
  pictureOf(
    await asSharp(page)
      .extract({ left: 0, top: 0, width: page.width, height: page.height, ...part })
      .png()
      .toBuffer(),
  );

export const SCANNER_CASES: readonly SecondCase[] = [
  { kind: 'jpeg-10', save: jpeg(10) },
  { kind: 'jpeg-18', save: jpeg(18), dpi: 150 },
  { kind: 'jpeg-25', save: jpeg(25), sheet: { size: 10 } },
  { kind: 'fax-200x100', dpi: 200, save: async (p) => fax(await pictureOf(await p.png().toBuffer())), ext: 'tif' },
  { kind: 'one-bit-dark', work: (p) => threshold(p, 236) },
  { kind: 'one-bit-light', work: (p) => threshold(p, 58) },
  { kind: 'dpi-100', dpi: 100 },
  { kind: 'dpi-120-small', dpi: 120, sheet: { size: 10 } },
  { kind: 'dpi-600', dpi: 600, sheet: { layout: 'letterhead' } },
  {
    kind: 'black-borders',
    work: async (p) =>
      pictureOf(await asSharp(p).extend({ left: 120, right: 260, top: 60, bottom: 380, background: '#080808' }).png().toBuffer()),
  },
  { kind: 'two-pages', copies: 2, work: spread },
  { kind: 'upside-down', work: turned(180) },
  { kind: 'on-its-side', work: turned(90), sheet: { layout: 'letterhead' } },
  { kind: 'on-its-side-3', work: turned(273) },
  { kind: 'tilted-14', work: turned(14) },
  { kind: 'mirrored', expected: 'lost', work: async (p) => pictureOf(await asSharp(p).flop().png().toBuffer()) },
  { kind: 'negative', work: async (p) => pictureOf(await asSharp(p).negate().png().toBuffer()) },
  { kind: 'half-right-lost', expected: 'lost', work: async (p) => halved({ width: Math.round(p.width * 0.55) })(p) },
  {
    kind: 'half-left-lost',
    expected: 'lost',
    work: async (p) => halved({ left: Math.round(p.width * 0.4), width: Math.round(p.width * 0.6) })(p),
  },
  {
    kind: 'torn-scan',
    expected: 'lost',
    work: (p) => drawnOver(p, '<rect y="420" width="1000" height="1000" fill="#808080"/>', 'over'),
  },
  { kind: 'thumbnail-300', expected: 'unreadable', work: shrunk(300) },
  { kind: 'thumbnail-enlarged', expected: 'unreadable', work: async (p) => shrunk(1654)(await shrunk(280)(p)) },
  {
    kind: 'snow',
    expected: 'unreadable',
    work: (p) =>
      grainy(
        lit(
          p,
          () => 0.3,
          () => 0.42,
        ),
        110,
      ),
  },
  {
    kind: 'black-sheet',
    expected: 'nothing',
    work: (p) =>
      grainy(
        lit(p, () => 0.03),
        5,
      ),
  },
];
