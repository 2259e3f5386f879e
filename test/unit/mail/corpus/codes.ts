import { Buffer } from 'node:buffer';
import { base64, inCharset, mail, multipart, PDF } from '../build-mail.ts';
import { type Case, OLD_TEXT, plain, TEXT, word } from './case.ts';

const UKRAINIAN = 'Прошу перевірити лічильник за адресою вул. Мира, 5: її показання їдуть.';
const text = (what: string, charset: string, body: Buffer | string, transfer = '8bit', says = TEXT): Case => ({
  what,
  raw: mail({ 'Content-Type': `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': transfer }, body),
  says: [says],
});
const subject = (what: string, line: string, told: string): Case => ({ what, raw: mail({ Subject: line }), subject: told });
const file = (what: string, headers: string, name: string): Case => ({
  what,
  raw: mail(
    { 'Content-Type': 'multipart/mixed; boundary="m"' },
    multipart('m', [plain(TEXT), [`${headers}\r\nContent-Transfer-Encoding: base64`, base64(PDF)]]),
  ),
  says: [TEXT],
  files: [`${name} application/pdf`],
});
const raw = (what: string, header: string, charset: string, name: string): Case => ({
  what,
  raw: Buffer.concat([
    mail({ 'Content-Type': 'multipart/mixed; boundary="m"' }, `--m\r\n${plain(TEXT).join('\r\n\r\n')}\r\n--m\r\n`),
    inCharset(`${header}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(PDF)}\r\n--m--\r\n`, charset),
  ]),
  files: [`${name} application/pdf`],
});
const bytes = Buffer.from('Счёт');
const q = (part: Buffer) => [...part].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('');

/** Letters of the alphabet, as programs encode and mislabel them. */
export const CODES: readonly Case[] = [
  text('koi8-u with Ukrainian letters', 'koi8-u', inCharset(UKRAINIAN, 'koi8-u'), '8bit', UKRAINIAN),
  text('cp866 by its number alone', '866', inCharset(TEXT, 'cp866')),
  text('ibm866', 'IBM866', inCharset(TEXT, 'cp866')),
  text('x-mac-cyrillic', 'x-mac-cyrillic', inCharset(TEXT, 'maccyrillic')),
  text('iso-8859-5', 'ISO-8859-5', inCharset(TEXT, 'iso-8859-5')),
  text('utf-16le without a mark', 'utf-16le', base64(inCharset(TEXT, 'utf-16le')), 'base64'),
  text('utf-16 with a mark', 'utf-16', base64(Buffer.concat([Buffer.from([0xfe, 0xff]), inCharset(TEXT, 'utf-16be')])), 'base64'),
  text('win-1251', 'win-1251', inCharset(TEXT, 'cp1251')),
  text('windows1251', '"windows1251"', inCharset(TEXT, 'cp1251')),
  text('a charset that does not exist', 'x-user-defined', inCharset(TEXT, 'cp1251')),
  text('Latin 1 by label, koi8-r in truth', 'iso-8859-1', inCharset(OLD_TEXT, 'koi8-r'), '8bit', OLD_TEXT),
  text('us-ascii by label, UTF-8 in quoted-printable', 'us-ascii', q(Buffer.from(TEXT)), 'quoted-printable'),
  text('UTF-8 whose last character is cut in two', 'utf-8', Buffer.concat([Buffer.from(TEXT), Buffer.from([0xd0])])),
  text(
    'a stray cp1251 dash in UTF-8',
    'utf-8',
    Buffer.concat([Buffer.from(TEXT), Buffer.from([0x20, 0x97, 0x20]), Buffer.from('конец письма')]),
  ),
  text('7bit by header, eight in truth', 'windows-1251', inCharset(TEXT, 'cp1251'), '7bit'),
  text('encoded twice: UTF-8 read as cp1251', 'utf-8', Buffer.from(mojibake(TEXT))),
  text(
    'UTF-7 in its own word',
    'UNICODE-1-1-UTF-7',
    Buffer.from('+BB8EQAQ+BEgEQw- +BD8ENQRABDUEQQRHBDgEQgQwBEIETA-'),
    '7bit',
    'Прошу пересчитать',
  ),
  {
    what: 'HTML that names koi8-r only in its meta',
    raw: mail(
      { 'Content-Type': 'text/html' },
      inCharset(
        `<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><body>${OLD_TEXT}</body></html>`,
        'koi8-r',
      ),
    ),
    says: [OLD_TEXT],
  },
  {
    what: 'HTML whose meta still names the charset from before the server changed it',
    raw: mail(
      { 'Content-Type': 'text/html; charset=utf-8' },
      `<html><head><meta charset="windows-1251"></head><body>${TEXT}</body></html>`,
    ),
    says: [TEXT],
  },
  {
    what: 'an alternative of two charsets',
    raw: Buffer.concat([
      mail({ 'Content-Type': 'multipart/alternative; boundary=a' }, '--a\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n'),
      inCharset(OLD_TEXT, 'koi8-r'),
      inCharset(`\r\n--a\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>${TEXT}</p>\r\n--a--\r\n`, 'cp1251'),
    ]),
    says: [OLD_TEXT],
  },
  subject(
    'a Q word cut within a character',
    `=?utf-8?Q?${q(bytes.subarray(0, 3))}?=\r\n =?utf-8?Q?${q(bytes.subarray(3))}?=`,
    'Счёт',
  ),
  subject('lower case everywhere in the word', word('Счёт').replace('?B?', '?b?'), 'Счёт'),
  subject('words with plain text between, no blank', `Re:${word('Счёт')}/2026`, 'Re:Счёт/2026'),
  subject(
    'unknown-8bit',
    `=?unknown-8bit?B?${inCharset('Жалоба на отключения', 'cp1251').toString('base64')}?=`,
    'Жалоба на отключения',
  ),
  subject('iso-8859-5 in Q', word('Жалоба', 'iso-8859-5', 'Q'), 'Жалоба'),
  subject(
    'cp1251 in a word that says UTF-8',
    `=?utf-8?B?${inCharset('Отключение света', 'cp1251').toString('base64')}?=`,
    'Отключение света',
  ),
  subject('a word of four hundred characters', word('Перерасчёт '.repeat(40).trim()), 'Перерасчёт '.repeat(40).trim()),
  subject('a Q word with raw blanks and question marks', '=?utf-8?Q?=D0=93=D0=B4=D0=B5 =D1=81=D1=87=D1=91=D1=82??=', 'Где счёт?'),
  subject('words in quotes', `"${word('Счёт')}"`, '"Счёт"'),
  subject('what looks like a word and is none', '=?нет?= света', '=?нет?= света'),
  {
    what: 'the name of the author in raw cp1251',
    raw: mail({ From: '"Иван Петров" <ivan@customer.example>' }, 'x', '\r\n', 'windows-1251'),
    from: 'ivan@customer.example',
    name: 'Иван Петров',
  },
  {
    what: 'the name of the author as words in quotes, cut within a character',
    raw: mail({
      From: `"=?utf-8?B?${Buffer.from('Иван').subarray(0, 5).toString('base64')}?=\r\n =?utf-8?B?${Buffer.from('Иван').subarray(5).toString('base64')}?=" <ivan@customer.example>`,
    }),
    from: 'ivan@customer.example',
    name: 'Иван',
  },
  {
    what: 'a surname before a comma, in one word',
    raw: mail({ From: `${word('Петров, Иван')} <ivan@customer.example>` }),
    from: 'ivan@customer.example',
    name: 'Петров, Иван',
  },
  file(
    'RFC 2231 pieces in the wrong order',
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*1*=%D1%82.pdf; filename*0*=UTF-8''%D0%90%D0%BA",
    'Акт.pdf',
  ),
  file(
    'RFC 2231 in quotes',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*="UTF-8\'\'%D0%90%D0%BA%D1%82.pdf"',
    'Акт.pdf',
  ),
  file(
    'RFC 2231 with a language',
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8'ru-RU'%D0%90%D0%BA%D1%82.pdf",
    'Акт.pdf',
  ),
  file(
    'RFC 2231 in cp1251',
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=windows-1251''%C0%EA%F2.pdf",
    'Акт.pdf',
  ),
  file(
    'RFC 2231 whose charset is left out',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=%D0%90%D0%BA%D1%82.pdf',
    'Акт.pdf',
  ),
  file(
    'percents without the star',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="%D0%90%D0%BA%D1%82%20%E2%84%96%205.pdf"',
    'Акт № 5.pdf',
  ),
  file(
    'a plain name first, the true one behind',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="Akt.pdf"; filename*=UTF-8\'\'%D0%90%D0%BA%D1%82.pdf',
    'Акт.pdf',
  ),
  file(
    'blanks without quotes',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=Счёт на оплату.pdf',
    'Счёт на оплату.pdf',
  ),
  file(
    'a semicolon within quotes',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="Счёт; копия.pdf";',
    'Счёт; копия.pdf',
  ),
  file('the name in the type alone', `Content-Type: application/pdf;\r\n name="${word('Акт.pdf')}"`, 'Акт.pdf'),
  file(
    'encoded words without quotes',
    `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=${word('Акт № 5.pdf')}`,
    'Акт № 5.pdf',
  ),
  raw(
    'a raw name in koi8-r',
    'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="Заявление.pdf"',
    'koi8-r',
    'Заявление.pdf',
  ),
  raw('a raw name in cp1251', 'Content-Type: application/pdf; name="Заявление.pdf"', 'cp1251', 'Заявление.pdf'),
];

function mojibake(sound: string): string {
  return new TextDecoder('windows-1251').decode(Buffer.from(sound));
}
