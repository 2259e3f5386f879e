import { describe, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import { NotFound } from '../../../src/domain/errors.ts';
import type { LetterSheet } from '../../../src/office/ports/paper.ts';
import { fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';

const NOW = new Date('2026-11-23T06:00:00Z');
const clerk = person('zhurnalova');

describe('7.1.1: the receipt for whoever brings a letter', () => {
  it('7.1.1: says number, day, term and code on letterhead, signed by the one who gives it; the look is audited', async () => {
    const sheets: LetterSheet[] = [];
    const house = fakeHouse({ now: () => NOW }, (ports) => ({
      ...ports,
      printer: { ...ports.printer, letterhead: async (sheet) => Buffer.from(`%PDF ${sheets.push(sheet)}`) },
    }));
    const raw = Buffer.from('From: Снабженец <snab@primer.example>\r\nSubject: Перерасчёт\r\n\r\nПросим сделать перерасчёт.');
    await accept(house, [{ key: 'imap:1', office: 'ЦО', source: 'kanc', at: NOW.toISOString(), raw }]);
    const stored = house.letters.all()[0];
    const { number = '', statusCode = '', id = '' } = stored?.value ?? {};

    const file = await house.office.receipt(number, clerk);
    expect(file).toMatchObject({ name: 'Расписка ЦО-2026-000001.pdf', type: 'application/pdf' });
    const [sheet] = sheets;
    expect(sheet).toMatchObject({ date: '23.11.2026', number: null, executor: { phone: clerk.phone } });
    const said = JSON.stringify(sheet?.text).replaceAll('\u00a0', ' ');
    for (const what of [number, '23.11.2026', '14.12.2026', statusCode]) expect(said).toContain(what);
    expect((await house.ports.audit.of(id, 5)).map(({ what, by }) => [what, by])).toContainEqual(['printed_receipt', clerk.id]);
  });

  it('4.2: of a letter that one may not see there is none', async () => {
    const house = fakeHouse({ now: () => NOW });
    await expect(house.office.receipt('ЦО-2026/000001', clerk)).rejects.toThrow(NotFound);
  });
});
