import type { Buffer } from 'node:buffer';
import type { Automatic } from '../../../../src/office/ports/mail.ts';
import { mail, multipart } from '../build-mail.ts';
import type { Case } from './case.ts';

export const ANSWERS = { 'In-Reply-To': '<n-5@tbek.example>' };
const machine = (automatic: Automatic, what: string, headers: Record<string, string | undefined>, body = 'Спасибо.'): Case => ({
  what,
  raw: mail(headers, body),
  automatic,
});
const report = (status: string, from = 'MAILER-DAEMON@mx.example', more: Record<string, string> = {}): Buffer =>
  mail(
    {
      From: from,
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      ...more,
    },
    multipart('b', [
      ['Content-Type: text/plain; charset=utf-8', 'This is the mail system.'],
      ['Content-Type: message/delivery-status', `Reporting-MTA: dns; mx.example\r\n\r\n${status}`],
      [
        'Content-Type: message/rfc822',
        'From: kanc@tbek.example\r\nTo: petr@customer.example\r\nMessage-ID: <n-5@tbek.example>\r\n\r\nanswer',
      ],
    ]),
  );
const returned = (what: string, from: string, subject: string, body: string): Case => ({
  what,
  raw: mail({ From: from, Subject: subject, 'Return-Path': '<>' }, body),
  automatic: 'bounce',
  bounceFor: 'petr@customer.example',
});

/** No person wrote them. */
export const MACHINES: readonly Case[] = [
  machine(
    'auto-reply',
    'the vacation program of Unix',
    { Subject: 'Re: Ответ', Precedence: 'junk' },
    'Я в отпуске, вернусь 15.03.',
  ),
  machine(
    'auto-reply',
    'Exchange, in Russian',
    {
      Subject: 'Автоматический ответ: Ответ на обращение',
      'Auto-Submitted': 'auto-generated',
      'X-MS-Exchange-Inbox-Rules-Loop': 'a@customer.example',
    },
    'Я в отпуске. По срочным вопросам прошу обращаться: договор, счета к Петрову.',
  ),
  machine('auto-reply', 'Mail.ru, by its subject alone', { Subject: 'Автоответ: Ответ на обращение' }),
  machine('auto-reply', 'Yandex', { Subject: 'Автоответ', 'X-Yandex-Autoreply': 'yes' }),
  machine('auto-reply', 'Gmail', { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk', 'X-Autoreply': 'yes' }),
  machine('auto-reply', 'Apple', { 'X-Apple-Action': 'VACATION/1' }),
  machine(
    'auto-reply',
    'a vacation by its subject and words',
    { Subject: 'Я в отпуске до 15 марта' },
    'Я в отпуске до 15 марта, доступ к почте ограничен.',
  ),
  machine(
    'auto-reply',
    'a vacation that only answers us',
    { Subject: 'Re: Ответ на обращение', ...ANSWERS },
    'Добрый день! Я в отпуске, вернусь 15.03.',
  ),
  machine(
    'auto-reply',
    '«Ваше письмо получено» to a mail of ours',
    { Subject: 'Re: Ответ на обращение', ...ANSWERS },
    'Ваше письмо получено. Это автоматическое сообщение, оно не требует ответа.',
  ),
  machine(
    'auto-reply',
    'a reading by Outlook without a report',
    { Subject: 'Прочтено: Ответ на обращение' },
    'Ваше сообщение\r\n\r\nКому: Иванов\r\nТема: Ответ\r\n\r\nбыло прочитано 10.03.2026 12:00.',
  ),
  machine('auto-reply', 'a report on DMARC', {
    From: 'noreply-dmarc@provider.example',
    Subject: 'Report domain: tbek.example Submitter: provider.example Report-ID: 1',
  }),
  machine(
    'auto-reply',
    'a complaint loop of a provider (ARF)',
    { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b' },
    multipart('b', [['Content-Type: text/plain', 'abuse report']]),
  ),
  machine('spam', 'Kaspersky', { 'X-KLMS-AntiSpam-Status': 'spam, rate 90' }),
  machine('spam', 'Exchange with SCL 6', { 'X-MS-Exchange-Organization-SCL': '6' }),
  machine('spam', 'rspamd', { 'X-Rspamd-Action': 'add header' }),
  machine('spam', 'a mark in the subject', { Subject: '***SPAM*** Кредит' }),
  machine('mailing-list', 'Yahoo and other lists', { 'List-Id': '<news.otrasl.example>', Precedence: 'list' }, 'Новости недели.'),
  machine(
    'mailing-list',
    'an invitation that says «прошу»',
    { 'List-Unsubscribe': '<mailto:u@x.example>' },
    'Прошу зарегистрироваться на вебинар по тарифам. Отписаться можно по ссылке.',
  ),
  machine('mailing-list', 'mail of class «junk»', { Precedence: 'junk' }, 'Скидка на кабель.'),
  {
    what: 'Postfix',
    raw: report(
      'Original-Recipient: rfc822;petr@customer.example\r\nFinal-Recipient: rfc822;box@inner.example\r\nAction: failed\r\nStatus: 5.1.1',
    ),
    automatic: 'bounce',
    bounceFor: 'petr@customer.example',
  },
  {
    what: 'Exchange without a daemon for author',
    raw: report(
      'Final-Recipient: rfc822;petr@customer.example\r\nAction: failed\r\nStatus: 5.2.2',
      'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@customer.example',
    ),
    automatic: 'bounce',
    bounceFor: 'petr@customer.example',
  },
  {
    what: 'a report of success',
    raw: report('Final-Recipient: rfc822;petr@customer.example\r\nAction: delivered\r\nStatus: 2.0.0'),
    automatic: 'bounce',
    bounceFor: 'petr@customer.example',
  },
  {
    what: 'a report on an address in UTF-8',
    raw: report('Final-Recipient: utf-8;petr@customer.example\r\nAction: failed\r\nStatus: 5.1.1'),
    automatic: 'bounce',
    bounceFor: 'petr@customer.example',
  },
  {
    what: 'Exim',
    raw: mail({
      From: 'Mail Delivery System <Mailer-Daemon@mx.example>',
      Subject: 'Mail delivery failed: returning message to sender',
      'X-Failed-Recipients': 'petr@customer.example',
    }),
    automatic: 'bounce',
    bounceFor: 'petr@customer.example',
  },
  returned(
    'qmail',
    'MAILER-DAEMON@mx.example',
    'failure notice',
    'Hi. This is the qmail-send program at mx.example.\r\n\r\n<petr@customer.example>:\r\n192.0.2.1 does not like recipient.\r\nRemote host said: 550 no such user\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nReturn-Path: <kanc@tbek.example>\r\n',
  ),
  returned(
    'Mail.ru',
    'mailer-daemon@mail.example',
    'Ваше сообщение не доставлено. Mail failure.',
    'К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\r\n\r\n  petr@customer.example\r\n    550 5.1.1 User Unknown\r\n',
  ),
  returned(
    'Exchange in Russian without a report',
    'System Administrator <postmaster@customer.example>',
    'Недоставлено: Ответ на обращение',
    'Не удалось выполнить доставку следующим получателям:\r\n\r\npetr@customer.example\r\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n',
  ),
  returned(
    'an author that is nobody',
    'noreply@customer.example',
    'Undeliverable: Ответ',
    'Your message could not be delivered to:\r\npetr@customer.example\r\n550 5.1.1\r\n',
  ),
];
