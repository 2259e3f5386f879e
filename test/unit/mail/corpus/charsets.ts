import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { base64, mail } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';

const plain = (charset: string | null, more: Record<string, string> = {}) => ({
  'Content-Type': charset === null ? undefined : `text/plain; charset=${charset}`,
  'Content-Transfer-Encoding': '8bit',
  ...more,
});
const RUSSIAN = TEXT.replace('№', 'N');
const mislabelled = (real: string, label: string | null): Case => ({
  what: `${real} labelled ${label ?? 'not at all'}`,
  raw: mail(plain(label), iconv.encode(RUSSIAN, real)),
  says: [RUSSIAN],
  automatic: null,
});
/** «Перерасчёт» in encoded words, the character between them cut in two. */
const cut = Buffer.from('Перерасчёт за январь');

export const CHARSETS: readonly Case[] = [
  ...(['koi8-r', 'cp866', 'windows-1251', 'maccyrillic', 'iso-8859-5', 'koi8-u'] as const).flatMap((real) =>
    (['windows-1251', 'koi8-r', 'iso-8859-1', 'utf-8', 'us-ascii', 'x-unknown', null] as const)
      .filter((label) => label !== real)
      .map((label) => mislabelled(real, label)),
  ),
  mislabelled('utf-8', 'windows-1251'),
  mislabelled('utf-8', 'iso-8859-1'),
  {
    what: 'UTF-16 with a byte order mark',
    raw: mail(
      { ...plain('utf-16'), 'Content-Transfer-Encoding': 'base64' },
      base64(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')])),
    ),
    says: [TEXT],
  },
  {
    what: 'UTF-16 big-endian without a mark',
    raw: mail({ ...plain('utf-16be'), 'Content-Transfer-Encoding': 'base64' }, base64(Buffer.from(TEXT, 'utf16le').swap16())),
    says: [TEXT],
  },
  { what: 'UTF-7', raw: mail(plain('utf-7'), iconv.encode(TEXT, 'utf-7')), says: [TEXT] },
  { what: 'UTF-7 in the subject', raw: mail({ Subject: '=?utf-7?Q?+BB8ENQRABDUEQAQwBEEERwQ1BEI-?=' }), subject: 'Перерасчет' },
  {
    what: 'GB18030 with Russian words',
    raw: mail(plain('gb18030'), iconv.encode(TEXT.replace('№', 'N'), 'gb18030')),
    says: [TEXT.replace('№', 'N')],
  },
  {
    what: 'ISO-2022-JP',
    raw: mail(plain('iso-2022-jp'), Buffer.from('\x1b$B%F%9%H\x1b(B Dogovor 12/46', 'latin1')),
    says: ['テスト Dogovor 12/46'],
  },
  {
    what: 'a charset in quotes and upper case, with a blank',
    raw: mail(plain('" WINDOWS-1251 "'), iconv.encode(RUSSIAN, 'cp1251')),
    says: [RUSSIAN],
  },
  {
    what: 'quoted-printable in cp1251 with lower-case digits and soft breaks',
    raw: mail(
      plain('windows-1251', { 'Content-Transfer-Encoding': 'quoted-printable' }),
      '=cf=f0=ee=f8=\r\n=f3 =f0=e0=f1=f7=b8=f2 =\r\n=e0=\r\n',
    ),
    says: ['Прошу расчёт а'],
  },
  {
    what: 'a subject of words in two charsets',
    raw: mail({ Subject: '=?koi8-r?B?8M/L0dDQ?= =?windows-1251?Q?=CF=EE?= ' }),
    subject: 'ПокяппПо',
  },
  {
    what: 'a character cut between two words of the subject',
    raw: mail({
      Subject: `=?utf-8?B?${cut.subarray(0, 9).toString('base64')}?=\r\n =?utf-8?B?${cut.subarray(9).toString('base64')}?=`,
    }),
    subject: 'Перерасчёт за январь',
  },
  {
    what: 'a subject encoded twice',
    raw: mail({ Subject: `=?utf-8?B?${base64('=?utf-8?B?0KHRh9GR0YI=?=')}?=` }),
    subject: 'Счёт',
  },
  {
    what: 'an encoded word in quotes',
    raw: mail({ From: '"=?utf-8?B?0JjQstCw0L0=?=" <ivan@customer.example>', Subject: '"=?utf-8?Q?=D0=A1=D1=87=D1=91=D1=82?="' }),
    from: 'ivan@customer.example',
    subject: '"Счёт"',
  },
  {
    what: 'an encoded word with a language (RFC 2231 5)',
    raw: mail({ Subject: '=?utf-8*ru?Q?=D0=A1=D1=87=D1=91=D1=82?=' }),
    subject: 'Счёт',
  },
  {
    what: 'base64 of the subject without padding, with blanks inside',
    raw: mail({ Subject: '=?utf-8?B?0KHRh9 GR0YI?=' }),
    subject: 'Счёт',
  },
  { what: 'blanks inside a Q word', raw: mail({ Subject: '=?utf-8?Q?=D0=A1=D1=87=D1=91=D1=82 12?=' }), subject: 'Счёт 12' },
  {
    what: 'a raw subject in cp1251 and a body in UTF-8',
    raw: Buffer.concat([
      Buffer.from('From: ivan@customer.example\r\nSubject: '),
      iconv.encode('Жалоба на отключения', 'cp1251'),
      Buffer.from(`\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}`),
    ]),
    subject: 'Жалоба на отключения',
    says: [TEXT],
  },
  {
    what: 'a raw subject in koi8-r',
    raw: Buffer.concat([
      Buffer.from('From: ivan@customer.example\r\nSubject: '),
      iconv.encode('Жалоба на отключения', 'koi8-r'),
      Buffer.from(`\r\n\r\n${TEXT}`),
    ]),
    subject: 'Жалоба на отключения',
  },
  {
    what: 'UTF-8 that was read as cp1251 and encoded again',
    raw: mail(plain('utf-8'), iconv.decode(Buffer.from(RUSSIAN), 'cp1251')),
    says: [RUSSIAN],
  },
  {
    what: 'HTML whose own charset contradicts a missing header',
    raw: mail(
      { 'Content-Type': 'text/html' },
      iconv.encode(`<html><head><meta charset=windows-1251></head><p>${RUSSIAN}</p>`, 'cp1251'),
    ),
    says: [RUSSIAN],
  },
  {
    what: 'numeric and named entities',
    raw: mail(
      { 'Content-Type': 'text/html; charset=us-ascii' },
      '<p>&#1057;&#1095;&#x451;&#1090; &laquo;12&raquo;&nbsp;&mdash; &numero;&nbsp;7</p>',
    ),
    says: ['Счёт «12» — № 7'],
  },
];
