/** Letters the wrong way round: a sheet that was scanned through its back, or the other side that shines through an empty one. */
import { CERTAIN, type PageNeeds, type Pass, pass } from './passes.ts';
import type { Picture } from './picture.ts';
import { then } from './placement.ts';
import { studied } from './preprocess.ts';
import { confidenceOf } from './tesseract.ts';

/**
 * Null: in a mirror it does not read either. A few lines do not tell: what shines through is too pale for the quick look.
 * The words' places are those on the sheet as it lies.
 */
export async function readInMirror(unread: Pass, needs: PageNeeds): Promise<Pass | null> {
  const { page, turn, known } = unread;
  const mirror = mirrorOf(page);
  const read = { ...(await pass(mirror, await studied(mirror), turn, false, needs)), page };
  return read.known >= Math.max(FEW, 3 * known) && confidenceOf(read.words) > CERTAIN ? read : null;
}

/** Known words that are no chance. */
const FEW = 3;

function mirrorOf(picture: Picture): Picture {
  const { grey, width, height } = picture;
  const mirror = Buffer.allocUnsafe(grey.length);
  for (let row = 0; row < height; row += 1)
    for (let at = 0; at < width; at += 1) mirror[row * width + at] = grey[(row + 1) * width - 1 - at] ?? 255;
  return { ...picture, grey: mirror, onPage: then({ xx: -1, xy: 0, x0: width, yx: 0, yy: 1, y0: 0 }, picture.onPage) };
}
