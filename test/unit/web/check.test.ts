import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkMark } from '../../../src/office/check-reply.ts';
import { type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
beforeAll(async () => {
  house = await webHouse({ limits: { replyChecks: 8 } });
});
afterAll(() => house.close());

function signedReply() {
  const found = [...house.office.letters.values()].find(({ value }) => value.reply?.outgoingNumber && value.reply.signedOn);
  if (!found?.value.reply) throw new Error('the sample letters have no signed reply');
  return { letter: found.value, reply: found.value.reply, mark: checkMark(house.base, found.value, found.value.reply) };
}

describe('the public check of a reply (8.4.5, ГОСТ Р 7.0.97 mark 31)', () => {
  it('the address of the QR confirms number and day to anybody, and says nobody’s name', async () => {
    const { letter, reply, mark } = signedReply();
    const page = await house.browser().get(mark.url.slice(house.base.length));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Это наш ответ');
    expect(page.text).toContain(reply.outgoingNumber ?? 'no number');
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    const names = [
      letter.card.correspondent.organisation,
      letter.card.correspondent.person,
      letter.number,
      reply.executorMark.name,
      reply.title,
    ];
    for (const name of names) if (name) expect(page.text).not.toContain(name);
  });

  it('typed by hand in any case and with Cyrillic look-alikes the code is the same; one sign more or less is not', async () => {
    const { reply, mark } = signedReply();
    const typed = mark.code.toLowerCase().replaceAll('-', ' ').replaceAll('a', 'а').replaceAll('0', 'o');
    const ask = (code: string) =>
      house.browser().get(`/check?number=${encodeURIComponent(reply.outgoingNumber ?? '')}&code=${encodeURIComponent(code)}`);
    expect((await ask(typed)).text).toContain('Это наш ответ');
    for (const wrong of [`${mark.code}0`, mark.code.slice(1), '0000-0000-0000']) {
      const answer = await ask(wrong);
      expect([wrong, answer.status]).toEqual([wrong, 404]);
      expect(answer.text).toContain('с таким номером и кодом у нас нет');
    }
  });

  it('an electronic signature that no longer fits is no «это наш ответ»: one is told not to rely on it, and whom to call', async () => {
    const own = await webHouse();
    try {
      const found = (intact: boolean) => async () => ({
        number: 'ЦО-И-2026/000001',
        signedOn: '2026-11-16',
        sentOn: null,
        electronic: { intact, serial: '01d8a4' },
      });
      const ask = async () => (await own.browser().get('/check?number=1&code=2')).text;
      Object.assign(own.office, { checkReply: found(false) });
      const broken = await ask();
      expect(broken).toContain('Подпись не сходится');
      expect(broken).not.toContain('Это наш ответ');
      Object.assign(own.office, { checkReply: found(true) });
      const intact = await ask();
      expect(intact).toContain('Это наш ответ');
      expect(intact).toContain('сертификат 01d8a4');
      expect(intact).not.toContain('не сходится');
    } finally {
      await own.close();
    }
  });

  it('an unknown number and a wrong code get the same answer; after so many tries nobody gets one', async () => {
    const unknown = await house.browser().get('/check/%D0%A6%D0%9E-%D0%98-2026%2F999999?code=0000-0000-0000');
    expect(unknown.status).toBe(404);
    for (let n = 0; n < 8; n += 1) await house.browser().get('/check');
    expect((await house.browser().get('/check')).status).toBe(429);
  });
});
