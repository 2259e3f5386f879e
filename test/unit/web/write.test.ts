import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
beforeAll(async () => {
  house = await webHouse({ limits: { publicLetters: 12 } });
});
afterAll(() => house.close());

const GOOD = {
  organisation: 'ООО «Пример-Снаб»',
  person: 'Заказчиков Андрей',
  way: 'phone',
  phone: '8 (912) 000-00-17',
  kind: 'complaint',
  text: 'Счёт за октябрь больше обычного.',
  agreed: 'yes',
};

/** As a browser sends the form that it has just been given. */
async function sent(stranger: Browser, fields: Readonly<Record<string, string>>, files: readonly string[] = []) {
  const { text } = await stranger.get('/write');
  const once = /name="once" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const form = new FormData();
  for (const [name, value] of Object.entries({ _csrf: stranger.csrf(), once, ...fields })) form.set(name, value);
  for (const each of files) form.append('file', new Blob([each]), `${each}.png`);
  return stranger.upload('/write', form);
}

describe('9.4, 8.3: whoever writes by the form of the house needs no account', () => {
  it('9.8: is registered with the way of answer that the consumer chose, and led to the page of its state', async () => {
    const { status, location } = await sent(house.browser(), GOOD, ['one', 'two']);
    expect([status, location]).toEqual([303, '/status/NEW-NEW-NEW-NEW?accepted']);
    const incoming = house.office.received.at(-1);
    expect(incoming).toMatchObject({
      channel: 'web-form',
      office: 'ЦО',
      source: 'интернет-приёмная',
      entered: {
        person: 'Заказчиков Андрей',
        phone: '8 (912) 000-00-17',
        email: null,
        kind: 'complaint',
        answerChannel: 'phone',
      },
    });
    expect(incoming?.files.map(({ content }) => content.toString())).toEqual(['one', 'two']);
  });

  it('8.2.3: sent twice by a double click it is one letter; with other words it is another', async () => {
    const stranger = house.browser();
    const fields = { ...GOOD, once: 'the-same-page' };
    await sent(stranger, fields);
    await sent(stranger, fields);
    await sent(stranger, { ...fields, text: 'Ещё вопрос.' });
    const [first, second, third] = house.office.received.slice(-3).map(({ key }) => key);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('8.2.10: asks for a way to answer before it takes the letter, and keeps what was typed', async () => {
    const before = house.office.received.length;
    const nothing = await sent(house.browser(), { text: 'Почему так дорого?' }, ['scan']);
    expect(nothing.status).toBe(422);
    for (const each of ['Напишите, как к Вам обращаться', 'Впишите адрес, на который прислать ответ', 'Выберите файлы ещё раз'])
      expect(nothing.text).toContain(each);
    expect(nothing.text).toContain('>Почему так дорого?</textarea>');
    const half = await sent(house.browser(), { ...GOOD, way: 'email', email: 'info@primer-snab' });
    expect(half.text).toContain('Адрес неполный: добавьте окончание, например .ru');
    const street = await sent(house.browser(), { ...GOOD, way: 'post', address: 'дома' });
    expect(street.text).toContain('Впишите адрес полностью');
    expect(house.office.received).toHaveLength(before);
  });

  it('8.4.2: what people must look at first is received without a number, and says so', async () => {
    const { receive } = house.office;
    Object.assign(house.office, {
      receive: async () => [{ key: 'k', outcome: 'quarantined', reason: 'Внутри программа.' }],
    });
    const { status, text } = await sent(house.browser(), GOOD);
    Object.assign(house.office, { receive });
    expect([status, text.includes('сотрудник посмотрит приложенные файлы')]).toEqual([200, true]);
  });

  it('belongs to our page: a form of another site is turned away, and a machine is stopped', async () => {
    const stranger = house.browser();
    const { status } = await sent(stranger, { ...GOOD, _csrf: 'foreign' });
    expect(status).toBe(403);
    const tried: number[] = [];
    for (let n = 0; n < 12; n++) tried.push((await sent(stranger, GOOD)).status);
    expect(tried.at(-1)).toBe(429);
  });
});
