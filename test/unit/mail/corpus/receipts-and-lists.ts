import { mail, multipart } from '../build-mail.ts';
import { type Case, html, plain } from './case.ts';

const OURS = { 'In-Reply-To': '<n-5@tbek.example>' };
const machine = (what: string, headers: Record<string, string | undefined>, body: string): Case => ({
  what,
  raw: mail(headers, body),
  automatic: 'auto-reply',
});
const receipt = (what: string, subject: string, type: string, words: readonly [string, string], read: boolean | null): Case => ({
  what,
  raw: mail(
    { Subject: subject, 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary="b"' },
    multipart('b', [
      words,
      [
        'Content-Type: message/disposition-notification',
        `Reporting-UA: customer.example; Outlook\r\nFinal-Recipient: rfc822;ivan@customer.example\r\nOriginal-Message-ID: <n-5@tbek.example>\r\nDisposition: ${type}\r\n`,
      ],
    ]),
  ),
  automatic: 'auto-reply',
  read,
});
const of = (automatic: Case['automatic'], what: string, headers: Record<string, string | undefined>, body: string): Case => ({
  ...machine(what, headers, body),
  automatic: automatic ?? null,
});

/** Receipts of a reading, mail to many, and our own mail that comes back. */
export const RECEIPTS_AND_LISTS: readonly Case[] = [
  receipt(
    'Outlook, read',
    'Прочитано: Ответ на обращение',
    'automatic-action/MDN-sent-automatically; displayed',
    plain('Ваше сообщение\r\n\r\nКому: Иван\r\n\r\nпрочитано 1 июня 2026 г. 10:00:00'),
    true,
  ),
  receipt(
    'Outlook, deleted unread',
    'Не прочтено: Ответ на обращение',
    'automatic-action/MDN-sent-automatically; deleted',
    html('<p>Ваше сообщение<br>удалено, не будучи прочитанным, 1 июня 2026 г.</p>'),
    false,
  ),
  receipt(
    'Thunderbird',
    'Уведомление о прочтении (показано) - Ответ',
    'manual-action/MDN-sent-manually; displayed',
    plain('Это уведомление о прочтении письма, отправленного вами.'),
    true,
  ),
  receipt(
    'a program that took it and showed it to nobody',
    'Dispatched: Ответ',
    'automatic-action/MDN-sent-automatically; dispatched',
    plain('dispatched'),
    null,
  ),
  machine(
    'a receipt in words alone',
    { Subject: 'Прочитано: Ответ на обращение', ...OURS },
    'Ваше сообщение\r\n\r\n   Кому: Иван Петров\r\n   Тема: Ответ на обращение\r\n   Отправлено: 01.06.2026 10:00\r\n\r\nпрочитано 01.06.2026 11:00.',
  ),
  machine(
    'deleted unread, in words alone',
    { Subject: 'Не прочитано: Ответ на обращение', ...OURS },
    'Ваше сообщение\r\n\r\n   Кому: Иван Петров\r\n   Тема: Ответ на обращение\r\n\r\nбыло удалено без прочтения 01.06.2026 11:00.',
  ),
  of(
    'mailing-list',
    'a mailing by a service',
    {
      From: 'Новости отрасли <news@send.example>',
      Subject: 'Скидки на кабель −30 %',
      Precedence: 'bulk',
      'List-Unsubscribe': '<https://send.example/u>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': '7:8:send',
    },
    'Только до конца недели! Если письмо отображается некорректно, откройте его в браузере. Отписаться от рассылки.',
  ),
  {
    what: 'a digest of Mailman',
    raw: mail(
      {
        Subject: 'Energo Digest, Vol 12',
        'List-Id': 'Энергетики <energo.lists.example>',
        Precedence: 'list',
        'X-Mailman-Version': '2.1.39',
        'Content-Type': 'multipart/mixed; boundary=m',
      },
      multipart('m', [
        plain('Send Energo mailing list submissions to energo@lists.example'),
        [
          'Content-Type: multipart/digest; boundary=d',
          multipart('d', [
            ['', 'From: a@lists.example\r\nSubject: one\r\n\r\nfirst'],
            ['', 'From: b@lists.example\r\nSubject: two\r\n\r\nsecond'],
          ]),
        ],
      ]),
    ),
    automatic: 'mailing-list',
  },
  of(
    'mailing-list',
    'Google Groups',
    {
      'List-ID': '<energo.groups.example>',
      Precedence: 'list',
      'Mailing-list': 'list energo@groups.example',
      To: 'energo@groups.example',
    },
    'Коллеги, обновлён план семинаров.',
  ),
  of(
    'spam',
    'SpamAssassin',
    { 'X-Spam-Status': 'Yes, score=9.1 required=5.0', 'X-Spam-Level': '*********' },
    'Кредит без справок, пишите.',
  ),
  of(
    'spam',
    'Microsoft 365',
    { 'X-Forefront-Antispam-Report': 'CIP:203.0.113.1;CTRY:US;LANG:en;SCL:5;SFV:SPM;H:x' },
    'Best offer, buy now.',
  ),
  of('spam', 'Yandex', { 'X-Yandex-Spam': '4' }, 'Продвижение сайтов в топ.'),
  of(
    'loop',
    'our own notice that a forwarding brought back',
    {
      From: 'kanc@tbek.example',
      'Message-ID': '<n-9@tbek.example>',
      'X-Loop': 'kanc@tbek.example',
      'Auto-Submitted': 'auto-replied',
    },
    'Ваше обращение зарегистрировано.',
  ),
];
