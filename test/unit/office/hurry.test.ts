import { describe, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import { shortName } from '../../../src/domain/person.ts';
import { fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';

const head = person('obraztsova');

describe('11.1: who is asked to hurry gets a mail', () => {
  it('11.1: with the term, who asks and what is said; again the next day, under another Message-ID', async () => {
    let now = new Date('2026-11-23T06:00:00Z');
    const house = fakeHouse({ now: () => now });
    const raw = ['From: Снабженец <snab@primer.example>', 'Subject: Перерасчёт', '', 'Просим сделать перерасчёт за октябрь.'];
    const mail = { key: 'imap:1', office: 'ЦО', source: 'kanc', at: now.toISOString(), raw: Buffer.from(raw.join('\r\n')) };
    await accept(house, [mail]);
    await house.perform();
    const [row] = (await house.office.journal({ limit: 1 }, head)).items;
    const id = row?.id ?? '';
    const { card } = (await house.letters.load(id)).value;
    await house.office.handle(id, { type: 'confirm_card', card, unit: 'billing' }, person('zhurnalova'));
    await house.office.handle(id, { type: 'assign', executor: 'testov' }, head);
    await house.perform();
    const before = house.mails.length;

    await house.office.handle(id, { type: 'hurry', message: 'Потребитель звонил дважды' }, head);
    await house.perform();
    now = new Date('2026-11-24T06:00:00Z');
    await house.office.handle(id, { type: 'hurry' }, head);
    await house.perform();

    const told = house.mails.slice(before);
    expect(told.map(({ to, subject }) => [to, subject])).toEqual(
      [1, 2].map(() => [person('testov').email, `Срок 14.12.2026: обращение № ${row?.number}`]),
    );
    const [first, second] = told;
    expect(first?.text).toContain(`${shortName(head)} спрашивает об ответе`);
    expect(first?.text).toContain('«Потребитель звонил дважды»');
    expect(second?.text).not.toContain('звонил');
    expect(first?.messageId).not.toBe(second?.messageId);
  });
});
