import { Buffer } from 'node:buffer';
import { base64, mail, multipart, PDF } from '../build-mail.ts';
import { attached, type Case, html, plain, TEXT } from './case.ts';

const mixed = (boundary: string) => ({ 'Content-Type': `multipart/mixed; boundary=${boundary}` });
const parts = (boundary: string) => multipart(boundary, [plain(TEXT), attached('application/pdf', 'акт.pdf', PDF)]);
const whole = (what: string, raw: Buffer, more: Partial<Case> = {}): Case => ({
  what,
  raw,
  from: 'ivan@customer.example',
  says: [TEXT],
  ...more,
});
const AKT = { files: ['акт.pdf application/pdf'] };
const deep = (levels: number): string =>
  levels === 0
    ? `${plain(TEXT).join('\r\n\r\n')}`
    : `Content-Type: multipart/mixed; boundary="l${levels}"\r\n\r\n--l${levels}\r\n${deep(levels - 1)}\r\n--l${levels}--`;

/** Mails that break the rules, and mails that strain them. */
export const BROKEN_MAILS: readonly Case[] = [
  whole(
    'a boundary with colons and equals signs, without quotes',
    mail(mixed('----=_Part_1:2=3'), parts('----=_Part_1:2=3')),
    AKT,
  ),
  whole('a boundary whose lines end in blanks', mail(mixed('"m"'), parts('m').replaceAll('--m\r\n', '--m  \t\r\n')), AKT),
  whole(
    'a boundary that another one begins with',
    mail(
      mixed('"b"'),
      multipart('b', [
        ['Content-Type: multipart/alternative; boundary="b1"', multipart('b1', [plain(TEXT), html(`<p>${TEXT}</p>`)])],
        attached('application/pdf', 'акт.pdf', PDF),
      ]),
    ),
    AKT,
  ),
  whole(
    'an inner multipart with the boundary of the outer',
    mail(
      mixed('"b"'),
      `--b\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n${multipart('b', [plain(TEXT), attached('application/pdf', 'акт.pdf', PDF)])}`,
    ),
    AKT,
  ),
  whole('a multipart that names no boundary', mail({ 'Content-Type': 'multipart/mixed' }, parts('--=_x')), AKT),
  whole('a boundary in single quotes', mail(mixed("'q'"), parts('q')), AKT),
  whole('a multipart without a single part', mail(mixed('"m"'), TEXT)),
  whole(
    'no blank line before the body of a part',
    mail(mixed('"m"'), `--m\r\nContent-Type: text/plain; charset=utf-8\r\n${TEXT}\r\n--m--\r\n`),
  ),
  whole('a part without headers', mail(mixed('"m"'), `--m\r\n\r\n${TEXT}\r\n--m--\r\n`)),
  whole('a file whose base64 the mail breaks off in', mail(mixed('"m"'), parts('m').slice(0, -40)), AKT),
  whole('text behind the last delimiter', mail(mixed('"m"'), `${parts('m')}\r\n-- \r\nПроверено антивирусом`), AKT),
  whole('a type of one word', mail({ 'Content-Type': 'text; charset=utf-8' }, TEXT)),
  whole('two types', mail({ 'Content-Type': 'text/plain; charset=utf-8\r\nContent-Type: text/html; charset=utf-8' }, TEXT)),
  whole('an unknown kind of multipart', mail({ 'Content-Type': 'multipart/x-unknown; boundary=m' }, parts('m')), AKT),
  whole('a multipart said to be base64', mail({ ...mixed('"m"'), 'Content-Transfer-Encoding': 'base64' }, parts('m')), AKT),
  whole(
    'an encoding in upper case and a comment',
    mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'BASE64 (usual)' }, base64(TEXT)),
  ),
  whole(
    'quoted-printable with bad codes',
    mail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'quoted-printable' },
      `${TEXT} =ZZ и 100 = 100=\r\n, конец=`,
    ),
    { says: [TEXT, '100 = 100, конец'] },
  ),
  whole(
    'the line of a mailbox file before the headers',
    Buffer.concat([
      Buffer.from('From ivan@customer.example Mon Jun  1 10:00:00 2026\r\n'),
      mail({ 'Content-Type': 'text/plain; charset=utf-8' }, TEXT),
    ]),
  ),
  whole(
    'flowed text that drops its blanks (delsp)',
    mail({ 'Content-Type': 'text/plain; charset=utf-8; format=flowed; delsp=yes' }, 'Прошу сделать пере \r\nрасчёт.\r\n'),
    { says: ['Прошу сделать перерасчёт.'] },
  ),
  whole(
    'lines that end in a lone CR',
    Buffer.from(mail({ 'Content-Type': 'text/plain; charset=utf-8' }, TEXT).toString().replaceAll('\r\n', '\r')),
  ),
  whole(
    'NULs between all letters of the headers',
    mail({ Subject: 'S\0c\0h\0e\0t', 'Content-Type': 'text/plain; charset=utf-8' }, TEXT),
    { subject: 'Schet' },
  ),
  whole('a header of one megabyte', mail({ 'X-Long': 'x'.repeat(1_100_000), 'Content-Type': 'text/plain; charset=utf-8' }, TEXT)),
  whole(
    'five thousand parts',
    mail(mixed('"m"'), multipart('m', [plain(TEXT), ...Array.from({ length: 5000 }, (_, i) => plain(`${i}`))])),
  ),
  whole('two hundred levels', Buffer.from(`From: ivan@customer.example\r\nMIME-Version: 1.0\r\n${deep(200)}`), { says: [] }),
  whole('twenty levels', Buffer.from(`From: ivan@customer.example\r\nMIME-Version: 1.0\r\n${deep(20)}`)),
  whole(
    'two thousand Received lines and a tab for a blank line',
    mail(
      {
        Received: Array(2000).fill('from a by b; Mon, 1 Jun 2026 10:00:00 +0500').join('\r\nReceived: '),
        'Content-Type': 'text/plain; charset=utf-8',
      },
      TEXT,
    ),
  ),
  { what: 'an empty mail', raw: Buffer.from(''), from: null, subject: null, date: null, automatic: null },
  { what: 'a mail of blank lines', raw: Buffer.from('\r\n\r\n\r\n'), from: null, subject: null, automatic: null },
];
