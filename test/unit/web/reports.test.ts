import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
beforeAll(async () => {
  house = await webHouse();
});
afterAll(() => house.close());

const november = () => [...house.office.letters.values()].filter(({ value }) => value.registeredOn.startsWith('2026-11'));

describe('6.1, 9.6: the report of the chancery', () => {
  it('shows the present month at once: what came, in figures, bars and tables whose numbers open their letters', async () => {
    const { status, text } = await (await house.as('kontroleva')).get('/reports');
    expect([status, house.logged]).toEqual([200, []]);
    expect(text).toContain('ноябрь 2026');
    expect(text).toContain(`<a href="/journal?from&#x3D;2026-11-01&amp;to&#x3D;2026-11-30">${november().length}</a>`);
    const mails = november().filter(({ value }) => value.channel === 'email').length;
    expect(text).toMatch(new RegExp(`channel&#x3D;email">${mails}</a>`));
    expect(text).toContain('октябрь 2026');
    // The month to come is not offered
    expect(text).not.toContain('period=2026-12');
  });

  it('gives quarters and years, and says what to do where nothing came', async () => {
    const reader = await house.as('kontroleva');
    expect((await reader.get('/reports?period=2026-Q4')).text).toContain('IV\u00a0квартал 2026');
    expect((await reader.get('/reports?period=2026')).text).toContain('2026\u00a0год');
    expect((await reader.get('/reports?period=2001')).text).toContain('ничего не зарегистрировано. Выберите другой период');
    // What is no period is the present month, never a fault
    expect((await reader.get('/reports?period=2026-13')).text).toContain('ноябрь 2026');
  });

  it('goes to a spreadsheet: with the mark of UTF-8, semicolons, a row for each value', async () => {
    const { text, headers } = await (await house.as('kontroleva')).get('/reports?period=2026-11&as=csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('otchet-2026-11.csv');
    const rows = text
      .replace(/^\uFEFF/, '')
      .split('\r\n')
      .map((row) => row.split(';'));
    const all = rows.find(([axis]) => axis === 'Всего');
    expect(all?.[2]).toBe(String(november().length));
    const kinds = rows.filter(([axis]) => axis === 'Вид').reduce((sum, row) => sum + Number(row[2]), 0);
    expect(kinds).toBe(november().length);
  });

  it('goes on paper with who printed it and how the share is taken', async () => {
    const { text } = await (await house.as('obraztsova')).get('/reports?period=2026-11&as=print');
    expect(text).toContain('Отчёт канцелярии, ноябрь 2026');
    expect(text).toContain('доля берётся от отвеченных и просроченных');
    expect(text).toMatch(/Напечатано: Образцова\sО\.\sО\., 23/);
  });
});
