import { afterAll, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import { limits } from '../../../src/config.ts';
import { parserPool } from '../../../src/mail/parser-pool.ts';
import { fakeHouse } from '../../support/fake-house.ts';

const pool = parserPool({
  limits: { ...limits, parseMs: 1500 },
  ownDomains: ['tbek.example'],
  parser: new URL('../../support/hanging-parser.ts', import.meta.url),
});
afterAll(() => pool.stop());

it('8.4.2: a small mail on which the parser hangs is registered with its headers and a remark, and the intake goes on', async () => {
  const house = fakeHouse({ now: () => new Date('2026-11-23T06:00:00Z') }, (ports) => ({ ...ports, parse: pool.parse }));
  await accept(house, [mail('1', 'first'), mail('2', 'hangs'), mail('3', 'third')]);
  await accept(house, [mail('4', 'fourth')]);
  const letters = house.letters.all().map(({ value }) => value);
  expect(letters.map(({ number, card }) => [number, card.subject])).toEqual([
    ['ЦО-2026/000001', 'first'],
    ['ЦО-2026/000002', 'hangs'],
    ['ЦО-2026/000003', 'third'],
    ['ЦО-2026/000004', 'fourth'],
  ]);
  expect(letters.map(({ remarks }) => remarks.join())).toEqual(['', expect.stringContaining('не разобрано за 1.5 с'), '', '']);
});

function mail(id: string, subject: string) {
  const head = `From: <info@primer.example>\r\nTo: kanc@tbek.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}@primer.example>\r\n`;
  const raw = Buffer.from(`${head}Content-Type: text/plain; charset=utf-8\r\n\r\nПросим сообщить показания № ${id}.`);
  return { key: `imap:one:1:${id}`, office: 'ЦО', source: 'kanc@tbek.example', at: '2026-11-23T05:59:00.000Z', raw };
}
