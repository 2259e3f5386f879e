import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../support/properties.ts';
import { files, HEADERS, mail, multipart, PDF, PNG, parse } from './build-mail.ts';

describe('Broken structure loses nothing', () => {
  it('the last delimiter is missing', async () => {
    const body = multipart('b', [
      ['Content-Type: text/plain', 'текст'],
      ['Content-Type: application/pdf', PDF],
    ]).replace('--b--\r\n', '');
    const parsed = await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body));
    expect([parsed.text, files(parsed).length]).toEqual(['текст', 1]);
  });

  it('the boundary of the header never occurs: the one in use is found', async () => {
    const body = multipart('real', [['Content-Type: text/plain; charset=utf-8', 'текст']]);
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=other' }, body))).text).toBe('текст');
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed' }, body))).text).toBe('текст');
  });

  it('no delimiter at all, or a broken type: the body is shown', async () => {
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=none' }, 'просто текст'))).text).toBe('просто текст');
    expect((await parse(mail({ 'Content-Type': '; charset' }, 'просто текст'))).text).toBe('просто текст');
  });

  it('one boundary is the beginning of another', async () => {
    const inner = multipart('b1', [['Content-Type: text/plain', 'внутри']]);
    const body = multipart('b', [
      ['Content-Type: multipart/mixed; boundary=b1', inner],
      ['Content-Type: text/plain', 'снаружи'],
    ]);
    expect((await parse(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body))).text).toBe('внутри\nснаружи');
  });

  it('a hundred levels are opened, more are left in one piece and said', async () => {
    const nest = (levels: number): string =>
      levels === 0
        ? 'Content-Type: text/plain\r\n\r\nдно'
        : `Content-Type: multipart/mixed; boundary=b${levels}\r\n\r\n--b${levels}\r\n${nest(levels - 1)}\r\n--b${levels}--`;
    expect(await parse(Buffer.from(nest(90)))).toMatchObject({ text: 'дно', remarks: [] });
    expect((await parse(Buffer.from(nest(150)))).remarks).toHaveLength(1);
  });

  it('no headers, no bytes, only a binary', async () => {
    expect(await parse(Buffer.from('Просто текст без заголовков.'))).toMatchObject({
      subject: null,
      text: 'Просто текст без заголовков.',
    });
    expect(await parse(Buffer.alloc(0))).toMatchObject({ subject: null, text: '', attachments: [] });
    expect((await parse(Buffer.from(PNG, 'base64'))).from.address).toBeNull();
  });

  it('nothing to read, neither subject nor text nor file, is said; a subject alone is something to read', async () => {
    const empty = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n';
    expect((await parse(Buffer.from(`${empty}\r\n`))).remarks.join()).toContain('ни темы, ни текста');
    expect((await parse(Buffer.from(`${empty}Subject: call 8 800 000-00-00\r\n\r\n`))).remarks).toEqual([]);
  });

  it('any bytes give an answer', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(...Object.entries(HEADERS).map(([name, value]) => Buffer.from(`${name}: ${value}\r\n`))),
      fc
        .constantFrom(
          '\r\n',
          '\n\n',
          '--b\r\n',
          '--b--',
          'Content-Type: multipart/mixed; boundary=b\r\n',
          'Content-Type: text/html\r\n',
          'Content-Transfer-Encoding: base64\r\n',
          'Content-Type: message/rfc822\r\n',
          '=?utf-8?B?',
          '<p>',
          '=',
        )
        .map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const raw = Buffer.concat(pieces);
        const before = Buffer.from(raw);
        const parsed = await parse(raw);
        expect(parsed.fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(parsed.remarks.join()).not.toContain('не удалось');
        // The original is evidence: nobody writes into it
        expect(raw.equals(before)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('Fingerprint', () => {
  const print = async (headers: Record<string, string | undefined>, body?: string) =>
    (await parse(mail(headers, body))).fingerprint;

  it('8.4.2: one letter in two of our mailboxes has one fingerprint', async () => {
    expect(await print({ Received: 'from a by b', 'Delivered-To': 'kanc@tbek.example' })).toBe(
      await print({ Received: 'from c by d' }),
    );
  });

  it('the same Message-ID on another text or another author is another letter', async () => {
    const prints = [
      await print({}),
      await print({}, 'Другой текст.'),
      await print({ From: 'other@customer.example' }),
      await print({ 'Message-ID': undefined }),
    ];
    expect(new Set(prints).size).toBe(4);
  });
});
