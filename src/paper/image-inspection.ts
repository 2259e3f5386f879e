/** Images: size from the header, whether the file is whole, pages of a TIFF. */
import sharp from 'sharp';
import { readTiff } from './tiff.ts';
import { quarantined, rejected, type ScanLimits, tooManyPages, type Verdict } from './verdict.ts';

export async function inspectImage(file: Buffer, type: string, limits: Pick<ScanLimits, 'pages' | 'pixels'>): Promise<Verdict> {
  if (type === 'image/tiff') {
    const tiff = readTiff(file, limits.pages);
    if (!tiff) return quarantined('Этот вид TIFF программа не читает. Сохраните скан как обычный TIFF или PDF.');
    if (tiff.broken) return quarantined(TORN);
    if (tiff.pages.length > limits.pages) return rejected(tooManyPages(`больше ${limits.pages}`, limits.pages));
    const big = tiff.pages.find(({ width, height }) => width * height > limits.pixels);
    if (big) return rejected(tooBig(big, limits.pixels), tiff.pages.length);
    return (await readable(file)) ? accepted(tiff.pages.length) : quarantined(TORN);
  }
  const size = await readable(file);
  if (!size) return quarantined(TORN);
  if (size.width * size.height > limits.pixels) return rejected(tooBig(size, limits.pixels), 1);
  return whole(file, type) ? accepted(1) : quarantined(TORN, 1);
}

const TORN = 'Файл обрывается или повреждён: страница может быть видна не вся. Попросите прислать его ещё раз.';

function accepted(pages: number): Verdict {
  return { verdict: 'accept', reason: null, pages };
}

function tooBig({ width, height }: { width: number; height: number }, most: number): string {
  return `Изображение слишком велико: ${width} × ${height} точек, а можно не более ${Math.floor(most / 1e6)} млн. Отсканируйте с разрешением 200–300 точек на дюйм.`;
}

/** The header alone; null when it cannot be read. */
async function readable(file: Buffer): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata();
    return { width, height };
  } catch {
    // sharp has one kind of error for all: whatever it cannot open is not opened.
    return null;
  }
}

/** Ends where its format says it ends. */
function whole(file: Buffer, type: string): boolean {
  if (type === 'image/png') {
    let at = 8;
    while (at + 8 <= file.length) {
      if (file.toString('latin1', at + 4, at + 8) === 'IEND') return true;
      at += 12 + file.readUInt32BE(at);
    }
    return false;
  }
  if (type === 'image/jpeg') {
    const end = file.lastIndexOf(Buffer.from([0xff, 0xd9]));
    return end > 0 && end > file.length - 64 * 1024;
  }
  return file.readUInt32LE(4) + 8 <= file.length;
}
