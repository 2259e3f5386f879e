import { base64, mail, multipart, PDF, PNG } from '../build-mail.ts';
import { attached, type Case, html, plain, TEXT, word } from './case.ts';

const PICTURE = (name: string, cid: string, disposition = 'inline'): readonly [string, string] => [
  `Content-Type: image/png; name="${name}"\r\nContent-ID: <${cid}>\r\nContent-Disposition: ${disposition}; filename="${name}"\r\nContent-Transfer-Encoding: base64`,
  PNG,
];
const OFFICE = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]--></head>
<body lang=RU link="#0563C1"><div class=WordSection1><p class=MsoNormal>${TEXT}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<![if !supportLists]><p class=MsoNormal>Договор<span style='mso-spacerun:yes'>&nbsp; </span>№ 77/46-Э<o:p></o:p></p><![endif]></div></body></html>`;
const ALTERNATIVE = multipart('alt', [plain(TEXT), html(`<div dir="ltr">${TEXT}</div>`)]);
const multi = (kind: string, boundary: string, more = '') => ({
  'Content-Type': `multipart/${kind}; ${more}boundary="${boundary}"`,
});
const part = (kind: string, boundary: string, content: string): readonly [string, string] => [
  `Content-Type: multipart/${kind};\r\n\tboundary="${boundary}"`,
  content,
];

/** As the programs that people write mail with really make them. */
export const CLIENTS: readonly Case[] = [
  {
    what: 'Outlook: HTML alone with conditional comments',
    raw: mail({ 'X-Mailer': 'Microsoft Outlook 16.0', 'Content-Type': 'text/html; charset="utf-8"' }, OFFICE),
    says: [TEXT, 'Договор № 77/46-Э'],
    lacks: ['MsoNormal', 'behavior', 'endif', 'supportLists', 'shapedefaults'],
    files: [],
    automatic: null,
  },
  {
    what: 'Outlook: a picture in the signature, in its own order of parts',
    raw: mail(
      multi('related', 'r', 'type="multipart/alternative"; '),
      multipart('r', [part('alternative', 'alt', ALTERNATIVE), PICTURE('image001.png', 'image001.png@01DC0000.11110000')]),
    ),
    says: [TEXT],
    files: ['image001.png image/png'],
  },
  {
    what: 'Outlook: related inside mixed, with a file behind',
    raw: mail(
      multi('mixed', 'm'),
      multipart('m', [
        part(
          'related',
          'r',
          multipart('r', [part('alternative', 'alt', ALTERNATIVE), PICTURE('image002.png', 'image002.png@01')]),
        ),
        attached('application/pdf', 'Претензия.pdf', PDF),
      ]),
    ),
    says: [TEXT],
    files: ['image002.png image/png', 'Претензия.pdf application/pdf'],
  },
  {
    what: 'Apple Mail: the file between two pieces of the letter',
    raw: mail(
      { 'X-Mailer': 'Apple Mail (2.3774.300.61.1.2)', ...multi('alternative', 'a') },
      multipart('a', [
        plain(`Прошу проверить прибор.\r\n\r\n\r\n\r\n${TEXT}`),
        part(
          'mixed',
          'm',
          multipart('m', [
            html('<html><body>Прошу проверить прибор.<br></body></html>'),
            attached('application/pdf', 'Акт.pdf', PDF, 'inline'),
            html(`<html><body><div>${TEXT}</div></body></html>`),
          ]),
        ),
      ]),
    ),
    says: ['Прошу проверить прибор.', TEXT],
    files: ['Акт.pdf application/pdf'],
  },
  {
    what: 'iPhone: text, a photo, text again',
    raw: mail(
      { 'X-Mailer': 'iPhone Mail (22F76)', ...multi('mixed', 'Apple-Mail-1') },
      multipart('Apple-Mail-1', [
        plain('Показания прибора на фото.'),
        [
          'Content-Type: image/png; name=IMG_0042.PNG; x-apple-part-url=AA11\r\nContent-Disposition: inline; filename=IMG_0042.PNG\r\nContent-Transfer-Encoding: base64',
          PNG,
        ],
        plain(`\r\n\r\n${TEXT}\r\n\r\nОтправлено с iPhone`),
      ]),
    ),
    says: ['Показания прибора на фото.', TEXT],
    files: ['IMG_0042.PNG image/png'],
    layers: { own: ['Показания прибора на фото.', TEXT], signature: ['Отправлено с iPhone'] },
  },
  {
    what: 'Apple Mail: HTML and its picture as the second alternative',
    raw: mail(
      multi('alternative', 'a'),
      multipart('a', [
        plain(TEXT),
        part('related', 'r', multipart('r', [html(`<p>${TEXT}</p><img src="cid:1@a">`), PICTURE('счёт.png', '1@a')])),
      ]),
    ),
    says: [TEXT],
    files: ['счёт.png image/png'],
  },
  {
    what: 'Gmail: a file whose name is cut into two encoded words',
    raw: mail(
      multi('mixed', '000000000000aa11'),
      multipart('000000000000aa11', [
        part('alternative', 'alt', ALTERNATIVE),
        [
          `Content-Type: application/pdf; name="${word('Заявление о переоформлении ')}\r\n ${word('договора.pdf')}"\r\nContent-Disposition: attachment; filename="${word('Заявление о переоформлении ')}\r\n ${word('договора.pdf')}"\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <f_lx1>\r\nX-Attachment-Id: f_lx1`,
          base64(PDF),
        ],
      ]),
    ),
    says: [TEXT],
    files: ['Заявление о переоформлении договора.pdf application/pdf'],
  },
  {
    what: 'Yandex: HTML alone in base64, every line a div',
    raw: mail(
      {
        From: `${word('Пётр')} <petr@yandeks.example>`,
        'X-Mailer': 'Yamail [ http://yandex.example ] 5.0',
        'Content-Transfer-Encoding': 'base64',
        'Content-Type': 'text/html; charset=utf-8',
      },
      base64(`<div>Добрый день!</div><div>Договор</div><div>№ 5/46</div><div> </div><div>-- <br />С уважением,<br />Пётр</div>`),
    ),
    from: 'petr@yandeks.example',
    says: ['Добрый день! Договор № 5/46'],
    lacks: ['<div>', 'день!Договор'],
    layers: { own: ['Договор'], signature: ['С уважением'] },
  },
  {
    what: 'Mail.ru: the signature of the provider below the letter',
    raw: mail(
      { 'X-Mailer': 'Mail.Ru Mailer 1.0', ...multi('alternative', '--ALT--x.1') },
      multipart('--ALT--x.1', [
        plain(`\n${TEXT}\n \n--\nИван Петров\nОтправлено из Почты Mail`, 'base64'),
        html(`\n<HTML><BODY><div>${TEXT}</div></BODY></HTML>\n`, 'base64'),
      ]),
    ),
    says: [TEXT],
    layers: { own: [TEXT], signature: ['Иван Петров', 'Отправлено из Почты Mail'] },
  },
];
