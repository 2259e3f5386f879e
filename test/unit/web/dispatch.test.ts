import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_NOW } from '../../support/sample-letters.ts';
import { letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
beforeAll(async () => {
  house = await webHouse();
});
afterAll(() => house.close());

const person = (login: string) => house.staff.find((each) => each.login === login) ?? never(login);

describe('8.2.5: a notice of an extension on paper lies on the tray of dispatch', () => {
  it('8.2.5: until it is handed over, with its sheet to print', async () => {
    const letter = [...house.office.letters.values()].find(
      ({ value: { state, route, dueOn } }) => state === 'assigned' && route?.unit === 'billing' && dueOn > '2026-11-25',
    );
    const { id, value } = letter ?? never('letter');
    const { correspondent } = value.card;
    const address = 'г. Таёжноборск, ул. Складская, д. 7';
    const card = { ...value.card, correspondent: { ...correspondent, email: null, address } };
    house.office.tell(id, { type: 'amend_card', card }, person('zhurnalova'), SAMPLE_NOW);
    const clerk = await house.as('zhurnalova');
    expect((await clerk.get('/dispatch')).text).not.toContain('Уведомление');

    house.office.tell(id, { type: 'extend', days: 5, reason: 'ждём схему сетей' }, person('obraztsova'), SAMPLE_NOW);
    const { text } = await clerk.get('/dispatch');
    expect(text).toContain('Уведомление о продлении срока');
    expect(text).toContain(`${letterPath(value.number)}/notice.pdf`);
    expect(text).toContain('data-row-do="give_notice"');
    expect((await clerk.get(letterPath(value.number, '/notice.pdf'))).status).toBe(200);

    const handed = await clerk.post(letterPath(value.number, '/do/give_notice'), { channel: 'post', onward: '/dispatch' });
    expect([handed.status, handed.location]).toEqual([303, '/dispatch']);
    expect((await clerk.get('/dispatch')).text).not.toContain('Уведомление о продлении');
    expect((await clerk.get(letterPath(value.number, '/notice.pdf'))).status).toBe(404);
  });
});

function never(what: string): never {
  throw new Error(`no ${what} among the samples`);
}
