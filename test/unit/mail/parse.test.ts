import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { base64, files, inCharset, mail, multipart, PNG, parse, settings } from './build-mail.ts';

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
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});
