import { expect, it } from '@jest/globals';
import { webHouse } from '../../support/web-house.ts';

it('what came while the list stood still gathers behind one button: nothing moves under the hand', async () => {
  const house = await webHouse();
  const clerk = await house.as('zhurnalova');
  const at = (since: string) => clerk.get(`/trays/incoming/news?since=${since}`, { 'hx-request': 'true' });
  expect((await at('2026-11-23T07:09:00.000Z')).text).not.toContain('Ещё');
  expect((await at('2026-11-23T06:59:00.000Z')).text).toContain('Ещё 2 новых');
  await house.close();
});

it('an empty tray is good news with a next step', async () => {
  const house = await webHouse();
  for (const [id, { value }] of house.office.letters) if (value.state === 'registered') house.office.letters.delete(id);
  const { text } = await (await house.as('zhurnalova')).get('/trays/incoming');
  await house.close();
  expect(text).toContain('Все карточки подтверждены');
  expect(text).toMatch(/href="\/dispatch"[^>]*>Отправка: 3/);
});
