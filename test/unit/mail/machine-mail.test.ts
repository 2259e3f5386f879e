import type { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { parseMail } from '../../../src/mail/parse.ts';
import { mail, multipart, settings } from './build-mail.ts';

const automatic = async (headers: Record<string, string | undefined>, body?: string) =>
  (await parseMail(mail(headers, body), settings)).automatic;
const bounce = async (raw: Buffer) => (await parseMail(raw, settings)).bounce;

describe('Mail that no person wrote (RFC 3834)', () => {
  const cases: [string, Record<string, string>, string | null][] = [
    ['an answer marked as automatic', { 'Auto-Submitted': 'auto-replied' }, 'auto-reply'],
    ['an answer of Exchange', { 'X-MS-Exchange-Inbox-Rules-Loop': 'a@b.example' }, 'auto-reply'],
    ['an answer of Yandex', { 'X-Yandex-Autoreply': 'yes' }, 'auto-reply'],
    ['an old vacation program', { Precedence: 'auto_reply' }, 'auto-reply'],
    ['a subject that begins so', { Subject: 'Автоматический ответ: Re: счёт' }, 'auto-reply'],
    ['a read receipt', { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' }, 'auto-reply'],
    ['a delivery report', { 'Content-Type': 'multipart/report; report-type="delivery-status"; boundary=b' }, 'bounce'],
    ['a mail daemon', { From: 'Mail Delivery System <MAILER-DAEMON@mx.example>' }, 'bounce'],
    ['failed recipients named in a header', { 'X-Failed-Recipients': 'ivan@customer.example' }, 'bounce'],
    ['a bounce that is marked automatic too', { From: 'postmaster@mx.example', 'Auto-Submitted': 'auto-replied' }, 'bounce'],
    ['a spam mark of the server', { 'X-Spam-Flag': 'YES' }, 'spam'],
    ['a spam status', { 'X-Spam-Status': 'Yes, score=9.1' }, 'spam'],
    ['a mailing list', { 'List-Id': '<news.customer.example>' }, 'mailing-list'],
    ['a newsletter', { 'List-Unsubscribe': '<https://customer.example/u>' }, 'mailing-list'],
    ['bulk mail', { Precedence: 'bulk' }, 'mailing-list'],
    ['our own notice that comes back', { 'X-Loop': 'kanc@tbek.example' }, 'loop'],
    [
      'our notice without its mark',
      { From: 'kanc@tbek.example', 'Message-ID': '<n-1@tbek.example>', 'Auto-Submitted': 'auto-generated' },
      'loop',
    ],
    [
      'a list that marks its own mail against loops',
      { 'X-Loop': 'list@news.example', To: 'list@news.example', 'List-Id': '<list.news.example>' },
      'mailing-list',
    ],
    ['a notice that somebody sent to himself', { From: 'a@x.example', To: 'a@x.example', 'X-Loop': 'a@x.example' }, 'loop'],
    ['a loop mark of another engine', { 'X-Loop': 'robot@other.example' }, null],
    ['a letter of a colleague', { From: 'kanc@tbek.example', 'Message-ID': '<1@tbek.example>' }, null],
    ['«Auto-Submitted: no»', { 'Auto-Submitted': 'no' }, null],
    ['a request not to answer automatically', { 'X-Auto-Response-Suppress': 'All' }, null],
    ['«X-Spam-Flag: NO»', { 'X-Spam-Flag': 'NO' }, null],
    ['an answer of a person', { Subject: 'Re: Автоматический ответ не пришёл' }, null],
    ['an empty Return-Path alone', { 'Return-Path': '<>' }, null],
  ];
  for (const [what, headers, expected] of cases) {
    it(`8.4.1: ${what} is ${expected ?? 'a letter'}`, async () => expect(await automatic(headers)).toBe(expected));
  }

  it('a mail that went through a hundred servers, or thrice through our box, is a loop', async () => {
    const hops = Array.from({ length: 101 }, (_, at) => `Received: from a${at}.example by b.example\r\n`).join('');
    expect(await automatic({ 'X-First': `1\r\n${hops}X-Last: 1` })).toBe('loop');
    expect(await automatic({ 'X-First': `1\r\n${'Delivered-To: kanc@tbek.example\r\n'.repeat(4)}X-Last: 1` })).toBe('loop');
  });
});

describe('Bounces: which of our mails, to whom, and why (RFC 3464)', () => {
  const report = (status: string, copy = 'Message-ID: <n-7@tbek.example>\r\nSubject: our answer\r\n') =>
    mail(
      { From: 'MAILER-DAEMON@mx.example', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain', 'This is the mail system.'],
        ['Content-Type: message/delivery-status', status],
        ['Content-Type: text/rfc822-headers', copy],
      ]),
    );

  it('8.4.6: the address that we wrote to, our Message-ID, the words of the server', async () => {
    const status =
      'Reporting-MTA: dns; mx.example\r\n\r\nOriginal-Recipient: rfc822; ivan@customer.example\r\nFinal-Recipient: rfc822; box7@inner.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n';
    expect(await bounce(report(status))).toEqual({
      for: 'ivan@customer.example',
      about: 'n-7@tbek.example',
      action: 'failed',
      reason: '550 5.1.1 User unknown',
    });
  });

  it('of several recipients the failed one is told; a delay is no failure', async () => {
    const two =
      'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: relayed\r\n\r\nFinal-Recipient: rfc822; b@x.example\r\nAction: failed\r\nStatus: 5.0.0\r\n';
    expect(await bounce(report(two))).toMatchObject({ for: 'b@x.example', action: 'failed', reason: '5.0.0' });
    const delay = 'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: delayed\r\nStatus: 4.4.7\r\n';
    expect(await bounce(report(delay))).toMatchObject({ for: 'a@x.example', action: 'delayed' });
  });

  it('a copy of the whole mail names it too', async () => {
    const raw = mail(
      { From: 'postmaster@mx.example', 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain; charset=utf-8', 'Не удалось доставить: petr@customer.example\r\n550 5.7.1 Relaying denied'],
        ['Content-Type: message/rfc822', 'Message-ID: <n-8@tbek.example>\r\nTo: petr@customer.example\r\n\r\nтекст'],
      ]),
    );
    expect(await bounce(raw)).toEqual({
      for: 'petr@customer.example',
      about: 'n-8@tbek.example',
      action: 'failed',
      reason: '550 5.7.1 Relaying denied',
    });
  });

  it('free text of old servers: the foreign address above the copy', async () => {
    const text =
      'Hi. This is the qmail-send program at mx.example.\r\nkanc@tbek.example wrote to\r\n<olga@customer.example>:\r\nSorry, no mailbox here by that name.\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <n-9@tbek.example>\r\nTo: other@customer.example\r\n';
    expect(await bounce(mail({ From: 'MAILER-DAEMON@mx.example' }, text))).toMatchObject({
      for: 'olga@customer.example',
      about: 'n-9@tbek.example',
      action: 'failed',
    });
  });

  it('the recipient stands on a line of its own, whoever else is named before', async () => {
    const text =
      'The original message was received at Mon, 1 Jun 2026 10:00:00 +0500\r\nfrom relay@inner.example [127.0.0.1]\r\n\r\n   ----- The following addresses had permanent fatal errors -----\r\n<olga@customer.example>\r\n    (reason: 550 5.1.1 User unknown)\r\n';
    expect(await bounce(mail({ From: 'Mail Delivery Subsystem <MAILER-DAEMON>' }, text))).toMatchObject({
      for: 'olga@customer.example',
      reason: '550 5.1.1 User unknown',
    });
  });

  it('a letter of a person is no bounce', async () => expect(await bounce(mail({}))).toBeNull());
});
