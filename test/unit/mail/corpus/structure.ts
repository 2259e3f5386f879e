import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF, PNG } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';

export const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b' };
export const text = (content = TEXT) => ['Content-Type: text/plain; charset=utf-8', content] as const;
const html = (content: string) => ['Content-Type: text/html; charset=utf-8', content] as const;
export const pdf = (name: string) =>
  [
    `Content-Type: application/pdf\r\nContent-Disposition: attachment; ${name}\r\nContent-Transfer-Encoding: base64`,
    base64(PDF),
  ] as const;
const nested = (depth: number): string =>
  depth === 0
    ? `From: deep@customer.example\r\nSubject: deep\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}`
    : `From: fwd@customer.example\r\nSubject: Fwd ${depth}\r\nContent-Type: message/rfc822\r\n\r\n${nested(depth - 1)}`;

export const STRUCTURE: readonly Case[] = [
  {
    what: 'a mixed mail without its last delimiter',
    raw: mail(
      MIXED,
      `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(PDF)}`,
    ),
    says: [TEXT],
    files: ['a.pdf application/pdf'],
  },
  {
    what: 'an inner multipart without its end',
    raw: mail(
      MIXED,
      `--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(PDF)}\r\n--b--\r\n`,
    ),
    says: [TEXT],
    lacks: ['--b', 'JVBERi'],
    files: ['a.pdf application/pdf'],
  },
  {
    what: 'an alternative with an empty text',
    raw: mail({ 'Content-Type': 'multipart/alternative; boundary=b' }, multipart('b', [text(' \r\n'), html(`<p>${TEXT}</p>`)])),
    says: [TEXT],
  },
  {
    what: 'an alternative whose text says «your program shows no HTML»',
    raw: mail(
      { 'Content-Type': 'multipart/alternative; boundary=b' },
      multipart('b', [text('This message is in HTML format. Your mail client does not support HTML.'), html(`<p>${TEXT}</p>`)]),
    ),
    says: [TEXT],
  },
  {
    what: 'an alternative with the HTML first',
    raw: mail({ 'Content-Type': 'multipart/alternative; boundary=b' }, multipart('b', [html(`<p>${TEXT}</p>`), text()])),
    says: [TEXT],
    files: [],
  },
  {
    what: 'an invitation to a meeting',
    raw: mail(
      { 'Content-Type': 'multipart/alternative; boundary=b' },
      multipart('b', [
        text(),
        ['Content-Type: text/calendar; method=REQUEST; charset=utf-8', 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR'],
      ]),
    ),
    says: [TEXT],
    files: ['приглашение-1.ics text/calendar'],
    automatic: null,
  },
  {
    what: 'a mail that is one picture',
    raw: mail({ 'Content-Type': 'image/png; name="zhaloba.png"', 'Content-Transfer-Encoding': 'base64' }, PNG),
    files: ['zhaloba.png image/png'],
    automatic: null,
    remark: null,
  },
  {
    what: 'HTML with nothing but a picture',
    raw: mail(
      { 'Content-Type': 'multipart/related; boundary=b' },
      multipart('b', [
        html('<img src="cid:1">'),
        ['Content-Type: image/png; name=1.png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64', PNG],
      ]),
    ),
    files: ['1.png image/png'],
    automatic: null,
  },
  {
    what: 'text wrapped by format=flowed, with a signature',
    raw: mail(
      { 'Content-Type': 'text/plain; charset=utf-8; format=flowed; delsp=no' },
      'Прошу \r\nсделать \r\nперерасчёт.\r\n>цитата \r\n>дальше\r\n-- \r\nИванов',
    ),
    says: ['Прошу сделать перерасчёт.', '> цитата дальше', 'Иванов'],
  },
  { what: 'ten forwarded mails one in the other', raw: mail({ 'Content-Type': 'message/rfc822' }, nested(10)), automatic: null },
  { what: 'three forwarded mails one in the other', raw: mail({ 'Content-Type': 'message/rfc822' }, nested(2)), says: [TEXT] },
  {
    what: 'a line of a hundred thousand characters',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8' }, `${'Прошу ответить. '.repeat(6000)}Конец.`),
    says: ['Прошу ответить.', 'Конец.'],
  },
  {
    what: 'NULs in headers and text',
    raw: mail({ Subject: 'Сч\u0000ёт' }, 'Прошу\u0000 ответить.'),
    subject: 'Счёт',
    says: ['Прошу ответить.'],
  },
  {
    what: 'bare carriage returns',
    raw: Buffer.from(`From: ivan@customer.example\rSubject: Schet\rContent-Type: text/plain; charset=utf-8\r\r${TEXT}\rИванов`),
    subject: 'Schet',
    says: [TEXT, 'Иванов'],
  },
  {
    what: 'line ends mixed in one mail',
    raw: Buffer.from(
      `From: ivan@customer.example\nSubject: Schet\r\nContent-Type: multipart/mixed; boundary=b\n\r\n--b\nContent-Type: text/plain; charset=utf-8\r\n\n${TEXT}\r\n--b--\n`,
    ),
    subject: 'Schet',
    says: [TEXT],
  },
  {
    what: 'base64 with rubbish, blank lines and an early end',
    raw: mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      `!!${base64(TEXT).replace(/(.{20})/g, '$1 \r\n\r\n%')}*`,
    ),
    says: [TEXT],
  },
  {
    what: 'base64 with the footer of a mailing program behind it',
    raw: mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      `${base64(`${TEXT}.`)}\r\n\r\n__________\r\nProvereno antivirusom\r\n`,
    ),
    says: [TEXT],
  },
  {
    what: 'text called base64 that is none',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' }, TEXT),
    says: [TEXT],
  },
  {
    what: 'an encoding that nobody knows',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'x-none' }, TEXT),
    says: [TEXT],
  },
  {
    what: 'the encoding with a semicolon behind it',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64;' }, base64(TEXT)),
    says: [TEXT],
  },
  { what: 'no MIME at all, UTF-8', raw: mail({ 'MIME-Version': undefined }, TEXT), says: [TEXT] },
  {
    what: 'a mixed mail with three texts',
    raw: mail(MIXED, multipart('b', [text('Первая часть.'), pdf('filename=a.pdf'), text('Вторая часть.')])),
    says: ['Первая часть. Вторая часть.'],
    files: ['a.pdf application/pdf'],
  },
];
