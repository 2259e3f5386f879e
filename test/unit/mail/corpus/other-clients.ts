import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF, PNG } from '../build-mail.ts';
import { attached, type Case, html, OLD_TEXT, plain, TEXT, word } from './case.ts';

const PICTURE = (name: string, cid: string, disposition = 'inline'): readonly [string, string] => [
  `Content-Type: image/png; name="${name}"\r\nContent-ID: <${cid}>\r\nContent-Disposition: ${disposition}; filename="${name}"\r\nContent-Transfer-Encoding: base64`,
  PNG,
];
const multi = (kind: string, boundary: string, more = '') => ({
  'Content-Type': `multipart/${kind}; ${more}boundary="${boundary}"`,
});
const part = (kind: string, boundary: string, content: string): readonly [string, string] => [
  `Content-Type: multipart/${kind};\r\n\tboundary="${boundary}"`,
  content,
];

/** As older programs, telephones and forms make them. */
export const OTHER_CLIENTS: readonly Case[] = [
  {
    what: 'Thunderbird: flowed text and a long name in RFC 2231 pieces',
    raw: mail(
      { 'User-Agent': 'Mozilla Thunderbird', ...multi('mixed', '------------abc') },
      multipart('------------abc', [
        [
          'Content-Type: text/plain; charset=UTF-8; format=flowed\r\nContent-Transfer-Encoding: 8bit',
          'Прошу сделать перерасчёт \r\nпо договору \r\n№ 12/46-Э.\r\n',
        ],
        [
          'Content-Type: application/pdf; name="=?UTF-8?B?0JDQutGC?="\r\nContent-Disposition: attachment;\r\n filename*0*=UTF-8\'\'%D0%90%D0%BA%D1%82%20%D1%81%D0%B2%D0%B5%D1%80;\r\n filename*1*=%D0%BA%D0%B8%2E;\r\n filename*2="pdf"\r\nContent-Transfer-Encoding: base64',
          base64(PDF),
        ],
      ]),
    ),
    says: ['Прошу сделать перерасчёт по договору № 12/46-Э.'],
    files: ['Акт сверки.pdf application/pdf'],
  },
  {
    what: 'The Bat!: everything in windows-1251, the name of the file too',
    raw: mail(
      {
        'X-Mailer': 'The Bat! (v3.99.29) Professional',
        Subject: word('Перерасчёт по счёту', 'windows-1251'),
        ...multi('mixed', '----------0A1'),
      },
      multipart('----------0A1', [
        plain(TEXT, '8bit', 'windows-1251'),
        [
          `Content-Type: application/msword; name="${word('счёт.doc', 'Windows-1251')}"\r\nContent-transfer-encoding: base64\r\nContent-Disposition: attachment; filename="${word('счёт.doc', 'Windows-1251')}"`,
          base64(PDF),
        ],
      ]),
      '\r\n',
      'windows-1251',
    ),
    subject: 'Перерасчёт по счёту',
    says: [TEXT],
    files: ['счёт.doc application/pdf'],
  },
  {
    what: 'Outlook Express: koi8-r in Q words and a preamble',
    raw: mail(
      { Subject: word('Жалоба на счёт', 'koi8-r', 'Q'), ...multi('mixed', '----=_NextPart_000') },
      `This is a multi-part message in MIME format.\r\n\r\n${multipart('----=_NextPart_000', [plain(OLD_TEXT, 'quoted-printable', 'koi8-r')])}`,
    ),
    subject: 'Жалоба на счёт',
    says: [OLD_TEXT],
    lacks: ['multi-part message'],
    files: [],
  },
  {
    what: 'Lotus Notes: no plain part, a picture without a name',
    raw: mail(
      { 'X-Mailer': 'Lotus Notes Release 9.0.1', ...multi('related', '=_related 0044') },
      multipart('=_related 0044', [
        part(
          'alternative',
          '=_alternative 0044',
          multipart('=_alternative 0044', [html(`<font size=2 face="sans-serif">${TEXT}</font>`)]),
        ),
        [
          'Content-Type: image/gif\r\nContent-ID: <_1_0C>\r\nContent-Transfer-Encoding: base64',
          'R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
        ],
      ]),
    ),
    says: [TEXT],
    lacks: ['sans-serif'],
  },
  {
    what: 'a telephone: HTML alone, words only parted by tags',
    raw: mail(
      { 'Content-Type': 'text/html; charset=utf-8' },
      '<html><body>Иванов<br>Пётр<p>ул. Мира</p><table><tr><td>Договор</td><td>№ 12</td></tr><tr><td>Счёт</td><td>77</td></tr></table><ul><li>первое</li><li>второе</li></ul><div id="composer_signature">Отправлено с моего устройства Galaxy</div></body></html>',
    ),
    says: ['Иванов Пётр', 'Договор № 12', 'Счёт 77'],
    lacks: ['ИвановПётр', 'Договор№', '12Счёт', 'первоевторое', 'Мира.Договор', 'МираДоговор'],
    layers: { own: ['ул. Мира'], signature: ['Отправлено с моего устройства Galaxy'] },
  },
  {
    what: 'a form of a site by PHP: raw UTF-8 headers, no MIME version',
    raw: mail(
      {
        From: 'Сайт <wordpress@site.example>',
        'Reply-To': 'ivan@customer.example',
        'MIME-Version': undefined,
        'Content-type': 'text/html; charset=utf-8',
        'Message-ID': undefined,
      },
      '<b>Имя:</b> Иван<br><b>Сообщение:</b> нет света третий день<title>x</title><script>var a=1</script><style>b{color:red}</style><!-- скрыто -->',
    ),
    from: 'wordpress@site.example',
    says: ['Имя: Иван', 'Сообщение: нет света третий день'],
    lacks: ['var a', 'color:red', 'скрыто'],
    automatic: null,
  },
  {
    what: 'Roundcube: the plain part is empty, all is in the HTML',
    raw: mail(multi('alternative', '=_rc'), multipart('=_rc', [plain('\r\n \r\n'), html(`<p>${TEXT}</p>`)])),
    says: [TEXT],
  },
  {
    what: 'a picture said to be inline that the text does not show',
    raw: mail(multi('mixed', 'm'), multipart('m', [html(`<p>${TEXT}</p>`), PICTURE('скан.png', 'x@y')])),
    says: [TEXT],
    files: ['скан.png image/png'],
  },
  {
    what: 'a letter attached as a text file, and nothing written',
    raw: mail(
      multi('mixed', 'm'),
      multipart('m', [attached('text/plain; charset=windows-1251', 'письмо.txt', Buffer.from('Заявление'))]),
    ),
    files: ['письмо.txt text/plain'],
    automatic: null,
  },
];
