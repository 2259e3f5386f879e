import { Buffer } from 'node:buffer';
import { mail } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';

export const HEADERS_CASES: readonly Case[] = [
  {
    what: 'a subject that smuggles a header',
    raw: mail({ Subject: '=?utf-8?Q?Schet=0D=0ABcc:_all@x.example?=' }),
    subject: 'Schet Bcc: all@x.example',
    from: 'ivan@customer.example',
  },
  {
    what: 'a name that smuggles an address',
    raw: mail({ From: '=?utf-8?Q?boss=40tbek.example?= <ivan@customer.example>' }),
    from: 'ivan@customer.example',
  },
  { what: 'no date', raw: mail({ Date: undefined }), date: null },
  { what: 'a date of words', raw: mail({ Date: 'вчера вечером' }), date: null },
  { what: 'a thirty-first of February', raw: mail({ Date: 'Tue, 31 Feb 2026 10:00:00 +0500' }), date: null },
  { what: 'a date far ahead', raw: mail({ Date: 'Fri, 1 Jan 2094 10:00:00 +0000' }), date: '2094-01-01T10:00:00.000Z' },
  {
    what: 'a date with a zone by name and a comment',
    raw: mail({ Date: 'Mon, 1 Jun 2026 10:00:00 +0500 (YEKT)' }),
    date: '2026-06-01T05:00:00.000Z',
  },
  { what: 'a year of two digits', raw: mail({ Date: '1 Jun 26 10:00 GMT' }), date: '2026-06-01T10:00:00.000Z' },
  {
    what: 'a group of addresses',
    raw: mail({ From: 'Жильцы: ivan@customer.example, petr@customer.example;' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'several authors',
    raw: mail({ From: '"Иванов, Иван" <ivan@customer.example>, petr@customer.example' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'two From headers',
    raw: mail({ From: 'ivan@customer.example\r\nFrom: evil@x.example' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'no From but a Sender',
    raw: mail({ From: undefined, Sender: 'Иван <ivan@customer.example>' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'an empty From and a Reply-To',
    raw: mail({ From: '', 'Reply-To': 'ivan@customer.example' }),
    from: 'ivan@customer.example',
  },
  { what: 'an address in a comment', raw: mail({ From: 'ivan@customer.example (Иван Петров)' }), from: 'ivan@customer.example' },
  {
    what: 'an address with blanks in its brackets',
    raw: mail({ From: 'Иван < ivan@customer.example >' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'an unquoted comma in the name',
    raw: mail({ From: 'Петров, Иван <ivan@customer.example>' }),
    from: 'ivan@customer.example',
  },
  {
    what: 'an unquoted address as the name',
    raw: mail({ From: 'ivan@customer.example <ivan@customer.example>' }),
    from: 'ivan@customer.example',
  },
  { what: 'a Cyrillic domain', raw: mail({ From: 'Иван <ivan@xn--e1afmkfd.xn--p1ai>' }), from: 'ivan@xn--e1afmkfd.xn--p1ai' },
  {
    what: 'a header before which a blank line is missing',
    raw: Buffer.from(`From: ivan@customer.example\r\nSubject: Schet\r\n${TEXT}`),
    subject: 'Schet',
    says: [TEXT],
  },
  {
    what: 'blank lines before the headers',
    raw: Buffer.from(
      `\r\n\r\nFrom: ivan@customer.example\r\nSubject: Schet\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}`,
    ),
    subject: 'Schet',
    from: 'ivan@customer.example',
    says: [TEXT],
  },
  {
    what: 'a byte order mark before the headers',
    raw: Buffer.from(
      `\ufeffFrom: ivan@customer.example\r\nSubject: Schet\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}`,
    ),
    subject: 'Schet',
    from: 'ivan@customer.example',
    says: [TEXT],
  },
  {
    what: 'a blank before the colon',
    raw: Buffer.from(`From : ivan@customer.example\r\nSubject : Schet\r\n\r\n${TEXT}`),
    subject: 'Schet',
    from: 'ivan@customer.example',
    says: [TEXT],
  },
  {
    what: 'a subject folded within words, with tabs',
    raw: mail({ Subject: '=?utf-8?Q?=D0=A1=D1=87?=\r\n\t=?utf-8?Q?=D1=91=D1=82?= za\r\n\tjanvar' }),
    subject: 'Счёт za janvar',
  },
];
