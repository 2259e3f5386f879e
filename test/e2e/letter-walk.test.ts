/** The path of one letter as people walk it: a real mailbox, a real browser, a real receiving server, the built engine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ParsedMail } from 'mailparser';
import type { Locator } from 'playwright-core';
import { openBrowser, type Windows } from '../support/browser.ts';
import { customerMail, mailsTo, pdfText } from '../support/customer.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually, forget, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';
import { startSmtp, type TestSmtp } from '../support/smtp-server.ts';

const MESSAGE_ID = '<pereraschet-1@primer-snab.example>';
const CUSTOMER = 'zakazchikov@primer-snab.example';
const SUBJECT = 'О перерасчёте за октябрь по договору № 102345';
const TEXT = [
  'Здравствуйте!',
  'Просим сделать перерасчёт за октябрь по договору № 102345: счёт выставлен по среднему, а показания прибора мы передали вовремя.',
  'С уважением, директор ООО «Пример-Снаб» Заказчиков Андрей Борисович, тел. 8 (912) 000-00-17',
].join('\n\n');

let dovecot: Dovecot;
let smtp: TestSmtp;
let engine: RunningEngine;
let windows: Windows;
let uid: number;
let number = '';
let outgoing = '';
let signatory = '';

/** The card of the letter in this person's window. */
async function cardOf(login: string) {
  const page = await windows.of(login);
  await page.goto(`${engine.url}/letters/${encodeURIComponent(number)}`);
  return page;
}

/** A button of the card, its dialog filled by hand, and the sentence that says it is done. */
async function inDialog(login: string, label: string, fill: (dialog: Locator) => Promise<unknown>) {
  const page = await cardOf(login);
  await page.locator('.bar').getByRole('link', { name: label }).click();
  const dialog = page.locator('#dialog[open]');
  await fill(dialog);
  await dialog.locator('button[data-send]').click();
  await page.locator('[data-toast]').waitFor();
  return page;
}

beforeAll(async () => {
  [dovecot, smtp] = await Promise.all([startDovecot(), startSmtp()]);
  engine = await startEngine({
    IMAP_URLS: `imap://${dovecot.user(0)}:${dovecot.password}@127.0.0.1:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`,
    SMTP_URL: smtp.url,
  });
  windows = await openBrowser(engine);
}, 300_000);

afterAll(async () => {
  await windows?.close();
  await engine?.stop();
  await Promise.all([dovecot?.stop(), smtp?.stop()]);
  if (engine) forget(engine.dataDir);
});

