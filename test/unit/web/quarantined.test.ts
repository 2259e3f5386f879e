import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type WebHouse, webHouse } from '../../support/web-house.ts';
import { mail, parse } from '../mail/build-mail.ts';

const TEXT = [
  'Я в отпуске до 14 июня.',
  '',
  '-- ',
  'Иван <b>Петров</b>',
  '',
  'ср, 3 июн. 2026 г. в 12:00, Канцелярия <kanc@tbek.example>:',
  '',
  '> На Ваше обращение сообщаем.',
];

let house: WebHouse;
let clerk: Browser;
beforeAll(async () => {
  const away = await parse(mail({ 'Auto-Submitted': 'auto-replied' }, TEXT.join('\r\n')));
  const empty = await parse(mail({ 'Auto-Submitted': 'auto-replied' }, ''));
  house = await webHouse({ putAside: { 'imap:kanc:9001': away, 'imap:kanc:9002': empty } });
  clerk = await house.as('zhurnalova');
});
afterAll(() => house.close());

describe('8.4.2: a mail of the quarantine', () => {
  it('shows what its writer says, and folds the quotation and the signature as the card does', async () => {
    const { text } = await clerk.get('/quarantine/mail?key=imap:kanc:9001');
    expect(text).toContain('<p>Я в отпуске до 14 июня.</p>');
    expect(text).toMatch(/<details class="layer layer-signature"><summary>[^<]+<span>Иван &lt;b&gt;Петров/);
    expect(text).toMatch(
      /<details class="layer layer-quoted"><summary>[^<]+<span>[^<]*<\/span><\/summary>[\s\S]*?На Ваше обращение сообщаем/,
    );
    expect(text).toContain('Auto-Submitted: auto-replied');
  });

  it('says where nothing is written', async () => {
    expect((await clerk.get('/quarantine/mail?key=imap:kanc:9002')).text).toContain('Текста нет: откройте исходный файл.');
  });
});
