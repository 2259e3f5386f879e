import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { accept } from '../../../src/accept.ts';
import { Undeliverable } from '../../../src/office/ports/mail.ts';
import { eventually } from '../../support/engine.ts';
import { fakeHouse } from '../../support/fake-house.ts';

describe('effects are done at least once, and what fails is seen (8.4.2, 11.1)', () => {
  it('8.4.2: a notice that the relay cannot take now is sent later, under the same Message-ID', async () => {
    let now = new Date('2026-11-23T06:00:00Z');
    const tried: string[] = [];
    const house = fakeHouse({ now: () => now }, (ports) => ({
      ...ports,
      mailer: {
        ...ports.mailer,
        async send(mail) {
          tried.push(mail.messageId);
          if (tried.length < 3) throw new Error('421 try again later');
          return { response: '250 OK', refused: [] };
        },
      },
    }));
    await accept(house, [letter('1')]);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await house.perform();
      now = new Date(now.getTime() + 60_000);
    }
    expect(tried).toHaveLength(3);
    expect(new Set(tried).size).toBe(1);
    expect(house.letters.all()[0]?.pending).toEqual([]);
  });

  it('8.4.2: when the relay refuses an address for good, the history says it in the words of the server', async () => {
    const house = fakeHouse({ now: () => new Date('2026-11-23T06:00:00Z') }, (ports) => ({
      ...ports,
      mailer: { ...ports.mailer, send: () => Promise.reject(new Undeliverable('550 5.1.1 user unknown')) },
    }));
    await accept(house, [letter('1')]);
    await house.perform();
    const notified = house.letters.all()[0]?.history.find(({ type }) => type === 'notified');
    expect(notified).toMatchObject({ to: expect.stringContaining('550 5.1.1 user unknown') });
  });

  it('8.4.2: one address gets no more notices a day than the limit, so that two machines do not talk for ever', async () => {
    const house = fakeHouse({ now: () => new Date('2026-11-23T06:00:00Z') });
    for (let n = 0; n < 8; n += 1) await accept(house, [letter(String(n))]);
    await house.perform();
    expect(house.letters.all()).toHaveLength(8);
    expect(house.mails).toHaveLength(house.ports.config.limits.noticesPerDay);
  });

  it('8.2: a failing examination does not keep the acknowledgement back', async () => {
    const house = fakeHouse({ now: () => new Date('2026-11-23T06:00:00Z') }, (ports) => ({
      ...ports,
      register: { ...ports.register, earlier: () => Promise.reject(new Error('index is being rebuilt')) },
    }));
    await accept(house, [letter('1')]);
    await house.perform();
    expect(house.mails).toHaveLength(1);
    expect(house.letters.all()[0]?.pending).toMatchObject([{ effect: { type: 'examine' }, lastError: 'index is being rebuilt' }]);
    expect(house.said.join()).toContain('index is being rebuilt');
  });

  it('8.2.7: what comes up while the scan of a letter is read does not wait for the last page, and the reading counts no try', async () => {
    let now = new Date('2026-11-23T06:00:00Z');
    let readings = 0;
    let finish = () => {};
    const lastPage = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const house = fakeHouse({ now: () => now }, (ports) => ({
      ...ports,
      reader: {
        ...ports.reader,
        async read() {
          readings += 1;
          await lastPage;
          return { pages: [], legible: 'empty', score: 0, reasons: [] };
        },
      },
    }));
    await house.office.receive([
      {
        key: '',
        channel: 'post',
        office: 'ЦО',
        source: 'загрузка',
        at: now,
        files: [{ name: 'a.png', content: await blankScan() }],
        entered: null,
      },
    ]);
    const letter = () => house.letters.all()[0];
    await house.perform();
    await eventually('the reading has begun', async () => readings === 1);
    const id = letter()?.id ?? '';
    await house.letters.save(await house.letters.load(id), { events: [], effects: [{ type: 'acknowledge' }] });
    await house.perform();
    const done = () => letter()?.history.flatMap((each) => (each.type === 'effect_done' ? [each.what] : []));
    expect(done()).toContain('acknowledge');
    expect(letter()?.pending).toMatchObject([{ effect: { type: 'recognise' }, attempts: 0, lastError: null }]);
    // Long after its lease it is looked at again, and nobody begins it a second time
    now = new Date(now.getTime() + 600_000);
    await house.perform();
    expect(readings).toBe(1);
    finish();
    await eventually('the scan is read', async () => letter()?.pending.length === 0);
    expect(letter()?.value.legibility?.legible).toBe('empty');
  });
});

function blankScan(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
}

function letter(id: string) {
  const raw = `From: <info@primer.example>\r\nTo: kanc@tbek.example\r\nSubject: Question ${id}\r\nMessage-ID: <${id}@primer.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nПросим сообщить показания прибора учёта № ${id}, телефон 8 (000) 000-00-00.`;
  return {
    key: `imap:one:1:${id}`,
    office: 'ЦО',
    source: 'kanc@tbek.example',
    at: '2026-11-23T05:59:00.000Z',
    raw: Buffer.from(raw),
  };
}
