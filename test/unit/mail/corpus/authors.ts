import { mail } from '../build-mail.ts';
import { type Case, word } from './case.ts';

const from = (
  what: string,
  header: string | undefined,
  more: Record<string, string | undefined> = {},
  address = 'ivan@customer.example',
): Case => ({
  what,
  raw: mail({ From: header, ...more }),
  from: address,
});
const date = (what: string, header: string | undefined, told: string | null, more: Record<string, string> = {}): Case => ({
  what,
  raw: mail({ ...more, Date: header }),
  date: told,
});
const TEN = '2026-06-01T05:00:00.000Z';

/** Who wrote, and when, by headers of every broken sort. */
export const AUTHORS: readonly Case[] = [
  from('an author and another sender', 'Иван <ivan@customer.example>', { Sender: 'secretary@customer.example' }),
  from('an author who wants the answer elsewhere', 'Иван <ivan@customer.example>', { 'Reply-To': 'other@customer.example' }),
  from('two authors and a sender', 'Иван <ivan@customer.example>, Пётр <petr@customer.example>', {
    Sender: 'petr@customer.example',
  }),
  from('a bracket that is not closed', 'Иван <ivan@customer.example'),
  from('a bracket that is not opened', 'ivan@customer.example>'),
  from('no brackets at all', 'Иван Петров ivan@customer.example'),
  from('name and address in one encoded word', word('Иван Петров <ivan@customer.example>')),
  from('an address in an encoded word within brackets', `Иван <${word('ivan@customer.example')}>`),
  from('«mailto:»', '<mailto:ivan@customer.example>'),
  from('a route before the address', '<@relay.example,@mx.example:ivan@customer.example>'),
  from('quotes within quotes', '"ООО \\"Луч\\"" <ivan@customer.example>'),
  from('quotes that are not closed', '"Иван Петров <ivan@customer.example>'),
  from('an address as the name, another in brackets', '"boss@tbek.example" <ivan@customer.example>'),
  from('a header folded at every blank', '"Иван\r\n Петров"\r\n <ivan@customer.example>'),
  from('a display name with an encoded at sign and a comma', `${word('Иванов, И. (Луч)')}\r\n\t<ivan@customer.example>`),
  from('an empty name', '"" <ivan@customer.example>'),
  from('a comment in the middle', 'ivan(Иван)@customer.example'),
  from('a dot at the end of the domain', 'Иван <ivan@customer.example.>'),
  from('a semicolon for a comma', 'ivan@customer.example; petr@customer.example'),
  from('upper case', 'IVAN@CUSTOMER.EXAMPLE', {}, 'IVAN@CUSTOMER.EXAMPLE'),
  from('a Cyrillic address', 'Иван <иван@луч.example>', {}, 'иван@луч.example'),
  from('a group without members, and an address to answer to', 'Жильцы:;', { 'Reply-To': 'ivan@customer.example' }),
  { what: 'no From, an envelope alone', raw: mail({ From: undefined, 'Return-Path': '<ivan@customer.example>' }), from: null },
  { what: 'a name and no address', raw: mail({ From: 'Иван Петров' }), from: null, name: 'Иван Петров' },
  date('no zone', 'Mon, 1 Jun 2026 05:00:00', TEN),
  date('a wrong weekday', 'Fri, 1 Jun 2026 10:00:00 +0500', TEN),
  date('a zone with a colon', 'Mon, 1 Jun 2026 10:00:00 +05:00', TEN),
  date('a zone by letters and number', 'Mon, 1 Jun 2026 10:00:00 GMT+0500', TEN),
  date('a zone by an American name', 'Mon, 1 Jun 2026 01:00:00 EDT', TEN),
  date('ISO 8601', '2026-06-01T10:00:00+05:00', TEN),
  date('dashes, as IMAP writes it', '01-Jun-2026 10:00:00 +0500', TEN),
  date('a date folded in two', 'Mon, 1 Jun\r\n 2026 10:00:00 +0500', TEN),
  date('a Russian comment', 'Mon, 1 Jun 2026 10:00:00 +0500 (Екатеринбург)', TEN),
  date('a leap second', 'Sun, 31 May 2026 23:59:60 +0000', '2026-05-31T23:59:59.000Z'),
  date('no seconds, no weekday', '1 Jun 2026 10:00 +0500', TEN),
  date('a month in full, a day with a zero, blanks doubled', 'Mon,  01  June  2026  10:00:00  +0500', TEN),
  date('two dates', 'Mon, 1 Jun 2026 10:00:00 +0500\r\nDate: Tue, 2 Jun 2026 10:00:00 +0500', TEN),
  date('a twenty-fifth hour', 'Mon, 1 Jun 2026 25:00:00 +0500', null),
  date('a number alone', '1780290000', null),
  date('an empty date, though servers told theirs', '', null, { Received: 'from a by b; Mon, 1 Jun 2026 10:00:00 +0500' }),
  date('a year of the epoch', 'Thu, 1 Jan 1970 00:00:00 +0000', '1970-01-01T00:00:00.000Z'),
  {
    what: 'an answer by References alone',
    raw: mail({ References: '<n-4@tbek.example>\r\n <n-5@tbek.example>' }),
    automatic: null,
  },
  {
    what: 'an answer whose ID stands without brackets, with words',
    raw: mail({ 'In-Reply-To': 'Your message of "Mon, 1 Jun 2026" <n-5@tbek.example>' }),
    inReplyTo: 'n-5@tbek.example',
  },
];
