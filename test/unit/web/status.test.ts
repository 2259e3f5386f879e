import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../src/domain/letter.ts';
import { statusCodeOf } from '../../../src/office/status.ts';
import { type WebHouse, webHouse } from '../../support/web-house.ts';

const CODE = '7KQ-M2P-X4T-9RB';
let house: WebHouse;
beforeAll(async () => {
  house = await webHouse({ limits: { statusTries: 8 } });
});
afterAll(() => house.close());

/** Gives a letter the code; answers its page as a stranger sees it. */
async function pageOf(find: (letter: Letter) => boolean) {
  const stored = [...house.office.letters.values()].find(({ value }) => find(value));
  if (!stored) throw new Error('no such letter among the samples');
  house.office.letters.set(stored.id, { ...stored, value: { ...stored.value, statusCode: CODE } });
  const answer = await house.browser().get(`/status/${CODE}`);
  house.office.letters.set(stored.id, stored);
  return { letter: stored.value, ...answer };
}

describe('4.2: the consumer sees how far the letter is, with the code of the receipt and without a log-in', () => {
  it('R7: number, day, stage and term stand there; who wrote, about what and who answers does not', async () => {
    const { letter, status, text, headers } = await pageOf(
      ({ state, card }) => state === 'assigned' && !!card.correspondent.email,
    );
    expect(status).toBe(200);
    expect(text).toContain('Готовим ответ');
    expect(text).toMatch(/Ответим не позднее|Мы должны были ответить/);
    const { organisation, person, email } = letter.card.correspondent;
    const secrets = [organisation, person, email, letter.card.subject, letter.text.slice(0, 20), letter.executor];
    for (const each of secrets) if (each) expect(text).not.toContain(each);
    expect([headers.get('x-robots-tag'), headers.get('cache-control')]).toEqual(['noindex, nofollow, noarchive', 'no-store']);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['registered', 'Зарегистрировано'],
    ['routed', 'Передано специалистам'],
    ['signed', 'Ответ подписан'],
    ['sent', 'Ответ отправлен'],
  ])('a letter in the state %s is «%s»', async (state, heading) => {
    const { text } = await pageOf((letter) => letter.state === state);
    expect(text).toContain(`<h1>${heading}</h1>`);
  });

  it('works by number and code, as people type them', async () => {
    const found = await house.browser().get(`/status?number=${encodeURIComponent('№ ЦО-2026/004508')}&code=7kq+м2р`);
    expect([found.status, found.text.includes('004508')]).toEqual([200, true]);
    expect(statusCodeOf('7кq м2р-х4т 9rв')).toBe('7KQ-M2P-X4T-9RB');
  });

  it('a short code alone, a wrong code and a foreign number find nothing, and say where to ask', async () => {
    const tried = [
      '/status/7KQ-M2P',
      '/status/AAA-BBB-CCC-DDD',
      `/status?number=${encodeURIComponent('ЦО-2026/999999')}&code=7KQ-M2P`,
    ];
    for (const path of tried) {
      const { status, text } = await house.browser().get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toMatch(/Проверьте номер и код/);
    }
  });

  it('trying out codes comes to an end, looking at one’s own letter does not', async () => {
    for (let n = 0; n < 9; n += 1) await house.browser().get(`/status/AAA-BBB-CCC-DD${n}`);
    expect((await house.browser().get('/status/AAA-BBB-CCC-DDD')).status).toBe(429);
  });

  it('without anything it is a form', async () => {
    const other = await webHouse();
    const { status, text } = await other.browser().get('/status');
    expect([status, text.includes('name="code"')]).toEqual([200, true]);
    await other.close();
  });
});
