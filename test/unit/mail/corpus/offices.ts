import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF } from '../build-mail.ts';
import { attached, type Case, html, plain, TEXT } from './case.ts';

const mixed = { 'Content-Type': 'multipart/mixed; boundary="m"' };
const TIFF = Buffer.from('49492a000800000000000000', 'hex');
const letter = (what: string, headers: Record<string, string | undefined>, body = TEXT): Case => ({
  what,
  raw: mail(headers, body),
  automatic: null,
});

/** Letters that programs and apparatus send for people: none of them is mail of a machine. */
export const OFFICES: readonly Case[] = [
  {
    what: 'a scanner: no subject, no text, one file of type octet-stream',
    raw: mail(
      { From: 'scan@luch.example', Subject: '', 'X-Mailer': 'KYOCERA ECOSYS M2040dn', ...mixed },
      multipart('m', [
        ['Content-Type: text/plain; charset=us-ascii', ''],
        attached('application/octet-stream', 'doc01234520260601101500.pdf', PDF),
      ]),
    ),
    from: 'scan@luch.example',
    files: ['doc01234520260601101500.pdf application/pdf'],
    automatic: null,
  },
  {
    what: 'a scanner that makes the file itself the mail',
    raw: mail(
      {
        Subject: undefined,
        'Content-Type': 'application/pdf; name="scan.pdf"',
        'Content-Transfer-Encoding': 'base64',
        'Content-Disposition': 'attachment; filename="scan.pdf"',
      },
      base64(PDF),
    ),
    subject: null,
    files: ['scan.pdf application/pdf'],
    automatic: null,
  },
  {
    what: 'a scanner with its own words and a TIFF named nothing',
    raw: mail(
      { From: 'noreply@luch.example', Subject: 'Scanned from a Xerox Multifunction Printer', ...mixed },
      multipart('m', [
        plain('Please open the attached document. It was scanned and sent to you using a Xerox Multifunction Printer.'),
        ['Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64', base64(TIFF)],
      ]),
    ),
    says: ['Please open the attached document.'],
    automatic: null,
  },
  {
    what: 'a scanner that cuts its mail in pieces (message/partial)',
    raw: mail(
      { 'Content-Type': 'message/partial; id="a@mfp.example"; number=1; total=2' },
      `From: scan@luch.example\r\nSubject: scan\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}`,
    ),
    from: 'ivan@customer.example',
    automatic: null,
  },
  {
    what: '1C: headers and text raw in windows-1251, nothing says so',
    raw: mail(
      { Subject: 'Акт сверки за май', 'Message-ID': undefined, 'X-Mailer': '1C:Enterprise 8.3', 'Content-Type': 'text/plain' },
      TEXT,
      '\r\n',
      'windows-1251',
    ),
    subject: 'Акт сверки за май',
    says: [TEXT],
    automatic: null,
  },
  {
    what: 'a document system: passport in XML, a letter, its signature, receipts asked for',
    raw: mail(
      {
        From: 'delo@admin.example',
        Subject: 'Исх. № 01-12/345 от 01.06.2026',
        'Disposition-Notification-To': 'delo@admin.example',
        'Return-Receipt-To': 'delo@admin.example',
        ...mixed,
      },
      multipart('m', [
        ['Content-Type: text/plain; charset=utf-8', ''],
        attached('application/octet-stream', 'passport.xml', '<?xml version="1.0" encoding="utf-8"?><passport/>'),
        attached('application/octet-stream', 'Письмо.pdf', PDF),
        attached('application/octet-stream', 'Письмо.pdf.sig', Buffer.from('308006092a864886f70d010702a080', 'hex')),
      ]),
    ),
    subject: 'Исх. № 01-12/345 от 01.06.2026',
    automatic: null,
  },
  letter(
    'an authority whose system marks all it sends as generated',
    { From: 'noreply@gov.example', 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' },
    'Направляем для рассмотрения по компетенции обращение Петрова И. С. № П-12 от 30.05.2026. О результатах просим сообщить заявителю.',
  ),
  letter('a clerk of another firm who answers from his ticket system', {
    From: 'Служба поддержки <help@luch.example>',
    Subject: '[Ticket#2026060110000017] Расчёт за май',
    'X-Powered-By': 'OTRS 6 (https://otrs.example/)',
    'In-Reply-To': '<n-5@tbek.example>',
    Precedence: 'normal',
  }),
  letter('an office whose server forbids automatic answers', {
    'X-Auto-Response-Suppress': 'DR, OOF, AutoReply',
    'Auto-Submitted': 'no',
    'X-MS-Exchange-Organization-SCL': '-1',
    'X-Spam-Status': 'No, score=3.1 required=5.0 tests=HTML_MESSAGE',
    'X-Spam-Level': '***',
    'X-Yandex-Spam': '1',
  }),
  letter(
    'a claim sent by a mailing program with a link to leave the list',
    {
      From: 'ООО «Луч» <buh@luch.example>',
      Subject: 'Претензия № 45',
      'List-Unsubscribe': '<https://send.example/u/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': '1:2:send',
    },
    'Направляем претензию № 45 по договору энергоснабжения № 12/46-Э: просим вернуть переплату 15 400 руб. в течение 10 дней.',
  ),
  letter(
    'who passes on a returned mail and asks to take his letter so',
    { Subject: 'Fwd: Undelivered Mail Returned to Sender' },
    'Здравствуйте! Письмо на ваш второй адрес вернулось. Прошу принять заявление: не работает счётчик по ул. Мира, 5.\r\n\r\n-------- Пересылаемое сообщение --------\r\nОт: Mail Delivery System <MAILER-DAEMON@mx.example>\r\n\r\n<priem@tbek.example>: host mx.example said: 550 5.1.1 User unknown',
  ),
  {
    what: 'who attaches the returned mail to his letter',
    raw: mail(
      mixed,
      multipart('m', [
        plain('Ваш сервер не принял моё обращение, отчёт прилагаю. Прошу зарегистрировать его сегодняшним днём.'),
        [
          'Content-Type: message/rfc822',
          'From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\r\n\r\n--q\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; priem@tbek.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--q--\r\n',
        ],
      ]),
    ),
    automatic: null,
    bounceFor: null,
  },
  letter(
    'who answers an automatic answer of ours',
    { Subject: 'Re: Автоматический ответ: Ваше обращение зарегистрировано', 'In-Reply-To': '<n-5@tbek.example>' },
    'Номер получил. Дополняю: прибор заменили 3 мая, акт приложу позже.',
  ),
  letter(
    'who has read and disagrees',
    { Subject: 'Прочитано: с ответом не согласен', 'In-Reply-To': '<n-5@tbek.example>' },
    'Ваш ответ прочитал, с расчётом не согласен. Прошу пересмотреть.',
  ),
  letter(
    'who complains of a delivery',
    { Subject: 'Доставлено: чужая квитанция' },
    'В мой ящик доставлена чужая квитанция. Прошу разобраться.',
  ),
  letter(
    'who signs from his holiday',
    { Subject: 'Отпуск, показания передать не могу' },
    'Буду в отпуске до 14 июня, доступ к почте ограничен. Как мне передать показания, чтобы не начислили по нормативу?',
  ),
  letter(
    'who says that his letter was made by a program',
    { Subject: 'Заявление' },
    'Это письмо сформировано автоматически в личном кабинете.\r\n\r\nЗаявитель: Петров И. С.\r\nДоговор: 12/46-Э\r\nПросит: заменить прибор учёта по адресу ул. Мира, 5.',
  ),
  {
    what: 'an invitation to a meeting by Outlook',
    raw: mail(
      { Subject: 'Совещание по приборам учёта', 'Content-Type': 'multipart/alternative; boundary=m' },
      multipart('m', [
        plain('Приглашаем 10 июня в 10:00 по вопросу опломбировки.'),
        html('<p>Приглашаем 10 июня в 10:00 по вопросу опломбировки.</p>'),
        [
          'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
          'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Совещание\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
        ],
      ]),
    ),
    says: ['Приглашаем 10 июня'],
    lacks: ['VCALENDAR'],
    automatic: null,
  },
  {
    what: 'a calendar alone, no other part',
    raw: mail(
      { Subject: 'Принято: Осмотр прибора', 'Content-Type': 'text/calendar; charset=utf-8; method=REPLY' },
      'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ivan@customer.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    ),
    subject: 'Принято: Осмотр прибора',
    from: 'ivan@customer.example',
  },
];
