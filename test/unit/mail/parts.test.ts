import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { base64, files, mail, multipart, PDF, PNG, parse } from './build-mail.ts';

describe('Attachments: every part that is not text, in order', () => {
  it('8.4.1: files, pictures and embedded mails, with their true types', async () => {
    const body = multipart('b', [
      ['Content-Type: text/plain; charset=utf-8', 'См. вложения'],
      [
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''%D0%90%D0%BA%D1%82.pdf\r\nContent-Transfer-Encoding: base64",
        base64(PDF),
      ],
      ['Content-Type: message/rfc822', `Subject: inner\r\n\r\nвнутреннее письмо`],
      ['Content-Type: image/png\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64', PNG],
      ['Content-Type: text/calendar; method=REQUEST', 'BEGIN:VCALENDAR'],
    ]);
    const parsed = await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body));
    expect(parsed.text).toBe('См. вложения');
    expect(parsed.attachments.map(({ name, named, type }) => [name, named, type])).toEqual([
      ['Акт.pdf', true, 'application/pdf'],
      ['письмо-2.eml', false, 'message/rfc822'],
      ['рисунок-3.png', false, 'image/png'],
      ['приглашение-4.ics', false, 'text/calendar'],
    ]);
    expect(parsed.attachments[0]?.content.toString()).toBe(PDF);
  });

  it('a document under the name of a program is not called a document', async () => {
    const raw = mail(
      { 'Content-Type': 'application/octet-stream; name="счёт.exe"', 'Content-Transfer-Encoding': 'base64' },
      base64(PDF),
    );
    expect(files(await parse(raw))).toMatchObject([{ name: 'счёт.exe', type: 'application/octet-stream' }]);
  });

  it('a lie about the type is corrected by the content', async () => {
    const raw = mail({ 'Content-Type': 'image/jpeg; name=scan.jpg', 'Content-Transfer-Encoding': 'base64' }, base64(PDF));
    expect(files(await parse(raw))).toMatchObject([{ type: 'application/pdf' }]);
  });

  it('base64 with rubbish inside, padded line by line, uuencode, quoted-printable with soft breaks', async () => {
    const content = async (encoding: string, body: string) =>
      (
        await parse(mail({ 'Content-Type': 'application/x-thing', 'Content-Transfer-Encoding': encoding }, body))
      ).attachments[0]?.content.toString();
    expect(await content('base64', '0J*_-/RgNC4\r\n!0LLQtdGC')).toBe('Привет');
    expect(await content('BASE64', 'YQ==\r\nYmM=\r\nZA==')).toBe('abcd');
    expect(await content('x-uuencode', 'begin 644 cat.txt\r\n#8V%T\r\n`\r\nend\r\n')).toBe('cat');
    expect(await content('quoted-printable', '=D0=9F=D1=\r\n=80 100% = =zz=')).toBe('Пр 100% = =zz');
  });
});

describe('A letter inside something else', () => {
  it('that is forwarded as a file without a word of its own is read from the file', async () => {
    const inner = 'Content-Type: text/plain; charset=utf-8\r\n\r\nПрошу ответить.';
    const raw = mail(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [['Content-Type: message/rfc822', inner]]),
    );
    const parsed = await parse(raw);
    expect([parsed.text, parsed.attachments.map(({ type }) => type)]).toEqual(['Прошу ответить.', ['message/rfc822']]);
  });

  it('that is signed in one piece (S/MIME) is read, the signature stays a file', async () => {
    const entity = mail(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain; charset=utf-8', 'Подписано.'],
        ['Content-Type: application/pdf; name=a.pdf', PDF],
      ]),
    );
    for (const cms of [signed(entity, false), signed(entity, true)]) {
      const raw = mail(
        {
          'Content-Type': 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
          'Content-Transfer-Encoding': 'base64',
        },
        base64(cms),
      );
      const parsed = await parse(raw);
      expect([parsed.text, parsed.attachments.map(({ name }) => name)]).toEqual(['Подписано.', ['smime.p7m', 'a.pdf']]);
    }
  });

  it('that is signed and broken is still a letter with a file', async () => {
    const cms = signed(Buffer.from('x'), false);
    for (let cut = 0; cut < cms.length; cut += 3) {
      const raw = mail(
        { 'Content-Type': 'application/pkcs7-mime; name=smime.p7m', 'Content-Transfer-Encoding': 'base64' },
        base64(cms.subarray(0, cut)),
      );
      expect((await parse(raw)).attachments).toHaveLength(1);
    }
  });
});

/** CMS SignedData (RFC 5652) around `entity`, by DER, or by BER with open lengths and content in pieces, as streams are signed. */
function signed(entity: Buffer, open: boolean): Buffer {
  const der = (tag: number, ...content: Buffer[]) => {
    const body = Buffer.concat(content);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([Buffer.from([tag, 0x84]), length, body]);
  };
  const element = (tag: number, ...content: Buffer[]) =>
    open ? Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.alloc(2)]) : der(tag, ...content);
  const oid = (last: number) => Buffer.from(`06092a864886f70d01070${last}`, 'hex');
  const half = entity.length >> 1;
  const octets = open ? element(0x24, der(0x04, entity.subarray(0, half)), der(0x04, entity.subarray(half))) : der(0x04, entity);
  const version = Buffer.from('020101', 'hex');
  return element(
    0x30,
    oid(2),
    element(0xa0, element(0x30, version, der(0x31), element(0x30, oid(1), element(0xa0, octets)), der(0x31))),
  );
}
