import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namesInside } from '../../../src/mail/inside.ts';
import { readTnef } from '../../../src/mail/tnef.ts';
import { runs } from '../../support/properties.ts';
import { inCharset, mail, multipart, parse } from './build-mail.ts';

describe('Files that hold others are kept whole, and what lies in them is listed (8.4.2)', () => {
  it('a zip: the names of its files, with and without the mark of UTF-8, folders left out', async () => {
    const zip = zipOf([
      ['Акты/', false],
      ['Акты/сверка.pdf', true],
      ['счёт.xls', false],
    ]);
    expect(namesInside(zip, 'application/zip')).toEqual(['Акты/сверка.pdf', 'счёт.xls']);
    const { attachments } = await parse(withFile('docs.zip', 'application/zip', zip));
    expect(attachments.map(({ name, type, inside }) => [name, type, inside])).toEqual([
      ['docs.zip', 'application/zip', ['Акты/сверка.pdf', 'счёт.xls']],
    ]);
  });

  it('more files than anybody reads are counted', () => {
    const names = namesInside(zipOf(Array.from({ length: 500 }, (_, n) => [`${n}.txt`, true])), 'application/zip');
    expect([names.length, names.at(-1)]).toEqual([21, 'ещё 480']);
  });

  it('winmail.dat: the letter where there is no other text, and the names of its files, in the code page of the sender', async () => {
    const dat = tnefOf('Прошу опломбировать прибор.', 'схема.pdf');
    expect(readTnef(dat)).toEqual({ text: 'Прошу опломбировать прибор.', files: [{ name: 'схема.pdf', size: 3 }] });
    const { text, attachments } = await parse(withFile('winmail.dat', 'application/ms-tnef', dat, ''));
    expect(text.trim()).toBe('Прошу опломбировать прибор.');
    expect(attachments.map(({ name, type, inside }) => [name, type, inside])).toEqual([
      ['winmail.dat', 'application/ms-tnef', ['схема.pdf']],
    ]);
  });

  it('a forwarded mail is named by its subject', async () => {
    const inner = mail({ Subject: 'Акт за май' });
    const { attachments } = await parse(withFile('forwarded.eml', 'message/rfc822', inner));
    expect(attachments[0]?.inside).toEqual(['письмо «Акт за май»']);
  });

  it('broken ones hold nothing, whatever their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (noise, cut) => {
        const zip = zipOf([['a.txt', true]]);
        const dat = tnefOf('x', 'y');
        for (const [bytes, type] of [
          [Buffer.concat([zip.subarray(0, cut % zip.length), noise, zip.subarray(cut % zip.length)]), 'application/zip'],
          [Buffer.concat([dat.subarray(0, 6 + (cut % (dat.length - 6))), noise]), 'application/ms-tnef'],
        ] as const) {
          expect(Array.isArray(namesInside(bytes, type))).toBe(true);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

function withFile(name: string, type: string, content: Buffer, text = 'Файлы приложены.'): Buffer {
  const encoding = type === 'message/rfc822' ? '8bit' : 'base64';
  const body = encoding === 'base64' ? content.toString('base64') : content.toString();
  return mail(
    { 'Content-Type': 'multipart/mixed; boundary="b"' },
    multipart('b', [
      ['Content-Type: text/plain; charset=utf-8', text],
      [
        `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: ${encoding}`,
        body,
      ],
    ]),
  );
}

/** Empty files, stored; the local headers that nobody reads are left out. Names in UTF-8 with the mark, else in cp866. */
function zipOf(names: readonly (readonly [string, boolean])[]): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  const entries = names.map(([name, utf8]) => {
    const bytes = utf8 ? Buffer.from(name) : inCharset(name, 'cp866');
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(utf8 ? 0x800 : 0, 8);
    entry.writeUInt16LE(bytes.length, 28);
    return Buffer.concat([entry, bytes]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(head.length, 16);
  return Buffer.concat([head, directory, end]);
}

function tnefOf(text: string, name: string): Buffer {
  const attribute = (level: number, id: number, value: Buffer) => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(value.length, 5);
    return Buffer.concat([head, value, Buffer.alloc(2)]);
  };
  const page = Buffer.alloc(8);
  page.writeUInt32LE(1251, 0);
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(1, 0x00069007, page),
    attribute(1, 0x0002800c, inCharset(`${text}\0`, 'cp1251')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, inCharset(`${name}\0`, 'cp1251')),
    attribute(2, 0x0006800f, Buffer.from('pdf')),
  ]);
}
