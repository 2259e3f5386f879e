/** Sheets that differ by what is printed, written and stuck on them. */
import type { SecondCase } from './case.ts';
import { asSharp, drawnOver, grainy, lit, type Picture, pictureOf } from './pixels.ts';

const STAMP =
  '<g fill="none" stroke="#27369c" stroke-width="5" opacity="0.8"><circle cx="430" cy="520" r="115"/><circle cx="430" cy="520" r="80"/></g><g font-family="DejaVu Sans" font-size="21" fill="#27369c" opacity="0.8"><text x="345" y="512">КАНЦЕЛЯРИЯ</text><text x="375" y="545">№ 3</text></g>';
const RED_STAMP =
  '<g transform="rotate(-8 620 330)" opacity="0.75"><rect x="480" y="270" width="300" height="110" fill="none" stroke="#b3202a" stroke-width="6"/><g font-family="DejaVu Sans" font-size="27" fill="#b3202a"><text x="505" y="315">ПОЛУЧЕНО</text><text x="505" y="358">18 МАЙ 2026</text></g></g>';
const SIGNATURE =
  '<path d="M420 760 c 40 -170 90 140 120 -30 s 40 -90 70 10 s 60 -90 110 -40 s 60 20 160 -20" fill="none" stroke="#14248c" stroke-width="5"/><path d="M400 820 C 500 730, 640 840, 880 700" fill="none" stroke="#14248c" stroke-width="4"/>';
const MARKERS =
  '<rect x="90" y="330" width="640" height="24" fill="#fff200"/><rect x="90" y="420" width="720" height="24" fill="#ff9ad5"/><rect x="90" y="500" width="560" height="24" fill="#7be36b"/>';
const RESOLUTION =
  '<g font-family="DejaVu Sans" font-style="italic" font-size="30" fill="#2b3aa0" transform="rotate(-14 700 160)"><text x="560" y="130">Иванову: к ответу!</text><text x="590" y="175">до пятницы</text></g>';
const WATERMARK =
  '<text x="140" y="1050" transform="rotate(-50 300 1000)" font-family="DejaVu Sans" font-size="210" fill="#d4d4d4">КОПИЯ</text>';
const STAPLED =
  '<g><circle cx="30" cy="430" r="17" fill="#555"/><circle cx="30" cy="960" r="17" fill="#555"/><path d="M60 45 l60 -22" stroke="#222" stroke-width="5"/><path d="M64 60 l62 -24" stroke="#999" stroke-width="12" opacity="0.6"/></g>';
const QR = Array.from({ length: 24 }, (_, row) =>
  Array.from({ length: 24 }, (_, column) =>
    (row * 7 + column * 13 + row * column) % 3 === 0
      ? `<rect x="${800 + column * 5}" y="${60 + row * 5}" width="5" height="5"/>`
      : '',
  ).join(''),
).join('');
const SCRIBBLE = `<g stroke="#222" stroke-width="15" fill="none">${Array.from({ length: 150 }, (_, n) => `<path d="M40 ${40 + n * 7} C 300 ${n * 7}, 620 ${120 + n * 7}, 960 ${20 + n * 7}"/>`).join('')}</g>`;
const specks = Array.from(
  { length: 160 },
  (_, n) => `<circle cx="${(n * 397) % 1000}" cy="${(n * 709) % 1414}" r="${1 + (n % 3) * 0.6}" fill="#333"/>`,
).join('');
const LINES = Array.from({ length: 40 }, (_, n) => `<path d="M30 ${60 + n * 33} H 970" stroke="#86a9d8" stroke-width="2"/>`).join(
  '',
);

const over = (svg: string) => (page: Picture) => drawnOver(page, svg);
const white = (page: Picture): Picture => ({ ...page, data: Buffer.alloc(page.data.length, 250) });
const tinted = (red: number, green: number, blue: number) => (page: Picture) => {
  const data = Buffer.from(page.data);
  for (let at = 0; at < data.length; at += 3)
    for (const [channel, tint] of [red, green, blue].entries()) data[at + channel] = ((data[at + channel] ?? 0) * tint) / 255;
  return grainy({ ...page, data }, 3);
};

/** The other side of the sheet, as strong as `level`. */
async function through(page: Picture, level: number): Promise<Picture> {
  const back = await pictureOf(
    await asSharp(page)
      .flop()
      .blur(1.4)
      .linear(level, 255 * (1 - level))
      .png()
      .toBuffer(),
  );
  return back;
}
async function bothSides(page: Picture, level: number): Promise<Picture> {
  const back = await through(page, level);
  return pictureOf(
    await asSharp(page)
      .composite([{ input: await asSharp(back).png().toBuffer(), top: 40, left: 25, blend: 'multiply' }])
      .png()
      .toBuffer(),
  );
}

