import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { parseAddresses } from '../../../src/mail/addresses.ts';
import { first, readHeaders } from '../../../src/mail/headers.ts';
import { safeName } from '../../../src/mail/names.ts';
import { parseStructured } from '../../../src/mail/parameters.ts';
import { sentAt } from '../../../src/mail/sent-at.ts';
import { decodeWords } from '../../../src/mail/words.ts';
import { inCharset } from './build-mail.ts';

const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const word = (text: string, charset = 'utf-8') => `=?${charset}?B?${inCharset(text, charset).toString('base64')}?=`;

describe('Header blocks', () => {
  const read = (text: string) => {
    const bytes = Buffer.from(text);
    const { headers, bodyAt } = readHeaders(bytes, 0, bytes.length, 1e6);
    return { headers, body: bytes.subarray(bodyAt).toString() };
  };

  it('folded lines are one value, the first of two equal headers counts', () => {
    const { headers, body } = read('Subject: one\r\n two\r\nX: 1\r\nSubject: other\r\n\r\nbody');
    expect([first(headers, 'subject'), body]).toEqual(['one two', 'body']);
  });

  it('a line that is no header is passed over when headers follow', () => {
    expect(first(read('To: a@b.example\r\nrubbish\r\nSubject: x\r\n\r\nbody').headers, 'subject')).toBe('x');
  });

  it('text without an empty line before it is body, not lost', () => {
    expect(read('Subject: x\r\nДобрый день!\r\nПрошу ответить.\r\n').body).toBe('Добрый день!\r\nПрошу ответить.\r\n');
  });

  it('the separator of an mbox file is passed over', () => {
    expect(first(read('From ivan@x.example Mon Jun 1 10:00:00 2026\nSubject: x\n\nbody').headers, 'subject')).toBe('x');
  });
});

describe('Encoded words (RFC 2047)', () => {
  it('a character cut between two words is read', () => {
    const bytes = Buffer.from('Предложение');
    const words = [bytes.subarray(0, 5), bytes.subarray(5)].map((each) => `=?utf-8?B?${each.toString('base64')}?=`);
    expect(decodeWords(words.join(' '))).toBe('Предложение');
  });

  it('words without blanks between them, in both encodings, with blanks inside', () => {
    expect(decodeWords(`${word('Счёт')}=?utf-8?Q?_=D0=B7=D0=B0 =D0=BC=D0=B0=D0=B9?=`)).toBe('Счёт за май');
  });

  it('a wrong label inside a word is repaired', () => {
    const text = inCharset('Прошу прислать квитанцию', 'windows-1251').toString('base64');
    expect(decodeWords(`=?iso-8859-1?B?${text}?=`)).toBe('Прошу прислать квитанцию');
  });

  it('raw eight-bit headers are read by the page of the letter', () => {
    expect(decodeWords(inCharset('Акт', 'windows-1251').toString('latin1'), 'windows-1251')).toBe('Акт');
    expect(decodeWords(latin1('Жалоба'))).toBe('Жалоба');
  });
});

describe('Parameters and file names (RFC 2231)', () => {
  const name = (header: string, hint: string | null = null) => parseStructured(header, hint).params.get('filename');

  it('long names in numbered pieces, each encoded or not', () => {
    expect(name("attachment; filename*1*=%D0%B2.pdf; filename*0*=utf-8''%D0%90%D0%BA%D1%82%20")).toBe('Акт в.pdf');
    expect(name('attachment; filename*0="one "; filename*1="two.pdf"')).toBe('one two.pdf');
  });

  it('the encoded name wins over its fallback', () => {
    expect(name(`attachment; filename="schet.pdf"; filename*=koi8-r''%F3%DE%A3%D4.pdf`)).toBe('Счёт.pdf');
  });

  it('what senders write instead: encoded words, raw bytes, percents without a star, blanks without quotes', () => {
    expect(name(`attachment; filename="${word('Акт № 7.pdf')}"`)).toBe('Акт № 7.pdf');
    expect(name(`attachment; filename="${inCharset('Акт.pdf', 'windows-1251').toString('latin1')}"`, 'windows-1251')).toBe(
      'Акт.pdf',
    );
    expect(name('attachment; filename=%D0%90%D0%BA%D1%82.pdf')).toBe('Акт.pdf');
    expect(name('attachment; filename=my file.pdf; size=3')).toBe('my file.pdf');
    expect(name('attachment; filename="a;b.pdf"')).toBe('a;b.pdf');
  });

  it('a forgotten semicolon does not hide the charset', () => {
    expect(parseStructured('text/html charset=koi8-r')).toMatchObject({ value: 'text/html' });
    expect(parseStructured('text/html charset=koi8-r').params.get('charset')).toBe('koi8-r');
  });

  it('a safe name has no path, no control and no bidirectional characters', () => {
    expect(safeName('../../etc/passwd', 200)).toBe('passwd');
    expect(safeName('C:\\Users\\ivan\\Скан 1.pdf', 200)).toBe('Скан 1.pdf');
    expect(safeName('счёт\u202efdp.exe', 200)).toBe('счётfdp.exe');
    expect(safeName('a\r\nb\0.pdf', 200)).toBe('a b.pdf');
    expect(safeName('...', 200)).toBeNull();
  });

  it('a name that is too long keeps its extension', () => {
    expect(safeName(`${'я'.repeat(300)}.pdf`, 20)).toBe(`${'я'.repeat(16)}.pdf`);
  });
});

describe('Addresses', () => {
  it('names in quotes, in encoded words, in comments, in groups', () => {
    expect(parseAddresses(`"${word('Иванов, И.')}" <i@x.example>`)[0]).toEqual({ name: 'Иванов, И.', address: 'i@x.example' });
    expect(parseAddresses('i@x.example (Ivan)')[0]).toEqual({ name: 'Ivan', address: 'i@x.example' });
    expect(parseAddresses('Отдел: a@x.example, b@x.example;').map(({ address }) => address)).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
  });

  it('an address hidden in an encoded word is found', () => {
    expect(parseAddresses(word('Иван <i@x.example>'))[0]).toEqual({ name: 'Иван', address: 'i@x.example' });
  });

  it('a name without an address has none', () => {
    expect(parseAddresses('undisclosed recipients')[0]?.address).toBeNull();
  });
});

describe('The Date header', () => {
  const cases: [string, string | null][] = [
    ['Mon, 1 Jun 2026 10:00:00 +0500', '2026-06-01T05:00:00.000Z'],
    ['1 Jun 26 10:00 MSK', '2026-06-01T07:00:00.000Z'],
    ['Mon, 1 Jun 2026 10:00:00 -0400 (EDT)', '2026-06-01T14:00:00.000Z'],
    ['Mon, 01 Jun 2026 10:00:00', '2026-06-01T10:00:00.000Z'],
    ['Mon Jun  1 10:00:00 2026', '2026-06-01T10:00:00.000Z'],
    ['2026-06-01T10:00:00+05:00', '2026-06-01T05:00:00.000Z'],
    ['Tue, 31 Feb 2026 10:00:00 +0500', null],
    ['вчера вечером', null],
    ['foo 12', null],
    ['', null],
  ];
  for (const [header, expected] of cases)
    it(`«${header}» is ${expected ?? 'no date'}`, () => expect(sentAt(header)).toBe(expected));
});
