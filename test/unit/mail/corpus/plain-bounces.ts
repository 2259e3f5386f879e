import { mail } from '../build-mail.ts';
import type { Case } from './case.ts';

const FOR = 'petr@customer.example';
const told = (what: string, headers: Record<string, string | undefined>, body: string, action = 'failed'): Case => ({
  what,
  raw: mail({ 'Return-Path': '<>', ...headers }, body),
  automatic: 'bounce',
  bounceFor: FOR,
  action,
});

/** What servers that still run say in words alone. */
export const PLAIN_BOUNCES: readonly Case[] = [
  told(
    'Exim, a warning of delay in words alone',
    {
      From: 'Mail Delivery System <Mailer-Daemon@mx.example>',
      Subject: 'Warning: message 1wTxyz-0001 delayed 24 hours',
      'Auto-Submitted': 'auto-replied',
    },
    `This message was created automatically by mail delivery software.\r\nA message that you sent has not yet been delivered to one or more of its\r\nrecipients after more than 24 hours on the queue on mx.example.\r\n\r\nThe address to which the message has not yet been delivered is:\r\n\r\n  ${FOR}\r\n    Delay reason: Connection timed out\r\n\r\nNo action is required on your part. Delivery attempts will continue.`,
    'delayed',
  ),
  told(
    'qmail, two recipients',
    { From: 'MAILER-DAEMON@mx.example', Subject: 'failure notice' },
    `Hi. This is the qmail-send program at mx.example.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\nThis is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n<${FOR}>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n<anna@customer.example>:\r\nmailbox is full (#5.2.2)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nReturn-Path: <kanc@tbek.example>\r\nMessage-ID: <n-5@tbek.example>\r\n`,
  ),
  told(
    'sendmail of old, without a report, from a daemon without a domain',
    { From: 'Mail Delivery Subsystem <MAILER-DAEMON>', Subject: 'Returned mail: User unknown' },
    `The original message was received at Mon, 1 Jun 2026 10:00:00 +0500\r\nfrom kanc@tbek.example\r\n\r\n   ----- The following addresses had permanent fatal errors -----\r\n<${FOR}>\r\n\r\n   ----- Transcript of session follows -----\r\n550 <${FOR}>... User unknown\r\n\r\n   ----- Original message follows -----\r\nFrom: kanc@tbek.example\r\nMessage-ID: <n-5@tbek.example>\r\n`,
  ),
  told(
    'Mail.ru, by its own headers',
    {
      From: 'mailer-daemon@corp.mejl.example',
      Subject: 'Ваше сообщение не доставлено. Mail failure.',
      'X-Mailer-Daemon-Recipients': FOR,
      'X-Mailer-Daemon-Error': 'user_not_found',
      'Auto-Submitted': 'auto-replied',
    },
    `Это письмо создано автоматически сервером, отвечать на него не нужно.\r\n\r\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\r\n\r\n${FOR}\r\nтакого пользователя не существует`,
  ),
  told(
    'Exchange 2003 in Russian, words alone',
    { From: 'System Administrator <postmaster@luch.example>', Subject: 'Не удается доставить: Ответ на обращение' },
    `Ваше сообщение\r\n\r\n  Тема:\tОтвет на обращение\r\n  Отправлено:\t01.06.2026 10:00\r\n\r\nне достигло некоторых или всех намеченных получателей.\r\n\r\nСледующие получатели недоступны:\r\n\r\n  ${FOR} на 01.06.2026 10:01\r\n    Учетная запись электронной почты не существует. <mx.luch.example #5.1.1>`,
  ),
  told(
    'Exchange in Russian, a full mailbox',
    { From: 'postmaster@customer.example', Subject: 'Не удалось доставить: Ответ на обращение' },
    `Не удалось выполнить доставку следующим получателям или группам:\r\n\r\n${FOR}<mailto:${FOR}>\r\nПочтовый ящик получателя переполнен и в данный момент не может принимать сообщения.\r\n`,
  ),
  told(
    'a Russian server without a report',
    { From: 'Почтовая система <mailer-daemon@rambl.example>', Subject: 'Письмо не доставлено' },
    `Здравствуйте!\r\n\r\nВаше письмо не удалось доставить по адресу ${FOR}.\r\nПричина: 550 ящик не существует.\r\n\r\n--- Исходное письмо ---\r\nFrom: kanc@tbek.example\r\nMessage-ID: <n-5@tbek.example>\r\n`,
  ),
  told(
    'MDaemon',
    { From: 'MDaemon@luch.example', Subject: 'Permanent Delivery Failure', 'X-MDDSN-Message': 'Yes' },
    `The attached message had PERMANENT fatal delivery errors.\r\n\r\nFailed address: ${FOR}\r\n\r\n--- Session Transcript ---\r\n550 unknown user\r\n--- End Transcript ---`,
  ),
];
