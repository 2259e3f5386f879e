import { base64, mail, multipart, PDF, PNG } from '../build-mail.ts';
import { attached, type Case, html, plain, TEXT } from './case.ts';

const mixed = (boundary: string) => ({ 'Content-Type': `multipart/mixed; boundary=${boundary}` });
const nestedMail = (subject: string, body: string) =>
  `From: petr@customer.example\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`;

/** Mails and files within mails, and what HTML brings along. */
export const ENCLOSED: readonly Case[] = [
  {
    what: 'a mail forwarded as a file, and not a word beside it',
    raw: mail(
      mixed('"m"'),
      multipart('m', [
        ['Content-Type: text/plain', ''],
        [
          'Content-Type: message/rfc822; name="Жалоба.eml"\r\nContent-Disposition: attachment; filename="Жалоба.eml"',
          nestedMail('Жалоба', TEXT),
        ],
      ]),
    ),
    from: 'ivan@customer.example',
    says: [TEXT],
    files: ['Жалоба.eml message/rfc822'],
    automatic: null,
  },
  {
    what: 'a forwarded mail in base64',
    raw: mail(
      mixed('"m"'),
      multipart('m', [
        plain('Пересылаю.'),
        [
          'Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="a.eml"',
          base64(nestedMail('Жалоба', TEXT)),
        ],
      ]),
    ),
    says: ['Пересылаю.'],
    files: ['a.eml message/rfc822'],
  },
  {
    what: 'a file called octet-stream that is a picture',
    raw: mail(
      mixed('"m"'),
      multipart('m', [
        plain(TEXT),
        [
          'Content-Type: application/octet-stream; name="фото"\r\nContent-Disposition: attachment; filename="фото"\r\nContent-Transfer-Encoding: base64',
          PNG,
        ],
      ]),
    ),
    says: [TEXT],
    files: ['фото image/png'],
  },
  {
    what: 'a text called a PDF',
    raw: mail(mixed('"m"'), multipart('m', [plain(TEXT), attached('text/plain', 'счёт.pdf', PDF)])),
    files: ['счёт.pdf application/pdf'],
  },
  {
    what: 'HTML as a file, beside the letter',
    raw: mail(
      mixed('"m"'),
      multipart('m', [plain(TEXT), attached('text/html', 'выписка.html', '<html><body>Выписка</body></html>')]),
    ),
    says: [TEXT],
    lacks: ['Выписка'],
    files: ['выписка.html text/html'],
  },
  {
    what: 'a file that lies elsewhere (external-body)',
    raw: mail(
      mixed('"m"'),
      multipart('m', [
        plain(TEXT),
        [
          'Content-Type: message/external-body; access-type=URL; URL="https://x.example/a.pdf"',
          'Content-Type: application/pdf\r\n\r\n',
        ],
      ]),
    ),
    says: [TEXT],
    automatic: null,
  },
  {
    what: 'related whose root is not its first part',
    raw: mail(
      { 'Content-Type': 'multipart/related; boundary=r; start="<root@x>"' },
      multipart('r', [
        [`Content-Type: image/png; name=a.png\r\nContent-ID: <a@x>\r\nContent-Transfer-Encoding: base64`, PNG],
        ['Content-Type: text/html; charset=utf-8\r\nContent-ID: <root@x>', `<p>${TEXT}</p>`],
      ]),
    ),
    says: [TEXT],
    files: ['a.png image/png'],
  },
  {
    what: 'an alternative within which the files lie',
    raw: mail(
      { 'Content-Type': 'multipart/alternative; boundary=a' },
      multipart('a', [plain(TEXT), html(`<p>${TEXT}</p>`), attached('application/pdf', 'акт.pdf', PDF)]),
    ),
    says: [TEXT],
    files: ['акт.pdf application/pdf'],
  },
  {
    what: 'two alternatives one behind the other',
    raw: mail(
      mixed('"m"'),
      multipart('m', [
        ['Content-Type: multipart/alternative; boundary=a', multipart('a', [plain(TEXT), html(`<p>${TEXT}</p>`)])],
        ['Content-Type: multipart/alternative; boundary=c', multipart('c', [plain('Второй лист.'), html('<p>Второй лист.</p>')])],
      ]),
    ),
    says: [TEXT, 'Второй лист.'],
    files: [],
  },
  {
    what: 'HTML that hides, frames and runs what it can',
    raw: mail(
      { 'Content-Type': 'text/html; charset=utf-8' },
      `<svg><script>alert(1)</script></svg><iframe src="javascript:alert(2)">x</iframe><a href="javascript:alert(3)">ссылка</a><p onclick="alert(4)">${TEXT}</p><noscript><p title="</noscript><img src=x onerror=alert(5)>">`,
    ),
    says: [TEXT, 'ссылка'],
    lacks: ['alert(1)', 'alert(2)', 'alert(4)'],
  },
];
