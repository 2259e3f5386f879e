import { describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/config.ts';
import { deliveryReport } from '../../../src/demo/delivery-report.ts';
import { rawMail } from '../../../src/demo/raw-mail.ts';
import { parseMail } from '../../../src/mail/parse.ts';

const parsed = (raw: Buffer) => parseMail(raw, { limits, ownDomains: ['tbek.example'] });
const date = new Date('2026-11-10T05:12:07Z');

describe('the mails of the demonstration', () => {
  it('8.4.2: what is put in is what the engine reads: words, day, files', async () => {
    const subject = 'О перерасчёте за октябрь и о сверке расчётов по договору № 1023 с приложением ведомости показаний';
    const text = 'Добрый день.\n\nПросим сделать перерасчёт — спасибо!';
    const file = { name: 'Ведомость показаний.csv', type: 'text/csv', content: Buffer.from('точка;показание\n1;2\n') };
    const from = { name: 'Заказчиков Андрей Борисович', address: 'snab@primer-snab.example' };
    const raw = rawMail({
      messageId: 'one@primer-snab.example',
      date,
      from,
      to: ['kanc@tbek.example'],
      subject,
      text,
      attachments: [file],
    });
    const mail = await parsed(raw);
    expect(mail).toMatchObject({
      messageId: 'one@primer-snab.example',
      from,
      to: ['kanc@tbek.example'],
      subject,
      automatic: null,
      remarks: [],
    });
    expect(mail.text.trim()).toBe(text);
    expect(mail.sentAt).toBe(date.toISOString());
    expect(mail.attachments.map(({ name, content }) => [name, content.equals(file.content)])).toEqual([[file.name, true]]);
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
  });

  it('8.4.6: a delivery report names our reply, the address and the words of the server', async () => {
    const report = {
      id: 'report-one',
      date,
      recipient: 'kafe@eskiz.example',
      sender: 'kanc@tbek.example',
      about: 'n-1@tbek.example',
    };
    const { automatic, bounce } = await parsed(deliveryReport(report));
    expect(automatic).toBe('bounce');
    expect(bounce).toMatchObject({ for: 'kafe@eskiz.example', about: 'n-1@tbek.example', action: 'failed' });
    expect(bounce?.reason).toMatch(/550 5\.1\.1/);
  });
});
