import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMail } from '../../../src/mail/parse.ts';
import { base64, HEADERS, inCharset, mail, multipart, PDF, settings } from './build-mail.ts';

const parse = (raw: Buffer) => parseMail(raw, settings);
const files = (parsed: Awaited<ReturnType<typeof parse>>) =>
  parsed.attachments.map(({ name, type, size }) => ({ name, type, size }));
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('A letter by e-mail is read as people read it', () => {
  it('8.4.2: author, subject, date, text and thread of a sound letter', async () => {
    const raw = mail({
      'In-Reply-To': '<n-1@tbek.example>',
      References: '<n-0@tbek.example> <n-1@tbek.example>',
      'Reply-To': 'office@customer.example',
    });
    expect(await parse(raw)).toMatchObject({
      from: { name: 'Иван Петров', address: 'ivan@customer.example' },
      subject: 'Перерасчёт',
      sentAt: '2026-06-01T05:00:00.000Z',
      text: 'Прошу пересчитать.',
      messageId: '1@customer.example',
      inReplyTo: 'n-1@tbek.example',
      references: ['n-0@tbek.example', 'n-1@tbek.example'],
      to: ['kanc@tbek.example'],
      replyTo: 'office@customer.example',
      attachments: [],
      automatic: null,
      remarks: [],
    });
  });

  it('8.4.2: subject and text in cp1251 without any label', async () => {
    const head = inCharset('From: ivan@customer.example\r\nSubject: Опломбировка счётчика\r\n\r\n', 'windows-1251');
    const { subject, text } = await parse(Buffer.concat([head, inCharset('Просим опломбировать прибор учёта.', 'windows-1251')]));
    expect([subject, text]).toEqual(['Опломбировка счётчика', 'Просим опломбировать прибор учёта.']);
  });

  it('line ends of all systems give the same text', async () => {
    for (const end of ['\r\n', '\n', '\r']) {
      const { subject, text } = await parse(mail({}, `первая${end}вторая`, end));
      expect([subject, text]).toEqual(['Перерасчёт', 'первая\nвторая']);
    }
  });

  it('a line break hidden in the subject is a blank', async () => {
    const { subject } = await parse(mail({ Subject: `=?utf-8?B?${base64('Счёт\r\nBcc: x@y.example')}?=` }));
    expect(subject).toBe('Счёт Bcc: x@y.example');
  });

  it('controls and bidirectional marks are taken out of the text', async () => {
    expect((await parse(mail({}, 'до\0 по\u202eсле\x07 конец'))).text).toBe('до после конец');
  });

  it('wrapped lines (format=flowed) are put together, quotes stay apart', async () => {
    const { text } = await parse(
      mail({ 'Content-Type': 'text/plain; format=flowed' }, 'Прошу \r\nпересчитать.\r\n> ваш \r\n> ответ\r\n-- \r\nИван'),
    );
    expect(text).toBe('Прошу пересчитать.\n> ваш ответ\n-- \nИван');
  });

  it('a date that is none stays unknown and never becomes today', async () => {
    expect((await parse(mail({ Date: 'завтра' }))).sentAt).toBeNull();
    expect((await parse(mail({ Date: undefined }))).sentAt).toBeNull();
  });

  it('very long text keeps its beginning and its end', async () => {
    const { text } = await parse(mail({}, `начало ${'слово '.repeat(60_000)}конец`));
    expect(text.length).toBeLessThanOrEqual(settings.limits.textChars);
    expect([text.startsWith('начало'), text.endsWith('конец')]).toEqual([true, true]);
  });
});

