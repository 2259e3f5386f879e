/** Letters the wrong way round: a sheet that was scanned through its back, or the other side that shines through an empty one. */
import { type PageNeeds, type Pass, pass } from './passes.ts';
import { type Picture, tonesOf } from './picture.ts';
import { then } from './placement.ts';
import { studied } from './preprocess.ts';
import { standsUpright } from './way-up.ts';

/** Are the words of a page that could not be read the words of its mirror image? Asked of a few lines. */
export async function isMirrored({ picture }: Pass, needs: PageNeeds): Promise<boolean> {
  return standsUpright(stretched(mirrorOf(picture)), needs);
}

/** Read in a mirror; the words' places are those on the sheet as it lies. */
export async function mirrorPass({ page, turn }: Pass, needs: PageNeeds): Promise<Pass> {
  const mirror = mirrorOf(page);
  return { ...(await pass(mirror, await studied(mirror), turn, false, needs)), page };
}

/** What shines through is pale, and its lines are found by what is dark. */
function stretched(picture: Picture): Picture {
  const { median, depth } = tonesOf(picture);
  const tones = Uint8Array.from({ length: 256 }, (_, tone) =>
    Math.max(0, Math.min(255, 250 - ((median - tone) * 250) / Math.max(1, depth))),
  );
  return { ...picture, grey: Buffer.from(picture.grey.map((tone) => tones[tone] ?? 255)) };
}

function mirrorOf(picture: Picture): Picture {
  const { grey, width, height } = picture;
  const mirror = Buffer.allocUnsafe(grey.length);
  for (let row = 0; row < height; row += 1)
    for (let at = 0; at < width; at += 1) mirror[row * width + at] = grey[(row + 1) * width - 1 - at] ?? 255;
  return { ...picture, grey: mirror, onPage: then({ xx: -1, xy: 0, x0: width, yx: 0, yy: 1, y0: 0 }, picture.onPage) };
}