export const PAPER_CASES: readonly SecondCase[] = [
  { kind: 'times', sheet: {} },
  { kind: 'times-300', dpi: 300, sheet: { layout: 'letterhead' } },
  { kind: 'verdana', sheet: { face: 'verdana', size: 10 } },
  { kind: 'italic', sheet: { face: 'italic' } },
  { kind: 'bold', sheet: { face: 'bold', size: 14 } },
  { kind: 'narrow', sheet: { face: 'narrow', size: 10 } },
  {
    kind: 'typewriter',
    sheet: { face: 'courier' },
    work: (page) =>
      grainy(
        lit(
          page,
          () => 1,
          (x, y) => 0.22 * (1 + Math.sin(x * 91) * Math.sin(y * 173)),
        ),
        6,
      ),
  },
  { kind: 'small-8', dpi: 300, sheet: { layout: 'dense', face: 'sans', size: 8 } },
  { kind: 'small-8', sheet: { layout: 'dense', size: 8 } },
  { kind: 'letterhead', sheet: { layout: 'letterhead' } },
  { kind: 'columns', sheet: { layout: 'columns', size: 10 } },
  { kind: 'table', sheet: { layout: 'table', size: 11 } },
  { kind: 'form-typed', sheet: { layout: 'form', size: 11 }, n: 0 },
  { kind: 'form-hand', sheet: { layout: 'form', size: 11 }, n: 1 },
  { kind: 'stamp-round', work: over(STAMP) },
  { kind: 'stamp-red', work: over(RED_STAMP) },
  { kind: 'signature-over', work: over(SIGNATURE) },
  { kind: 'marker', work: over(MARKERS) },
  { kind: 'resolution', work: over(RESOLUTION) },
  { kind: 'watermark', work: over(WATERMARK) },
  { kind: 'qr-code', work: over(QR) },
  { kind: 'punched-stapled', work: over(STAPLED) },
  { kind: 'paper-yellow', work: tinted(250, 226, 120) },
  { kind: 'paper-blue', work: tinted(150, 190, 235) },
  { kind: 'paper-pink', work: tinted(245, 150, 165) },
  { kind: 'paper-grey', work: tinted(178, 172, 160) },
  { kind: 'ink-blue', sheet: { ink: '#2338a8' } },
  { kind: 'ink-red', sheet: { ink: '#c8323c' } },
  { kind: 'ink-green', sheet: { ink: '#3d8f52' } },
  { kind: 'pencil', sheet: { ink: '#b9b9b9' }, work: (page) => grainy(page, 4) },
  {
    kind: 'toner-out',
    work: (page) =>
      grainy(
        lit(
          page,
          () => 1,
          (x) => 0.6 * Math.max(0, Math.sin(x * 20)) ** 2,
        ),
        3,
      ),
  },
  { kind: 'show-through', work: (page) => bothSides(page, 0.3) },
  { kind: 'show-through-empty', expected: 'nothing', work: (page) => through(page, 0.3) },
  { kind: 'show-through-strong', expected: 'nothing', work: (page) => through(page, 0.55) },
  { kind: 'empty-specks', expected: 'nothing', work: (page) => drawnOver(white(page), specks) },
  { kind: 'empty-stapled', expected: 'nothing', work: (page) => drawnOver(grainy(white(page), 2), STAPLED) },
  { kind: 'empty-lined', expected: 'nothing', work: (page) => drawnOver(white(page), LINES) },
  { kind: 'empty-yellow', expected: 'nothing', work: (page) => tinted(250, 226, 120)(white(page)) },
  {
    kind: 'empty-framed',
    expected: 'nothing',
    work: (page) => drawnOver(white(page), '<rect width="1000" height="40"/><rect width="34" height="1414"/>'),
  },
  { kind: 'hand-squared', sheet: { face: 'hand', size: 20, squared: true, ink: '#2a3580' } },
  { kind: 'hand-script', sheet: { face: 'script', size: 16, ink: '#252a50' } },
  { kind: 'hand-pencil', sheet: { face: 'hand', size: 20, ink: '#9a9a9a' }, work: (page) => grainy(page, 5) },
  { kind: 'scribbled-out', expected: 'unreadable', work: (page) => drawnOver(page, SCRIBBLE, 'over') },
  {
    kind: 'ink-spilt',
    expected: 'lost',
    work: (page) => drawnOver(page, '<path d="M0 400 Q 500 250 1000 420 V 900 Q 600 1000 0 860 Z" fill="#16161c"/>', 'over'),
  },
  {
    kind: 'sheet-over',
    expected: 'lost',
    work: (page) =>
      drawnOver(
        page,
        '<path d="M0 380 L1000 330 V 1414 H0 Z" fill="#f6f6f2"/><path d="M0 380 L1000 330" stroke="#aaa" stroke-width="5"/>',
        'over',
      ),
  },
];