describe('a letter walks from the mailbox to the file', () => {
  it('8.2.3: a mail in the mailbox is registered, and only then marked there', async () => {
    const mail = { from: `Заказчиков Андрей Борисович <${CUSTOMER}>`, subject: SUBJECT, text: TEXT, messageId: MESSAGE_ID };
    uid = await dovecot.append(dovecot.user(0), await customerMail(mail));
    await eventually('the letter is in the register', async () => {
      const letter = (await lettersOf(engine.url)).find(({ messageId }) => messageId?.includes('pereraschet-1@'));
      number = letter?.number ?? '';
      return number !== '';
    });
    expect(number).toMatch(/^ЦО-\d{4}\/\d{6}$/);
    await eventually('the mail is marked in the mailbox', async () =>
      Boolean((await dovecot.flags(dovecot.user(0))).get(uid)?.has('$ChanceryRegistered')),
    );
  });

  it('8.2.3: the consumer has the acknowledgement with the number, in his own thread', async () => {
    let first: ParsedMail | undefined;
    await eventually('the acknowledgement', async () => {
      [first] = await mailsTo(smtp, CUSTOMER);
      return first !== undefined;
    });
    expect(first?.subject).toContain(number);
    expect(first?.text).toContain(number);
    expect(first?.inReplyTo).toBe(MESSAGE_ID);
    expect(first?.headers.get('auto-submitted')).toBe('auto-replied');
  });

  it('3.2: the clerk finds it among the new ones and confirms what the engine has read', () =>
    windows.step('confirm', async () => {
      const page = await windows.of('zhurnalova');
      await page.goto(`${engine.url}/trays/incoming`);
      await page.locator('a[data-open]', { hasText: SUBJECT }).click();
      await page.locator('#confirm').waitFor();
      expect(await page.inputValue('#c-email')).toBe(CUSTOMER);
      expect(await page.inputValue('#c-contract')).toContain('102345');
      expect((await page.inputValue('#c-phone')).replace(/\D/g, '')).toContain('9120000017');
      expect(await page.inputValue('#c-org')).toBe('ООО «Пример-Снаб»');
      expect(await page.inputValue('#c-person')).toBe('Заказчиков Андрей Борисович');
      expect(await page.locator('input[name=kind]:checked').inputValue()).toBe('request');
      await page.selectOption('#c-unit', { label: 'Отдел расчётов' });
      await page.click('button[data-send][form=confirm]');
      await page.locator('[data-toast]', { hasText: 'Направлено' }).waitFor();
    }));

  it('8.2.4: the head assigns one executor with a resolution', () =>
    windows.step('assign', async () => {
      const page = await inDialog('obraztsova', 'Назначить', async (dialog) => {
        await dialog.locator('input[name=executor][value=testov]').check();
        await dialog.locator('textarea[name=resolution]').fill('Проверить показания за октябрь');
      });
      await page.locator('.plate, .tag', { hasText: 'На исполнении' }).first().waitFor();
    }));

  it('11.1: it stands on the head’s control board, and by one key the executor is asked to hurry', () =>
    windows.step('hurry', async () => {
      const page = await windows.of('obraztsova');
      await page.goto(`${engine.url}/control`);
      const card = page.locator('[data-column]', { hasText: 'В срок' }).locator('.board-card.cursor');
      await card.getByText('черновика нет').waitFor();
      expect(await card.getAttribute('data-number')).toBe(number);
      await page.keyboard.press('KeyN');
      await page.locator('#dialog[open] textarea[name=message]').fill('Потребитель звонил дважды');
      await page.keyboard.press('Control+Enter');
      await page.locator('[data-toast]', { hasText: 'Напоминание отправлено' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/control');
      await eventually('the reminder', async () => {
        const mails = await mailsTo(smtp, 'testov@tbek.example');
        return mails.some(({ text }) => text?.includes('«Потребитель звонил дважды»'));
      });
    }));

  it('8.4.5: the executor writes on a template; with «[…]» left over nothing goes to approval', () =>
    windows.step('draft', async () => {
      const page = await windows.of('testov');
      await page.goto(`${engine.url}/trays/mine`);
      await page.locator('a[data-open]', { hasText: SUBJECT }).click();
      await page.locator('.bar').getByRole('link', { name: 'Ответ' }).click();
      await Promise.all([
        page.waitForURL(/template=answer-billing-confirmed/),
        page.selectOption('select[data-template]', 'answer-billing-confirmed'),
      ]);
      const text = page.locator('textarea[name=text]');
      expect(await text.inputValue()).toContain(number);
      expect(await text.inputValue()).toContain('[…]');
      await page.locator('#pages img').first().waitFor();

      await page.locator('button[data-send][form=draft]').click();
      await page.getByText('осталось место для заполнения', { exact: false }).first().waitFor();

      await page.goto(`${engine.url}/letters/${encodeURIComponent(number)}/draft`);
      await text.fill((await text.inputValue()).replaceAll('[…]', '21 000'));
      await page.locator('details.fold', { hasText: 'Приложения' }).locator('summary').click();
      await page.fill('textarea[name=enclosures]', 'Расчёт объёмов и стоимости на 2 л. в 1 экз.');
      await page.locator('#saved', { hasText: /сохранено в \d/ }).waitFor();
      signatory = await page.inputValue('select[name=signatory]');
      await page.locator('#pages img').first().waitFor();
      await page.locator('button[data-send][form=draft]').click();
      await page.locator('[data-toast]', { hasText: 'На согласовании' }).waitFor();
    }));

  it('8.4.5: the head gives the visa, the authorised signatory signs what he sees', () =>
    windows.step('sign', async () => {
      const head = await windows.of('obraztsova');
      await head.goto(`${engine.url}/trays/approval`);
      await head.locator('.sign-row', { hasText: 'Пример-Снаб' }).locator('a').click();
      await head.locator('.pages img').first().waitFor();
      await head.getByRole('button', { name: 'Завизировать' }).click();
      await head.locator('[data-toast]', { hasText: 'Виза стоит' }).waitFor();
      expect(['podpisantov', 'upravlentsev']).toContain(signatory);
      const page = await windows.of(signatory);
      await page.goto(`${engine.url}/sign`);
      await page.locator('.sign-row', { hasText: 'Пример-Снаб' }).locator('a').click();
      const picture = page.locator('.pages img').first();
      await picture.waitFor();
      expect(await picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth ?? 0)).toBeGreaterThan(300);
      await page.locator('footer .btn.main[data-send]').click();
      await page.locator('[data-toast]', { hasText: 'Подписано' }).waitFor();
    }));

  it('8.4.6, 9.8: the clerk sends it; the reply reaches the consumer in the thread of his mail', () =>
    windows.step('send', async () => {
      const page = await windows.of('zhurnalova');
      await page.goto(`${engine.url}/dispatch`);
      const row = page.locator(`tr[data-number="${number}"]`);
      outgoing = ((await row.locator('td.num').textContent()) ?? '').trim();
      await inDialog('zhurnalova', 'Отправить', async (dialog) =>
        expect(await dialog.locator('input[name=to]').inputValue()).toBe(CUSTOMER),
      );
      await eventually('the reply is out', async () => (await mailsTo(smtp, CUSTOMER)).length === 2);
      const [, reply] = await mailsTo(smtp, CUSTOMER);
      expect(reply?.inReplyTo).toBe(MESSAGE_ID);
      expect(reply?.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
    }));

  it('8.2, 8.4.5: the letterhead carries number, addressee, text and the executor mark with name and phone', async () => {
    const [, reply] = await mailsTo(smtp, CUSTOMER);
    const text = pdfText(reply?.attachments[0]?.content ?? Buffer.alloc(0));
    expect(text).toMatch(/ЦО-И-\d{4}\/\d{6}/);
    expect(text).toContain(outgoing);
    expect(text).toContain('Пример-Снаб');
    expect(text).toContain('Заказчиков');
    expect(text).toContain(number);
    expect(text).toContain('21 000 руб.');
    expect(text).toContain('Тестов Тимофей Тимофеевич');
    expect(text).toContain('8 (000) 000-00-00 доб. 112');
    expect(text).not.toContain('[…]');
  });

  it('11.1: it is shown as sent, and goes to the file under an index', () =>
    windows.step('close', async () => {
      await eventually('the card says it is sent', async () => {
        const page = await cardOf('zhurnalova');
        return ((await page.locator('header.head').textContent()) ?? '').includes('Отправлено');
      });
      const page = await inDialog('zhurnalova', 'В дело', async (dialog) =>
        dialog.locator('input[name=dossier][value="01-05"]').check(),
      );
      expect(await page.locator('header.head').textContent()).toContain('В деле');
      await page.goto(`${engine.url}/journal?q=${encodeURIComponent(outgoing)}`);
      await page.getByText(SUBJECT, { exact: false }).first().waitFor();
    }));

  it('no screen reported an error of its own on the way', () => {
    // An autosave that is overtaken by leaving the page is taken back by htmx itself
    const harmless = /status of 4(09|22)|htmx:(sendAbort|afterRequest)/;
    expect(windows.faults.filter((fault) => !harmless.test(fault))).toEqual([]);
  });
});
