/** Files that mean harm, each small: never decoded, never kept as what they pretend to be (8.2.2). */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { limits } from '../../../src/config.ts';
import { inspectScan } from '../../../src/paper/scan.ts';

const inspect = (file: Buffer, name = 'скан.pdf') => inspectScan(file, name, limits);
const picture = () => sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } });

/** @param entry of the catalog; `more` objects from number 4 on */
function pdf(entry: string, ...more: readonly string[]): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${entry} >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...more,
  ];
  let text = '%PDF-1.5\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A ZIP of one stored file that begins `before` bytes into the file. */
function zip(before: number): Buffer {
  const data = deflateRawSync(Buffer.from('calc.exe'));
  const name = Buffer.from('a.bat');
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt32LE(data.length, 18);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\u0001\u0002', 'latin1');
  central.writeUInt16LE(name.length, 28);
  central.writeUInt32LE(before, 42);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  return Buffer.concat([local, name, data, central, name, end]);
}

describe('files that mean harm (8.2.2)', () => {
  it('8.2.2: a scan that is an archive as well goes before people, whatever kind of scan', async () => {
    const sound = [
      pdf(''),
      await picture().png().toBuffer(),
      await picture().jpeg().toBuffer(),
      await picture().tiff().toBuffer(),
    ];
    for (const file of sound) {
      expect(await inspect(file)).toMatchObject({ verdict: 'accept' });
      const two = Buffer.concat([file, zip(file.length)]);
      expect(await inspect(two)).toMatchObject({ verdict: 'quarantine', reason: expect.stringContaining('архив') });
    }
    // The letters PK alone, in the bytes of a picture, are none
    expect(
      await inspect(Buffer.concat([pdf(''), Buffer.from('PK\u0005\u0006 and more text than a record has room for')])),
    ).toMatchObject({ verdict: 'accept' });
  });

  it.each([
    ['a script under another spelling', '/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>'],
    ['a file on another machine', '/OpenAction << /S /GoToR /F (\\\\\\\\host\\\\share\\\\a.pdf) >>'],
    ['a form with a program', '/AcroForm << /XFA (<xdp/>) >>'],
    ['data that is sent away', '/OpenAction << /S /SubmitForm /F (http://a.example) >>'],
  ])('8.2.2: a PDF with %s goes before people', async (_, entry) => {
    expect(await inspect(pdf(entry))).toMatchObject({ verdict: 'quarantine', reason: expect.stringMatching(/человек\.$/) });
  });

  it('8.2.2: a stream that grows a thousandfold is not unpacked to look at the file', async () => {
    const bomb = deflateSync(Buffer.alloc(200 * 2 ** 20), { level: 9 });
    const head = `<< /Length ${bomb.length} /Filter /FlateDecode >>\nstream\n`;
    const file = pdf('', `${head}${bomb.toString('latin1')}\nendstream`);
    expect((await inspect(file)).verdict).not.toBe('reject');
  }, 20_000);

  it('8.2.2: pages without end, pictures without measure: refused by the header', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_000, frame + 5);
    jpeg.writeUInt16BE(65_000, frame + 7);
    expect(await inspect(jpeg)).toMatchObject({ verdict: 'reject', reason: expect.stringContaining('65000') });
    const sheet = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const thick = await sharp(Array(60).fill(sheet), { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect(await inspect(thick)).toMatchObject({ verdict: 'reject', reason: expect.stringContaining('больше 50') });
  });

  it('8.2.2: pages that are their own parents, and torn tables, do not hold anybody up', async () => {
    const ring = Buffer.from(pdf('').toString('latin1').replace('/Kids [3 0 R]', '/Kids [2 0 R]'), 'latin1');
    // One page by its count; whoever opens it finds none, and says so
    expect(await inspect(ring)).toMatchObject({ pages: 1 });
    const torn = pdf('').subarray(0, 150);
    expect(['quarantine', 'reject']).toContain((await inspect(torn)).verdict);
  });

  it('8.2.2: what a killed process left in the folder for temporary things is swept away', async () => {
    const left = join(tmpdir(), 'chancery-file-999999999-x');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'file'), 'письмо');
    const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`chancery-file-${process.pid}-`));
    const before = own();
    await inspect(pdf(''));
    expect(own().filter((name) => !before.includes(name))).toEqual([]);
    // Once for a process, at its first file: this one may have had its first before
    if (existsSync(left)) {
      const { execFileSync } = await import('node:child_process');
      execFileSync(process.execPath, [
        '--import',
        'tsx',
        '-e',
        `import('./src/paper/child.ts').then(({ withFile }) => withFile(Buffer.from('x'), async () => {}))`,
      ]);
    }
    expect(existsSync(left)).toBe(false);
  }, 30_000);
});
