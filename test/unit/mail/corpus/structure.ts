import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF, PNG } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';

const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b' };
const text = (content = TEXT) => ['Content-Type: text/plain; charset=utf-8', content] as const;
const html = (content: string) => ['Content-Type: text/html; charset=utf-8', content] as const;
const pdf = (name: string) =>
  [
    `Content-Type: application/pdf\r\nContent-Disposition: attachment; ${name}\r\nContent-Transfer-Encoding: base64`,
    base64(PDF),
  ] as const;
const named = (what: string, name: string, expected: string): Case => ({
  what,
  raw: mail(MIXED, multipart('b', [text(), pdf(name)])),
  says: [TEXT],
  files: [`${expected} application/pdf`],
});
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
    files: ['вложение-1.ics text/calendar'],
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
  {
    what: 'uuencode in the text',
    raw: mail(
      { 'Content-Type': 'text/plain; charset=utf-8' },
      `${TEXT}\r\n\r\nbegin 644 note.txt\r\n#0V%T\r\n\`\r\nend\r\n\r\nИванов`,
    ),
    says: [TEXT, 'Иванов'],
    lacks: ['begin 644', '#0V'],
    files: ['note.txt text/plain'],
  },
  {
    what: '«begin 2026» that is no uuencode',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8' }, `begin 644 договор\r\n${TEXT}\r\nend`),
    says: ['begin 644 договор', TEXT],
    files: [],
  },
  {
    what: 'yEnc in the text',
    raw: Buffer.concat([
      mail({ 'Content-Type': 'text/plain; charset=utf-8' }, `${TEXT}\r\n=ybegin line=128 size=3 name=cat.txt\r\n`),
      Buffer.from([0x43 + 42, 0x61 + 42, 0x74 + 42]),
      Buffer.from('\r\n=yend size=3\r\n'),
    ]),
    says: [TEXT],
    lacks: ['=ybegin'],
    files: ['cat.txt text/plain'],
  },
  {
    what: 'AppleDouble',
    raw: mail(
      MIXED,
      multipart('b', [
        text(),
        [
          'Content-Type: multipart/appledouble; boundary=c',
          multipart('c', [
            ['Content-Type: application/applefile; name="a.pdf"\r\nContent-Transfer-Encoding: base64', 'AAUWBwACAAA='],
            ['Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64', base64(PDF)],
          ]),
        ],
      ]),
    ),
    says: [TEXT],
    files: ['a.pdf application/applefile', 'a.pdf application/pdf'],
  },
  named(
    'a name in pieces out of order (RFC 2231)',
    "filename*1*=%D1%91%D1%82; filename*0*=utf-8''%D0%A1%D1%87; filename*2=.pdf",
    'Счёт.pdf',
  ),
  named('a name in pieces without the charset', 'filename*0*=%D0%A1%D1%87; filename*1*=%D1%91%D1%82.pdf', 'Счёт.pdf'),
  named('a name in pieces with a gap', 'filename*0="akt"; filename*2=".pdf"', 'akt.pdf'),
  named('a name that is percent-encoded and quoted', 'filename="%D0%A1%D1%87%D1%91%D1%82.pdf"', 'Счёт.pdf'),
  named('an encoded word in a quoted name', 'filename="=?utf-8?B?0KHRh9GR0YI=?=.pdf"', 'Счёт.pdf'),
  named('an encoded word without quotes, folded', 'filename==?koi8-r?B?8947-?=\r\n =?koi8-r?Q?.pdf?=', 'Сч;.pdf'),
  named('a starred name in quotes', 'filename*="utf-8\'\'%D0%A1%D1%87%D1%91%D1%82.pdf"', 'Счёт.pdf'),
  named('a name with a way up and out', 'filename="../../etc/passwd.pdf"', 'passwd.pdf'),
  named('a Windows path', 'filename="C:\\\\Users\\\\ivan\\\\akt.pdf"', 'akt.pdf'),
  named('a name with a bidirectional mark', 'filename="akt\u202Efdp.pdf"', 'aktfdp.pdf'),
  named('a name with a hidden line break', 'filename="akt\r\n .pdf"', 'akt .pdf'),
  named('a semicolon inside the quotes', 'filename="akt; 2026.pdf"', 'akt; 2026.pdf'),
  named('a name without closing quote', 'filename="akt.pdf', 'akt.pdf'),
];
