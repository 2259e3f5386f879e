import type { Buffer } from 'node:buffer';
import { base64, mail, multipart, PNG } from '../build-mail.ts';
import { type Case, html, plain } from './case.ts';

const FOR = 'petr@customer.example';
const COPY: readonly [string, string] = [
  'Content-Type: message/rfc822',
  `Received: from tbek.example\r\nFrom: kanc@tbek.example\r\nTo: ${FOR}\r\nSubject: Ответ\r\nMessage-ID: <n-5@tbek.example>\r\n\r\nОтвет на обращение`,
];
const HEADS: readonly [string, string] = ['Content-Type: text/rfc822-headers', COPY[1].split('\r\n\r\n')[0] ?? ''];
const status = (fields: string, type = 'message/delivery-status'): readonly [string, string] => [
  `Content-Type: ${type}`,
  `Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 1 Jun 2026 10:00:00 +0500\r\n\r\n${fields}\r\n`,
];
const said = (what: string): string =>
  `Final-Recipient: rfc822; ${FOR}\r\nAction: ${what}\r\nStatus: ${what === 'failed' ? '5.1.1' : what === 'delayed' ? '4.4.1' : '2.1.5'}`;
const report = (headers: Record<string, string | undefined>, parts: readonly (readonly [string, string])[]): Buffer =>
  mail(
    {
      From: 'Mail Delivery System <MAILER-DAEMON@mx.example>',
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
      'Return-Path': '<>',
      ...headers,
    },
    multipart('b', parts),
  );
const reported = (
  what: string,
  headers: Record<string, string | undefined>,
  parts: readonly (readonly [string, string])[],
  action = 'failed',
): Case => ({ what, raw: report(headers, parts), automatic: 'bounce', bounceFor: FOR, action });

/** What servers say of our mail in reports (RFC 3464), as each of them says it. */
export const BOUNCES: readonly Case[] = [
  reported('Postfix, two recipients at once', {}, [
    plain(
      `This is the mail system at host mx.example.\r\n\r\n<${FOR}>: host mx said: 550 5.1.1\r\n\r\n<anna@customer.example>: 552`,
    ),
    status(`${said('failed')}\r\n\r\nFinal-Recipient: rfc822; anna@customer.example\r\nAction: failed\r\nStatus: 5.2.2`),
    COPY,
  ]),
  reported('Postfix, of two the second failed', {}, [
    plain('This is the mail system at host mx.example.'),
    status(`Final-Recipient: rfc822; anna@customer.example\r\nAction: relayed\r\nStatus: 2.0.0\r\n\r\n${said('failed')}`),
    HEADS,
  ]),
  reported(
    'Postfix, a warning of delay',
    { Subject: 'Delayed Mail (still being retried)', 'Auto-Submitted': 'auto-replied' },
    [plain('THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.'), status(said('delayed')), HEADS],
    'delayed',
  ),
  reported(
    'Exim of today',
    {
      Subject: 'Mail delivery failed: returning message to sender',
      'X-Failed-Recipients': FOR,
      'Auto-Submitted': 'auto-replied',
    },
    [
      plain(`This message was created automatically by mail delivery software.\r\n\r\n  ${FOR}\r\n    host mx: 550`),
      status(said('failed')),
      COPY,
    ],
  ),
  reported(
    'sendmail',
    {
      From: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example>',
      Subject: 'Returned mail: see transcript for details',
      'Auto-Submitted': 'auto-generated (failure)',
    },
    [
      plain(
        `The original message was received at Mon, 1 Jun 2026 10:00:00 +0500\r\n\r\n   ----- The following addresses had permanent fatal errors -----\r\n<${FOR}>\r\n    (reason: 550 5.1.1)`,
      ),
      status(said('failed')),
      COPY,
    ],
  ),
  reported('Yandex', { From: 'mailer-daemon@yandeks.example', Subject: 'Недоставленное сообщение' }, [
    plain(
      `Это письмо отправлено почтовым сервером yandeks.example.\r\n\r\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено одному или нескольким адресатам.\r\n\r\n<${FOR}>: host mx said: 550 5.7.1 No such user!`,
    ),
    status(`Original-Recipient: rfc822;${FOR}\r\nFinal-Recipient: rfc822; inner@mx.example\r\nAction: failed\r\nStatus: 5.7.1`),
    COPY,
  ]),
  reported(
    'Gmail, with HTML and its icon',
    {
      From: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
      Subject: 'Delivery Status Notification (Failure)',
      'X-Failed-Recipients': FOR,
      'In-Reply-To': '<n-5@tbek.example>',
    },
    [
      [
        'Content-Type: multipart/related; boundary="r"',
        multipart('r', [
          html(`<p>Your message wasn't delivered to <b>${FOR}</b></p><img src="cid:icon.png">`),
          [`Content-Type: image/png; name="icon.png"\r\nContent-ID: <icon.png>\r\nContent-Transfer-Encoding: base64`, PNG],
        ]),
      ],
      status(said('failed')),
      COPY,
    ],
  ),
  reported(
    'Gmail, a delay',
    { Subject: 'Delivery Status Notification (Delay)' },
    [plain('Delivery incomplete'), status(said('delayed')), COPY],
    'delayed',
  ),
  reported(
    'Microsoft 365: HTML, in English, with its own header',
    {
      From: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@luch.example>',
      Subject: 'Undeliverable: Ответ на обращение',
      'X-MS-Exchange-Message-Is-Ndr': '',
    },
    [
      html(`<p>Your message to ${FOR} couldn't be delivered.</p>`),
      status(
        `Final-Recipient: rfc822;${FOR}\r\nAction: failed\r\nStatus: 5.1.10\r\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound`,
      ),
      COPY,
    ],
  ),
  reported('addresses in brackets, status block in base64', {}, [
    plain('failed'),
    [
      'Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64',
      base64(`Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: RFC822; <${FOR}>\r\nAction: Failed\r\nStatus: 5.0.0\r\n`),
    ],
    HEADS,
  ]),
  reported('fields folded onto a second line, bare LF', {}, [
    plain('failed'),
    [
      'Content-Type: message/delivery-status',
      `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: RFC822;\n ${FOR}\nAction:\n failed\nStatus: 5.1.1 (bad)\n`,
    ],
    COPY,
  ]),
  reported('a global report (RFC 6533)', {}, [
    plain('failed'),
    status(`Final-Recipient: utf-8; ${FOR}\r\nAction: failed\r\nStatus: 5.1.1`, 'message/global-delivery-status'),
    COPY,
  ]),
  reported(
    'Lotus Domino',
    { From: 'Postmaster@luch.example', Subject: `DELIVERY FAILURE: User petr (${FOR}) not listed in Domino Directory` },
    [plain('Your message was not delivered'), status(said('failed')), COPY],
  ),
  reported(
    'Exchange tells of success',
    { From: 'postmaster@luch.example', Subject: 'Доставлено: Ответ на обращение' },
    [plain('Доставка этим получателям завершена'), status(said('delivered')), COPY],
    'delivered',
  ),
  reported(
    'a relay that keeps no record',
    { Subject: 'Relayed: Ответ' },
    [plain('Relayed'), status(said('relayed')), COPY],
    'relayed',
  ),
  {
    what: 'a report of which only the words came through',
    raw: report({ Subject: 'Undeliverable mail' }, [
      plain(`Failed to deliver to '${FOR}'\r\nSMTP module(domain customer.example) reports: 550 no such user`),
    ]),
    automatic: 'bounce',
    bounceFor: FOR,
  },
];
