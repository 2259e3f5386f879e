import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type WebHouse, webHouse } from '../../support/web-house.ts';
import { mail, multipart, parse } from '../mail/build-mail.ts';

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

/** About an answer of the sample house, or about no mail of ours. */
const report = (about: string) =>
  parse(
    mail(
      { From: 'MAILER-DAEMON@mx.example', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' },
      multipart('b', [
        ['Content-Type: text/plain', 'This is the mail system.'],
        [
          'Content-Type: message/delivery-status',
          'Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; <petr@customer.example>\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 5.1.1 <user unknown>\r\n',
        ],
        ['Content-Type: text/rfc822-headers', `Message-ID: <${about}>`],
      ]),
    ),
  );

let house: WebHouse;
let clerk: Browser;
beforeAll(async () => {
  const away = await parse(mail({ 'Auto-Submitted': 'auto-replied' }, TEXT.join('\r\n')));
  const empty = await parse(mail({ 'Auto-Submitted': 'auto-replied' }, ''));
  house = await webHouse({
    putAside: { 'imap:kanc:9001': away, 'imap:kanc:9002': empty, 'imap:kanc:9003': await report('n-404@tbek.example') },
  });
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

  it('8.4.6: tells of a report what became of our mail, to whom, and in whose words', async () => {
    const { text } = await clerk.get('/quarantine/mail?key=imap:kanc:9003');
    expect(text).toContain('<p>Письмо не дошло: petr@customer.example.</p><p>Сервер ответил: 550 5.1.1 &lt;user unknown&gt;</p>');
    expect(text).toContain('К какому обращению, отчёт не говорит.');
    expect((await clerk.get('/quarantine/mail?key=imap:kanc:9001')).text).not.toContain('О нашем письме');
  });
});
