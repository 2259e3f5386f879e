import { describe, expect, it } from '@jest/globals';
import { cardOfMail } from '../../../src/office/first-card.ts';
import { mail, parse } from '../mail/build-mail.ts';

const QUOTED = [
  '-----Исходное сообщение-----',
  'От: Канцелярия <kanc@tbek.example>',
  'Отправлено: 9 марта 2026 г. 15:40',
  'Тема: Ответ',
  '',
  'АО «ТБЭК», ИНН 7700000016, исх. № ЦО-И-2026/000007 от 09.03.2026',
  'По договору энергоснабжения № 12/46-Э сообщаем.',
].join('\r\n');

const cardOf = async (text: string, headers: Record<string, string | undefined> = {}) =>
  cardOfMail(await parse(mail({ From: 'ivan@luch.example', 'Content-Type': 'text/plain; charset=utf-8', ...headers }, text)));

describe('8.2.3: the first card of a mail', () => {
  it('takes nothing of ours from the answer that the consumer quotes, but his contract', async () => {
    const { correspondent, customerRef, subject } = await cardOf(`Не согласен, прошу пересчитать.\r\n\r\n${QUOTED}`, {
      Subject: undefined,
    });
    expect(correspondent).toMatchObject({ organisation: null, inn: null, contract: '12/46-Э' });
    expect([customerRef, subject]).toEqual([null, 'Не согласен, прошу пересчитать.']);
  });

  it('takes the firm from the signature, and all from a mail that was forwarded', async () => {
    const signed = await cardOf(`Прошу пересчитать.\r\n\r\n-- \r\nООО «Луч», ИНН 7700000023\r\n\r\n${QUOTED}`);
    expect(signed.correspondent).toMatchObject({ organisation: 'ООО «Луч»', inn: '7700000023' });
    const passedOn = await cardOf('-------- Пересылаемое сообщение --------\r\nООО «Луч» просит опломбировать прибор.');
    expect(passedOn.correspondent.organisation).toBe('ООО «Луч»');
  });
});
