import { Buffer } from 'node:buffer';
import { inCharset, mail, multipart, PDF } from '../build-mail.ts';
import { attached, type Case, html, plain, TEXT } from './case.ts';
import { rtfOf, tnefOf } from './winmail.ts';

const mixed = { 'Content-Type': 'multipart/mixed; boundary="m"' };
const dat = (content: Buffer, type = 'application/ms-tnef') =>
  mail({ 'X-MS-TNEF-Correlator': '<1>', ...mixed }, multipart('m', [plain(''), attached(type, 'winmail.dat', content)]));
const whole = (what: string, raw: Buffer, more: Partial<Case> = {}): Case => ({ what, raw, says: [TEXT], ...more });

/** Parts that need a second look. */
export const STRANGE_PARTS: readonly Case[] = [
  whole('winmail.dat whose text is RTF alone, compressed', dat(tnefOf({ rtf: rtfOf(TEXT) })), { automatic: null }),
  whole('winmail.dat whose RTF is HTML in disguise', dat(tnefOf({ rtf: rtfOf(TEXT, true) })), {
    lacks: ['<p>', 'htmltag', 'fromhtml'],
  }),
  whole('winmail.dat called octet-stream', dat(tnefOf({ body: TEXT }), 'application/octet-stream')),
  whole(
    'winmail.dat with its text and a file',
    dat(tnefOf({ body: TEXT, files: [['Схема присоединения.pdf', Buffer.from(PDF)]] })),
  ),
  whole(
    'an encoding that is the name of a type',
    mail(
      { 'Content-Type': 'multipart/alternative; boundary="--6_2"' },
      `----6_2\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: text/html\r\n\r\n${TEXT}<p>\r\n\r\n----6_2--\r\n`,
    ),
  ),
  whole(
    'a multipart that a second type calls text',
    mail(
      { 'Content-Type': 'multipart/alternative; boundary="x"\r\nContent-type: text/plain' },
      `This is a multi-part message in MIME format.\r\n\r\n${multipart('x', [plain(TEXT), html(`<p>${TEXT}</p>`)])}`,
    ),
    { lacks: ['multi-part', 'Content-Type'] },
  ),
  whole(
    'a boundary of eight bits',
    mail(
      { 'Content-Type': 'multipart/alternative; boundary="граница-µ"' },
      `--граница-µ\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>${TEXT}</p>\r\n`,
    ),
  ),
  whole(
    'a disposition that is an encoded word, twice',
    mail(
      {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Disposition': '=?utf-8?Q?invalid?=\r\nContent-Disposition: =?utf-8?Q?invalid?=',
      },
      `<p>${TEXT}</p>`,
    ),
    { files: [] },
  ),
  whole(
    'the letter itself called an attachment',
    mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'inline; filename="letter.txt"' }, TEXT),
  ),
  whole(
    'a charset with a comment and quotes',
    mail({ 'Content-Type': 'text/plain (letter); charset="windows-1251" (Cyrillic); format=fixed' }, inCharset(TEXT, 'cp1251')),
  ),
  whole(
    'parameters after a line that is not folded',
    mail({ 'Content-Type': 'text/plain;\r\ncharset=windows-1251' }, inCharset(TEXT, 'cp1251')),
  ),
  whole(
    'quoted-printable whose soft breaks cut every character',
    mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'quoted-printable' },
      [...Buffer.from(TEXT)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('=\r\n'),
    ),
  ),
  whole(
    'base64 in one line of a hundred kilobytes',
    mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      Buffer.from(`${TEXT}\n`.repeat(700)).toString('base64'),
    ),
  ),
  whole(
    'base64 cut in pieces, each with its padding',
    mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      [TEXT.slice(0, 31), TEXT.slice(31)].map((each) => Buffer.from(each).toString('base64')).join('\r\n'),
    ),
  ),
  whole(
    'HTML of which the server cut the end',
    mail({ 'Content-Type': 'text/html; charset=utf-8' }, `<html><body><div><p>${TEXT}<table><tr><td>12<`),
  ),
  whole(
    'HTML without a single end tag, comments unclosed',
    mail({ 'Content-Type': 'text/html; charset=utf-8' }, `<p>${TEXT}<!-- a -- b --><p>Конец<!-- `),
    { says: [TEXT, 'Конец'] },
  ),
  whole(
    'HTML called plain text',
    mail(
      { 'Content-Type': 'text/plain; charset=utf-8' },
      `<!DOCTYPE html><html><head><style>p{color:red}</style></head><body><p>${TEXT}</p></body></html>`,
    ),
  ),
  whole(
    'plain text called HTML',
    mail({ 'Content-Type': 'text/html; charset=utf-8' }, `${TEXT}\r\nСумма < 100 руб., прибор & счётчик`),
    { says: [TEXT, 'Сумма < 100 руб., прибор & счётчик'] },
  ),
  whole('enriched text', mail({ 'Content-Type': 'text/enriched; charset=utf-8' }, `<bold>${TEXT}</bold>`)),
  whole('RTF as the letter itself', mail({ 'Content-Type': 'text/rtf; charset=us-ascii' }, rtfOf(TEXT)), { says: [TEXT] }),
  whole('Markdown as the letter itself', mail({ 'Content-Type': 'text/markdown; charset=utf-8' }, TEXT)),
  { what: 'a date whose minutes are lost', raw: mail({ Date: 'Wed, 15 Dec 2010    59:10 -0500' }), date: null },
  {
    what: 'a zone that begins with a letter',
    raw: mail({ Date: 'Tue, 12 Oct 2010 16:21:05 H0500' }),
    date: '2010-10-12T16:21:05.000Z',
  },
  {
    what: 'a Message-ID with two at signs',
    raw: mail({ 'Message-ID': '<d3b8@0c28@f473e@customer.example>' }),
    from: 'ivan@customer.example',
  },
];
