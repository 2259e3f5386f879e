/** Draws the second set of scans, other sheets and other damages than the first: `--out DIR`; measure it with `scans --data DIR`. */
import { drawSecondSet } from './scans/second/draw.ts';

const at = process.argv.indexOf('--out');
const out = at > 0 ? process.argv[at + 1] : undefined;
if (out) console.log(`${await drawSecondSet(out)} files in ${out}`);
else {
  console.error('usage: npm run bench -- scans-second --out DIR');
  process.exitCode = 2;
}