describe('HTML', () => {
  const html = (body: string) => mail({ 'Content-Type': 'text/html; charset=utf-8' }, body);

  it('becomes text without scripts and styles', async () => {
    const { text } = await parse(
      html('<style>p{color:red}</style><script>evil()</script><p>Прошу <b>ответить</b></p><img src=x alt=пиксель>'),
    );
    expect(text.trim()).toBe('Прошу ответить');
  });

  it('alone inside multipart/related is still the text', async () => {
    const body = multipart('b', [
      ['Content-Type: text/html; charset=utf-8', '<p>Жалоба</p><img src="cid:1">'],
      ['Content-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64', PNG],
    ]);
    const parsed = await parse(mail({ 'Content-Type': 'multipart/related; boundary=b' }, body));
    expect(parsed.text.trim()).toBe('Жалоба');
    expect(files(parsed)).toMatchObject([{ name: 'logo.png', type: 'image/png' }]);
  });

  it('is read when the plain part beside it is blank, else the plain part is', async () => {
    const letter = (plain: string) =>
      mail(
        { 'Content-Type': 'multipart/alternative; boundary=b' },
        multipart('b', [
          ['Content-Type: text/plain', plain],
          ['Content-Type: text/html', '<p>из HTML</p>'],
        ]),
      );
    expect((await parse(letter(' \r\n'))).text.trim()).toBe('из HTML');
    expect((await parse(letter('простой'))).text).toBe('простой');
    expect((await parse(letter('простой'))).html).toBe('<p>из HTML</p>');
  });

  it('names its charset itself where the header does not', async () => {
    const body = inCharset('<meta charset="koi8-r"><p>Прошу прислать квитанцию</p>', 'koi8-r');
    expect((await parse(mail({ 'Content-Type': 'text/html' }, body))).text.trim()).toBe('Прошу прислать квитанцию');
  });

  it('of thousands of levels is read in time', async () => {
    const began = Date.now();
    const { text } = await parse(html(`${'<b>'.repeat(150_000)}жалоба`));
    expect(text).toContain('жалоба');
    expect(Date.now() - began).toBeLessThan(3000);
  });
});

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
      ['вложение-2.eml', false, 'message/rfc822'],
      ['вложение-3.png', false, 'image/png'],
      ['вложение-4.ics', false, 'text/calendar'],
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

  it('base64 with rubbish inside, padded line by line, quoted-printable with soft breaks', async () => {
    const content = async (encoding: string, body: string) =>
      (
        await parse(mail({ 'Content-Type': 'application/x-thing', 'Content-Transfer-Encoding': encoding }, body))
      ).attachments[0]?.content.toString();
    expect(await content('base64', '0J*_-/RgNC4\r\n!0LLQtdGC')).toBe('Привет');
    expect(await content('BASE64', 'YQ==\r\nYmM=\r\nZA==')).toBe('abcd');
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

describe('Broken structure loses nothing', () => {
  it('the last delimiter is missing', async () => {
    const body = multipart('b', [
      ['Content-Type: text/plain', 'текст'],
      ['Content-Type: application/pdf', PDF],
    ]).replace('--b--\r\n', '');
    const parsed = await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body));
    expect([parsed.text, files(parsed).length]).toEqual(['текст', 1]);
  });

  it('the boundary of the header never occurs: the one in use is found', async () => {
    const body = multipart('real', [['Content-Type: text/plain; charset=utf-8', 'текст']]);
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=other' }, body))).text).toBe('текст');
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed' }, body))).text).toBe('текст');
  });

  it('no delimiter at all, or a broken type: the body is shown', async () => {
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=none' }, 'просто текст'))).text).toBe('просто текст');
    expect((await parse(mail({ 'Content-Type': '; charset' }, 'просто текст'))).text).toBe('просто текст');
  });

  it('one boundary is the beginning of another', async () => {
    const inner = multipart('b1', [['Content-Type: text/plain', 'внутри']]);
    const body = multipart('b', [
      ['Content-Type: multipart/mixed; boundary=b1', inner],
      ['Content-Type: text/plain', 'снаружи'],
    ]);
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body))).text).toBe('внутри\nснаружи');
  });

  it('a hundred levels are opened, more are left in one piece and said', async () => {
    const nest = (levels: number): string =>
      levels === 0
        ? 'Content-Type: text/plain\r\n\r\nдно'
        : `Content-Type: multipart/mixed; boundary=b${levels}\r\n\r\n--b${levels}\r\n${nest(levels - 1)}\r\n--b${levels}--`;
    expect(await parse(Buffer.from(nest(90)))).toMatchObject({ text: 'дно', remarks: [] });
    expect((await parse(Buffer.from(nest(150)))).remarks).toHaveLength(1);
  });

  it('no headers, no bytes, only a binary', async () => {
    expect(await parse(Buffer.from('Просто текст без заголовков.'))).toMatchObject({
      subject: null,
      text: 'Просто текст без заголовков.',
    });
    expect(await parse(Buffer.alloc(0))).toMatchObject({ subject: null, text: '', attachments: [] });
    expect((await parse(Buffer.from(PNG, 'base64'))).from.address).toBeNull();
  });

  it('any bytes give an answer', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(...Object.entries(HEADERS).map(([name, value]) => Buffer.from(`${name}: ${value}\r\n`))),
      fc
        .constantFrom(
          '\r\n',
          '\n\n',
          '--b\r\n',
          '--b--',
          'Content-Type: multipart/mixed; boundary=b\r\n',
          'Content-Type: text/html\r\n',
          'Content-Transfer-Encoding: base64\r\n',
          'Content-Type: message/rfc822\r\n',
          '=?utf-8?B?',
          '<p>',
          '=',
        )
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const raw = Buffer.concat(pieces);
        const before = Buffer.from(raw);
        const parsed = await parse(raw);
        expect(parsed.fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(parsed.remarks.join()).not.toContain('не удалось');
        // The original is evidence: nobody writes into it
        expect(raw.equals(before)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Fingerprint', () => {
  const print = async (headers: Record<string, string | undefined>, body?: string) =>
    (await parse(mail(headers, body))).fingerprint;

  it('8.4.2: one letter in two of our mailboxes has one fingerprint', async () => {
    expect(await print({ Received: 'from a by b', 'Delivered-To': 'kanc@tbek.example' })).toBe(
      await print({ Received: 'from c by d' }),
    );
  });

  it('the same Message-ID on another text or another author is another letter', async () => {
    const prints = [
      await print({}),
      await print({}, 'Другой текст.'),
      await print({ From: 'other@customer.example' }),
      await print({ 'Message-ID': undefined }),
    ];
    expect(new Set(prints).size).toBe(4);
  });
});
