/** Sheets under a lamp, in a hand, at an angle: as phones see them. */
import type { SecondCase } from './case.ts';
import { asSharp, dice, drawnOver, grainy, lit, moved, type Picture, pictureOf, warped } from './pixels.ts';

const bump = (x: number, y: number, cx: number, cy: number, r: number) =>
  Math.exp(-((x - cx) ** 2 + ((y - cy) * 1.41) ** 2) / (2 * r * r));
const smooth = (value: number) => 1 / (1 + Math.exp(-value));

/** A trapezium on a dark table: the phone was held at the lower edge. */
function perspective(page: Picture, lean: number, turn: number): Picture {
  const [width, height] = [Math.round(page.width * 1.12), Math.round(page.height * 1.08)];
  return warped(
    page,
    { width, height },
    (x, y) => {
      const [u, v] = [x / width - 0.5, y / height - 0.5];
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      const [ru, rv] = [u * c - v * s * 1.41, (u * s) / 1.41 + v * c];
      const depth = 1 + lean * rv;
      return [(ru / depth / 0.86 + 0.5) * page.width, (rv / depth / 0.9 + 0.5) * page.height];
    },
    [74, 58, 46],
  );
}

/** The left edge sinks into the spine: lines bend and darken there. */
function curled(page: Picture): Picture {
  const bent = warped(page, page, (x, y) => {
    const u = x / page.width;
    const dip = Math.exp(-u * 9);
    return [x + dip * page.width * 0.03, y + dip * 0.035 * page.height * (0.35 + (y / page.height) * 0.3)];
  });
  return grainy(
    lit(bent, (x) => 1 - 0.75 * Math.exp(-x * 16)),
    3,
  );
}

function wrinkled(page: Picture): Picture {
  const wave = (x: number, y: number) => Math.sin(x * 23 + Math.sin(y * 31) * 2) * Math.sin(y * 19 + Math.sin(x * 17) * 2);
  const bent = warped(page, page, (x, y) => [
    x + 2.2 * wave(x / page.width, y / page.height),
    y + 2.8 * wave(y / page.height, x / page.width),
  ]);
  return lit(bent, (x, y) => 0.86 + 0.14 * wave(x + 0.004, y) - (Math.abs(wave(x, y)) < 0.02 ? 0.18 : 0));
}

/** A screen photographed: the columns of its lamps beat with ours. */
function moire(page: Picture): Picture {
  const { width, height } = page;
  return lit(page, (x, y) => 0.86 + 0.1 * Math.sin(x * width * 2.09 + y * 40) + 0.06 * Math.sin(y * height * 1.97 + x * 55));
}

/** Hills under a sky, and a wall of bricks: no letters. */
const hills = (page: Picture) =>
  drawnOver(
    page,
    `<rect width="1000" height="1414" fill="#8fb4dd"/>${Array.from({ length: 9 }, (_, n) => `<path d="M0 ${500 + n * 100} Q ${200 + n * 70} ${380 + n * 90} 520 ${540 + n * 95} T 1000 ${470 + n * 105} V1414 H0Z" fill="rgb(${40 + n * 17},${90 + n * 9},${50 + n * 6})"/>`).join('')}`,
    'over',
  ).then((drawn) => grainy(drawn, 9));
const bricks = (page: Picture) => {
  const next = dice(3);
  const wall = Array.from({ length: 500 }, (_, n) => {
    const row = Math.floor(n / 10);
    return `<rect x="${(n % 10) * 105 - (row % 2) * 50}" y="${row * 30}" width="99" height="25" fill="rgb(${Math.round(130 + next() * 60)},${Math.round(60 + next() * 40)},50)"/>`;
  });
  return drawnOver(page, `<rect width="1000" height="1414" fill="#b9b2a6"/>${wall.join('')}`, 'over').then((drawn) =>
    grainy(drawn, 12),
  );
};

export const PHONE_CASES: readonly SecondCase[] = [
  { kind: 'hand-shadow', work: (p) => lit(p, (x, y) => 0.94 - 0.6 * smooth((0.5 - Math.hypot(x - 0.75, (y - 0.8) * 1.2)) * 28)) },
  {
    kind: 'lamp',
    work: (p) =>
      grainy(
        lit(p, (x, y) => 0.32 + 0.66 * bump(x, y, 0.25, 0.2, 0.42)),
        5,
      ),
  },
  {
    kind: 'glare-mild',
    work: (p) =>
      lit(
        p,
        () => 0.9,
        (x, y) => 0.72 * bump(x, y, 0.55, 0.35, 0.16),
      ),
  },
  {
    kind: 'glare-lost',
    expected: 'lost',
    work: (p) =>
      lit(
        p,
        () => 0.9,
        (x, y) => Math.min(1, 1.9 * bump(x, y, 0.5, 0.3, 0.2)),
      ),
  },
  {
    kind: 'glare-stripe',
    expected: 'lost',
    work: (p) =>
      lit(
        p,
        () => 0.88,
        (x, y) => Math.min(1, 1.6 * Math.exp(-(((y - 0.25 - x * 0.1) / 0.07) ** 2))),
      ),
  },
  {
    kind: 'glare-flash',
    expected: 'lost',
    work: (p) =>
      grainy(
        lit(
          p,
          () => 0.8,
          (x, y) => Math.min(1, 1.4 * bump(x, y, 0.6, 0.25, 0.13)),
        ),
        4,
      ),
  },
  { kind: 'perspective', work: (p) => perspective(p, 0.16, 0) },
  {
    kind: 'perspective-turned',
    work: (p) =>
      grainy(
        lit(perspective(p, 0.24, 0.06), (x, y) => 0.7 + 0.3 * bump(x, y, 0.3, 0.3, 0.6)),
        4,
      ),
  },
  { kind: 'curl', work: curled },
  { kind: 'wrinkled', work: wrinkled },
  { kind: 'motion-mild', work: (p) => moved(p, 4, 1) },
  { kind: 'motion-lost', expected: 'unreadable', work: (p) => moved(p, 36, 14) },
  { kind: 'defocused', work: async (p) => pictureOf(await asSharp(p).blur(2.2).png().toBuffer()) },
  {
    kind: 'defocused-lost',
    expected: 'unreadable',
    work: async (p) => grainy(await pictureOf(await asSharp(p).blur(11).png().toBuffer()), 3),
  },
  { kind: 'moire', work: moire },
  {
    kind: 'dark',
    work: (p) =>
      grainy(
        lit(p, () => 0.22),
        3,
      ),
  },
  { kind: 'photo-hills', expected: 'nothing', work: hills },
  { kind: 'photo-bricks', expected: 'nothing', work: bricks },
];
