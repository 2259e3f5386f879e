import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/config.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import { decodeTransfer, transferPieces } from '../../../src/mail/transfer.ts';

const settings = { limits, ownDomains: ['tbek.example'] };

describe('Large mails (8.4.2)', () => {
  it('base64 is decoded piece by piece to the same bytes, wherever lines, padding and strange characters stand', () => {
    const bytes = randomBytes(400_000);
    const lines = bytes.toString('base64').replace(/(.{75})/g, '$1\r\n');
    const spoilt = `${lines.slice(0, 100_001)} \t!${lines.slice(100_001)}`;
    // Each line padded by itself: 65537 is no multiple of 4
    const padded = [bytes.subarray(0, 65_537), bytes.subarray(65_537)].map((each) => each.toString('base64')).join('\r\n');
    for (const text of [lines, spoilt, padded]) {
      expect(Buffer.concat([...transferPieces(Buffer.from(text), 'base64')]).equals(bytes)).toBe(true);
      expect(decodeTransfer(Buffer.from(text), 'BASE64').equals(bytes)).toBe(true);
    }
  });

  it('without contents a file has the same name, type, size and hash', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000_000)]);
    const raw = Buffer.from(
      [
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: application/octet-stream; name="act.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        pdf.toString('base64'),
        '--b--',
      ].join('\r\n'),
    );
    const [whole, spare] = await Promise.all([parseMail(raw, settings), parseMail(raw, settings, { contents: false })]);
    const facts = ({ name, type, size, hash }: (typeof whole.attachments)[number]) => ({ name, type, size, hash });
    expect(spare.attachments.map(facts)).toEqual(whole.attachments.map(facts));
    expect(whole.attachments.map(({ type, content }) => [type, content.equals(pdf)])).toEqual([['application/pdf', true]]);
    expect(spare.attachments[0]?.content.length).toBe(0);
    expect(spare.fingerprint).toBe(whole.fingerprint);
  });
});
