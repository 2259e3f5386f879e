/** Files as senders send them: in the text itself, in two halves, and under all kinds of names (RFC 2231, RFC 2047, and neither). */
import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';
import { MIXED, pdf, text } from './structure.ts';

const named = (what: string, name: string, expected: string): Case => ({
  what,
  raw: mail(MIXED, multipart('b', [text(), pdf(name)])),
  says: [TEXT],
  files: [`${expected} application/pdf`],
});

export const NAMES: readonly Case[] = [
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
