import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/config.ts';
import { type ParserPool, parserPool } from '../../../src/mail/parser-pool.ts';
import { base64, mail, multipart, settings } from './build-mail.ts';

const HANGING = new URL('../../support/hanging-parser.ts', import.meta.url);

describe('Parsing under a time limit', () => {
  let pool: ParserPool | undefined;
  afterEach(() => pool?.stop());

  const of = (subject: string, body = 'Прошу ответить.') =>
    mail({ Subject: subject, 'Content-Type': 'text/plain; charset=utf-8' }, body);

  it('mails asked for together are answered each with its own, large and small, with their files', async () => {
    pool = parserPool(settings);
    const content = Buffer.alloc(3_000_000, 7);
    const withFile = mail(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain', 'с файлом'],
        ['Content-Type: application/x-thing; name=a.bin\r\nContent-Transfer-Encoding: base64', base64(content)],
      ]),
    );
    const asked = [...Array.from({ length: 120 }, (_, n) => of(`s${n}`)), withFile, of('last', 'большое'.padEnd(100_000, ' .'))];
    const answers = await Promise.all(asked.map((raw) => pool?.parse(raw)));
    expect(answers.slice(0, 120).map((each) => each?.subject)).toEqual(Array.from({ length: 120 }, (_, n) => `s${n}`));
    expect(answers[120]?.text).toBe('с файлом');
    expect(answers[120]?.attachments[0]?.content.equals(content)).toBe(true);
    expect(answers[121]?.text.slice(0, 7)).toBe('большое');
  });

  it('a file that lies in its mail as it is costs the answer only its own bytes', async () => {
    pool = parserPool(settings);
    const part: readonly [string, string] = ['Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: 8bit', 'a;b'];
    const raw = mail(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [['Content-Type: text/plain', 'x'.repeat(9000)], part]),
    );
    const { attachments } = await pool.parse(raw);
    expect(attachments.map(({ content }) => [content.toString(), content.buffer.byteLength])).toEqual([['a;b', 3]]);
  });

  it.each([
    ['hangs', /не разобрано за 1\.5 с.*исходный файл/],
    ['throws', /не удалось разобрать \(a fault of the parser\)/],
    ['dies', /не удалось разобрать \(the parser ended with 3\)/],
  ])(
    '8.4.2: of a small mail on which the parser %s headers and bytes are kept, and its neighbours are read',
    async (fault, remark) => {
      pool = parserPool({ ...settings, limits: { ...limits, parseMs: 1500 }, parser: HANGING });
      const subjects = ['one', 'two', fault, 'three', 'four'];
      const answers = await Promise.all(subjects.map((subject) => pool?.parse(of(subject))));
      expect(answers.map((each) => each?.subject)).toEqual(subjects);
      expect(answers.map((each) => each?.remarks.length)).toEqual([0, 0, 1, 0, 0]);
      expect(answers[2]).toMatchObject({ from: { address: 'ivan@customer.example' }, attachments: [] });
      expect(answers[2]?.remarks.join()).toMatch(remark);
      expect(answers[2]?.text).toContain('Прошу ответить.');
      expect((await pool.parse(of('after'))).text).toContain('Прошу ответить.');
    },
  );

  it('8.4.2: a mail on whose headers the parser hangs is kept as its bytes', async () => {
    pool = parserPool({ ...settings, limits: { ...limits, parseMs: 1500 }, parser: HANGING });
    const [bad, good] = await Promise.all([pool.parse(of('hangs by its headers')), pool.parse(of('good'))]);
    expect(bad).toMatchObject({ subject: null, from: { address: null }, attachments: [] });
    expect(bad.text).toContain('Subject: hangs by its headers');
    expect(bad.remarks.join()).toMatch(/не разобрано за 1\.5 с/);
    expect(good.subject).toBe('good');
  });

  it('a parser that cannot begin rejects, so that nobody takes a mail for read', async () => {
    pool = parserPool({ ...settings, parser: new URL('file:///nowhere/parser.js') });
    await expect(pool.parse(of('letter'))).rejects.toThrow('nowhere');
  });

  it('a stopped pool answers nothing, so that nobody takes a mail for read', async () => {
    pool = parserPool(settings);
    const refused = expect(pool.parse(of('letter'))).rejects.toThrow('stopped');
    await pool.stop();
    await refused;
    await expect(pool.parse(of('one more'))).rejects.toThrow('stopped');
  });
});
