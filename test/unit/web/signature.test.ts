import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SignatureCheck } from '../../../src/office/ports/signing.ts';
import { letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
let checks: readonly SignatureCheck[] = [];
const certificate = {
  serial: '01D8A4C7',
  owner: 'Подписантов Пётр Иванович',
  issuer: 'Удостоверяющий центр',
  validFrom: new Date('2026-01-14T00:00:00Z'),
  validTo: new Date('2027-04-14T00:00:00Z'),
};
const signedAt = new Date('2026-11-23T05:00:00Z');

beforeAll(async () => {
  house = await webHouse({ verify: () => checks });
});
afterAll(() => house.close());

/** The signed letter of the samples, its answer printed; `electronic` with a key. */
function printed(electronic: boolean): string {
  const found = [...house.office.letters.values()].find(({ value }) => value.reply?.signedOn && !value.reply.sentOn);
  const reply = found?.value.reply;
  if (!found || !reply) throw new Error('the sample letters have no signed reply that waits');
  const document = { hash: 'e'.repeat(64), name: 'Ответ.pdf', type: 'application/pdf', size: 4 };
  const { copy: _, ...bare } = reply;
  house.office.letters.set(found.id, { ...found, value: { ...found.value, reply: { ...bare, document, electronic } } });
  return found.value.number;
}

const answerOn = async (login: string, number: string) => {
  const { text } = await (await house.as(login)).get(letterPath(number));
  return text.slice(text.indexOf('<h3>Ответ</h3>'));
};

describe('the answer on the card (8.4.5, 8.4.6)', () => {
  it('shows its edition, who has given a visa and when, and who has signed', async () => {
    const page = await answerOn('zhurnalova', printed(false));
    expect(page).toMatch(/aria-label="Путь согласования">(?:<li class="given"[^>]*>.*?<b>[^<]+<\/b>.*?){2,}/s);
    expect(page).toMatch(/<dt>Редакция<\/dt><dd>1-я, /);
    expect(page).toMatch(/<dt>Подписан<\/dt><dd>исх\. № ЦО-И-2026/);
  });

  it('of an electronic signature it says that it was checked, by whose certificate', async () => {
    checks = [{ intact: true, reason: null, certificate, signedAt }];
    const page = await answerOn('zhurnalova', printed(true));
    expect(page).toContain('электронная, проверена: документ не менялся');
    expect(page).toMatch(/Подписантов Пётр Иванович, сертификат 01D8A4C7/);
    expect(page).not.toContain('Приложить скан');
  });

  it.each([
    [
      'a changed document',
      [{ intact: false, reason: 'Документ изменён после подписи.', certificate, signedAt }],
      'изменён после подписи',
    ],
    ['a document that lost its signature', [], 'В документе нет подписи'],
  ])('of %s it says so, in red', async (_, found, sentence) => {
    checks = found;
    const page = await answerOn('zhurnalova', printed(true));
    expect(page).toMatch(new RegExp(`<dd class="bad">электронная, не сходится\\. [^<]*${sentence}`));
  });

  it('signed by hand it waits for the scan of the sheet; the clerk lays it there, others cannot', async () => {
    const number = printed(false);
    expect(await answerOn('testov', number)).not.toContain('type="file"');
    expect(await answerOn('zhurnalova', number)).toContain('от руки, скана подписанного листа ещё нет');
    const clerk = await house.as('zhurnalova');
    await clerk.get(letterPath(number));
    const form = new FormData();
    form.set('_csrf', clerk.csrf());
    form.append('file', new Blob(['%PDF']), 'скан.pdf');
    expect((await clerk.upload(letterPath(number, '/signed'), form)).location).toBe(letterPath(number));
    const after = await answerOn('zhurnalova', number);
    expect(after).toContain('от руки, скан подписанного листа приложен');
    expect((await clerk.get(letterPath(number, '/reply-copy'))).headers.get('content-type')).toBe('application/pdf');
  });

  it('a scan without the token of the page is refused', async () => {
    const clerk = await house.as('zhurnalova');
    const form = new FormData();
    form.append('file', new Blob(['%PDF']), 'скан.pdf');
    expect((await clerk.upload(letterPath(printed(false), '/signed'), form)).status).toBe(403);
  });
});
