import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namesInside } from '../../../src/mail/inside.ts';
import { readTnef } from '../../../src/mail/tnef.ts';
import { runs } from '../../support/properties.ts';
import { HIDDEN_7Z, LOCKED_7Z, PLAIN_7Z, rar4, rar5 } from './archive-samples.ts';
import { inCharset, mail, multipart, parse } from './build-mail.ts';

describe('Files that hold others are kept whole, and what lies in them is listed (8.4.2)', () => {
  it('a zip: the names of its files, with and without the mark of UTF-8, folders left out', async () => {
    const zip = zipOf([
      ['Акты/', false],
      ['Акты/сверка.pdf', true],
      ['счёт.xls', false],
    ]);
    expect(namesInside(zip, 'application/zip')).toEqual(['Акты/сверка.pdf (1\u00a0КБ)', 'счёт.xls (1\u00a0КБ)']);
    const { attachments } = await parse(withFile('docs.zip', 'application/zip', zip));
    expect(attachments.map(({ name, type, inside }) => [name, type, inside])).toEqual([
      ['docs.zip', 'application/zip', ['Акты/сверка.pdf (1\u00a0КБ)', 'счёт.xls (1\u00a0КБ)']],
    ]);
  });

  it('more files than anybody reads are counted', () => {
    const names = namesInside(zipOf(Array.from({ length: 500 }, (_, n) => [`${n}.txt`, true])), 'application/zip');
    expect([names.length, names.at(-1)]).toEqual([21, 'ещё 480']);
  });

  it.each([
    ['as 7-Zip packs its list', PLAIN_7Z, ['пусто.txt (1\u00a0КБ)', 'Акты/сверка.txt (1\u00a0КБ)', 'счёт.xls (1\u00a0КБ)']],
    ['with a password', LOCKED_7Z, ['архив под паролем', 'счёт.xls (1\u00a0КБ)']],
    ['with a password on the list too', HIDDEN_7Z, ['архив под паролем, список файлов закрыт']],
  ])('8.4.2: a 7z %s', async (_, archive, lines) => {
    const { attachments } = await parse(withFile('docs.7z', 'application/octet-stream', archive));
    expect(attachments.map(({ type, inside }) => [type, inside])).toEqual([['application/x-7z-compressed', lines]]);
  });

  it('8.4.2: a RAR of both formats, a file in it with a password', async () => {
    const five = rar5([
      ['Акты/сверка.pdf', 300_000, false],
      ['счёт.xls', 2048, true],
    ]);
    const four = rar4([
      ['сверка.pdf', 300_000, false],
      ['счёт.xls', 2048, true],
    ]);
    const { attachments } = await parse(withFile('docs.rar', 'application/octet-stream', five));
    expect(attachments[0]?.inside).toEqual(['Акты/сверка.pdf (293\u00a0КБ)', 'счёт.xls (2\u00a0КБ, под паролем)']);
    expect(namesInside(four, 'application/x-rar-compressed')).toEqual([
      'сверка.pdf (293\u00a0КБ)',
      'счёт.xls (2\u00a0КБ, под паролем)',
    ]);
  });

  it('a bomb is listed, said to be one, and not unpacked; what cannot be listed is said to be an archive', async () => {
    const bomb = zipOf([['0.txt', true]], 4_294_967_000);
    expect(namesInside(bomb, 'application/zip')[0]).toBe('осторожно: в распакованном виде 4\u00a0ГБ');
    const { attachments } = await parse(withFile('docs.tar.gz', 'application/gzip', gzipSync('a tar')));
    expect(attachments[0]?.inside).toEqual(['архив, содержание не показано']);
  });

  it('winmail.dat: the letter where there is no other text, and the names of its files, in the code page of the sender', async () => {
    const dat = tnefOf('Прошу опломбировать прибор.', 'схема.pdf');
    expect(readTnef(dat)).toMatchObject({ text: 'Прошу опломбировать прибор.', files: [{ name: 'схема.pdf', size: 3 }] });
    const { text, attachments } = await parse(withFile('winmail.dat', 'application/ms-tnef', dat, ''));
    expect(text.trim()).toBe('Прошу опломбировать прибор.');
    expect(attachments.map(({ name, type, inside }) => [name, type, inside])).toEqual([
      ['winmail.dat', 'application/ms-tnef', ['схема.pdf']],
      ['схема.pdf', 'application/pdf', undefined],
    ]);
    expect(attachments[1]).toMatchObject({ within: 'winmail.dat', size: 3, content: Buffer.from('pdf') });
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
          [Buffer.concat([PLAIN_7Z.subarray(0, cut % PLAIN_7Z.length), noise]), 'application/x-7z-compressed'],
          [flipped(PLAIN_7Z, cut), 'application/x-7z-compressed'],
          [flipped(rar5([['a', 1, true]]), cut), 'application/x-rar-compressed'],
          [flipped(rar4([['a', 1, true]]), cut), 'application/x-rar-compressed'],
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
function zipOf(names: readonly (readonly [string, boolean])[], size = 3): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  const entries = names.map(([name, utf8]) => {
    const bytes = utf8 ? Buffer.from(name) : inCharset(name, 'cp866');
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(utf8 ? 0x800 : 0, 8);
    entry.writeUInt32LE(size, 24);
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

/** One byte is another. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 + (at % 255));
  return copy;
}
