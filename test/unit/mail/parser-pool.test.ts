import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/config.ts';
import { INLINE_BYTES, type ParserPool, parserPool } from '../../../src/mail/parser-pool.ts';
import { base64, mail, multipart, settings } from './build-mail.ts';

describe('Parsing under a time limit', () => {
  let pool: ParserPool | undefined;
  afterEach(() => pool?.stop());

  const big = (text: string) => mail({ 'Content-Type': 'text/plain; charset=utf-8' }, text.padEnd(INLINE_BYTES, ' .'));

  it('small mails and big ones give the same answers, in the order they were asked', async () => {
    pool = parserPool(settings);
    const content = Buffer.alloc(100_000, 7);
    const withFile = mail(
      { 'Content-Type': 'multipart/mixed; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain', 'с файлом'],
        ['Content-Type: application/x-thing; name=a.bin\r\nContent-Transfer-Encoding: base64', base64(content)],
      ]),
    );
    const [small, plain, file] = await Promise.all([pool.parse(mail({})), pool.parse(big('большое')), pool.parse(withFile)]);
    expect([small?.text, plain?.text.slice(0, 7), file?.text]).toEqual(['Прошу пересчитать.', 'большое', 'с файлом']);
    expect(file?.attachments[0]?.content.equals(content)).toBe(true);
  });

  it('8.4.2: a mail that takes too long is kept with its headers and a remark, and the next one is read', async () => {
    pool = parserPool({ ...settings, limits: { ...limits, parseMs: 1 } });
    const slow = await pool.parse(big('первое'));
    expect(slow).toMatchObject({ subject: 'Перерасчёт', from: { address: 'ivan@customer.example' }, attachments: [] });
    expect(slow.remarks.join()).toMatch(/не разобрано за 0\.001 с.*исходный файл/);
    expect(slow.text).toContain('первое');
    expect((await pool.parse(big('второе'))).subject).toBe('Перерасчёт');
  });

  it('a stopped pool answers nothing, so that nobody takes a mail for read', async () => {
    pool = parserPool(settings);
    const refused = expect(pool.parse(big('письмо'))).rejects.toThrow('stopped');
    await pool.stop();
    await refused;
    await expect(pool.parse(big('ещё'))).rejects.toThrow('stopped');
  });
});
