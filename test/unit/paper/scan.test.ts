import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { safeName } from '../../../src/paper/file-name.ts';
import { inspectScan } from '../../../src/paper/scan.ts';
import { readTiff } from '../../../src/paper/tiff.ts';
import { runs } from '../../support/properties.ts';

const limits = { uploadBytes: 2 ** 20, mailBytes: 2 ** 20, pages: 50, pixels: 60_000_000, childMs: 60_000, nameChars: 200 };
const inspect = (file: Buffer | string, name = 'скан.jpg') => inspectScan(Buffer.from(file), name, limits);
const picture = () => sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } });

describe('what comes in as a scan', () => {
  it('is known by its bytes, and gets the ending that fits them', async () => {
    const png = await picture().png().toBuffer();
    expect(await inspect(png)).toEqual({ verdict: 'accept', reason: null, type: 'image/png', name: 'скан.png', pages: 1 });
    expect(await inspect(await picture().jpeg().toBuffer())).toMatchObject({ verdict: 'accept', type: 'image/jpeg' });
    expect(await inspect(await picture().tiff().toBuffer(), 'a.tif')).toMatchObject({
      verdict: 'accept',
      type: 'image/tiff',
      pages: 1,
    });
  });

  it.each([
    ['nothing', '', /пуст/],
    ['one byte', 'x', /PDF, TIFF/],
    ['a page of the net', '<html><script>1</script></html>', /PDF, TIFF/],
    ['a picture that is a program', '<svg onload="x()"/>', /PDF, TIFF/],
    ['a program', `MZ${'\0'.repeat(200)}`, /PDF, TIFF/],
    ['a PDF with something in front', '<html>\n%PDF-1.7\n', /PDF, TIFF/],
  ])('%s is refused with a sentence that says what to do', async (_, file, reason) => {
    expect(await inspect(file)).toMatchObject({ verdict: 'reject', reason: expect.stringMatching(reason) });
  });

  it('over the limit of bytes it is refused unread', async () => {
    expect(await inspect(Buffer.alloc(2 ** 20 + 1))).toMatchObject({
      verdict: 'reject',
      reason: expect.stringContaining('1 МБ'),
    });
  });

  it('a picture too large to open is refused by its header alone', async () => {
    const png = await picture().png().toBuffer();
    png.writeUInt32BE(30_000, 16);
    png.writeUInt32BE(30_000, 20);
    expect(await inspect(png)).toMatchObject({ verdict: 'reject', reason: expect.stringContaining('30000 × 30000') });
  });

  it('a torn picture goes before people: part of the page may show', async () => {
    const png = await picture().png().toBuffer();
    const jpeg = await sharp({
      create: { width: 900, height: 900, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
    for (const torn of [png.subarray(0, png.length - 20), jpeg.subarray(0, jpeg.length / 2)]) {
      expect(await inspect(torn)).toMatchObject({ verdict: 'quarantine', reason: expect.stringContaining('ещё раз') });
    }
  });

  it('a small torn picture is no less torn', async () => {
    const jpeg = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    expect(jpeg.length).toBeLessThan(64 * 1024);
    expect((await inspect(jpeg.subarray(0, jpeg.length / 2))).verdict).toBe('quarantine');
  });

  it('a mail is a mail by its headers; with a torn head the name may say so, for text alone', async () => {
    const mail = 'Received: by mx.example\r\n\tfor <kanc@tbek.example>\r\nSubject: =?utf-8?B?0KE=?=\r\n\r\nТекст';
    expect(await inspect(mail, 'x')).toMatchObject({ verdict: 'accept', type: 'message/rfc822', name: 'x.eml' });
    expect(await inspect('без заголовков', 'x.eml')).toMatchObject({ verdict: 'accept', type: 'message/rfc822' });
    expect(await inspect(`MZ${'\0'.repeat(200)}`, 'x.eml')).toMatchObject({ verdict: 'reject' });
  });

  it('never throws, whatever the bytes', async () => {
    const starts = ['%PDF-1.7', 'II*\0', 'MM\0*', '\u0089PNG\r\n\u001a\n', '\u00ff\u00d8\u00ff', ''].map((each) =>
      Buffer.from(each, 'latin1'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts.slice(1)), fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
        const { verdict } = await inspect(Buffer.concat([start, rest]));
        expect(['accept', 'quarantine', 'reject']).toContain(verdict);
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('a TIFF', () => {
  it('tells pages and both resolutions without being decoded', async () => {
    const tiff = await picture()
      .tiff({ xres: 204 / 25.4, yres: 98 / 25.4 })
      .toBuffer();
    const [page] = readTiff(tiff, 50)?.pages ?? [];
    expect(page).toMatchObject({ width: 300, height: 200 });
    expect(page?.xDpi).toBeCloseTo(204, 0);
    expect(page?.yDpi).toBeCloseTo(98, 0);
  });

  it('whose directories point in a ring does not run away', () => {
    const ring = Buffer.alloc(8 + 6);
    ring.write('II*\0', 'latin1');
    ring.writeUInt32LE(8, 4);
    ring.writeUInt32LE(8, 10);
    expect(readTiff(ring, 50)).toMatchObject({ broken: true, pages: [expect.anything()] });
  });
});

describe('the kept name of a file', () => {
  const name = (text: string, type = 'application/pdf') => safeName(text, type, 200);

  it.each([
    ['..\\..\\windows\\system32\\letter.pdf', 'letter.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['zayavlenie\u202efdp.pdf', 'zayavleniefdp.pdf'],
    ['письмо.exe', 'письмо.pdf'],
    ['отчёт.2026', 'отчёт.2026.pdf'],
    ['con.pdf', '_con.pdf'],
    ['a:b?.pdf', 'a_b_.pdf'],
    ['', 'документ.pdf'],
    ['...', 'документ.pdf'],
    ['Скан.PDF', 'Скан.PDF'],
  ])('%j becomes %j', (given, kept) => {
    expect(name(given)).toBe(kept);
  });

  it('fits every file system, also with 300 Cyrillic letters', () => {
    expect(Buffer.byteLength(name(`${'о'.repeat(300)}.pdf`))).toBeLessThanOrEqual(244);
    expect(name(`${'о'.repeat(300)}.pdf`)).toMatch(/^о+\.pdf$/);
  });

  it('is never a path and never hides a sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(name(given)).toMatch(/^[^\p{Cc}\p{Cf}/\\]+\.pdf$/iu);
      }),
    );
  });
});
