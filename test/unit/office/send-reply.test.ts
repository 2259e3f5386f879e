/** What becomes of a reply whatever the relay does: a real server that misbehaves, the real mailer, the real office on memory. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { awaitsDispatch } from '../../../src/domain/dispatches.ts';
import type { DispatchState } from '../../../src/domain/reply.ts';
import type { HousePorts } from '../../../src/house-ports.ts';
import type { StoppableMailer } from '../../../src/mail/outbox.ts';
import { smtpMailer } from '../../../src/mail/relay.ts';
import { type FakeHouse, fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';
import { PDF, signedLetters } from '../../support/signed-letters.ts';
import { type Fault, startSmtp, type TestSmtp } from '../../support/smtp-server.ts';

const clerk = person('zhurnalova');
let smtp: TestSmtp;
let mailer: StoppableMailer;
let now: Date;
let house: FakeHouse;

beforeEach(async () => {
  smtp = await startSmtp();
  mailer = smtpMailer(smtp.url, { from: 'kanc@tbek.example', timeoutMs: 1000 });
  now = new Date('2026-11-23T06:00:00Z');
  house = fakeHouse({ now: () => now }, (ports) => ({ ...ports, mailer }));
});
afterEach(async () => {
  mailer.stop();
  await smtp.stop();
});

/** The next attempts by the schedule, an hour apart. */
async function attempts(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await house.perform();
    now = new Date(now.getTime() + 3_700_000);
  }
}

const letter = async (id: string, of: Pick<FakeHouse, 'letters'> = house) => (await of.letters.load(id)).value;
const own = async (id: string): Promise<Partial<DispatchState>> => (await letter(id)).reply?.dispatch ?? {};
const ids = () => smtp.mails.map(({ raw }) => /^Message-ID: (.*)\r/m.exec(raw.toString())?.[1]);
const toldOf = () => smtp.mails.length;

async function queued(changes: Parameters<typeof signedLetters>[2] = {}): Promise<string> {
  const [id = ''] = await signedLetters(house.ports, 1, changes);
  await house.office.handle(id, { type: 'send' }, clerk);
  return id;
}

describe('8.4.6: a reply is sent once, and where nobody can know, at most twice under the same Message-ID', () => {
  it('the kept copy is what went out, the server’s words are kept, the term has ended (A4)', async () => {
    const id = await queued();
    await attempts(1);
    const { status, mail, response, messageId, error } = await own(id);
    expect([status, error, response]).toEqual(['accepted', null, expect.stringMatching(/^250/)]);
    expect(ids()).toEqual([messageId]);
    expect((await house.ports.vault.read(mail?.hash ?? '')).equals(smtp.mails[0]?.raw ?? PDF)).toBe(true);
    expect(await letter(id)).toMatchObject({ state: 'sent', reply: { sentOn: '2026-11-23' } });
  });

  const faults: readonly (readonly [string, Fault, number, number])[] = [
    ['the line breaks after DATA, before 250', { at: 'drop' }, 1, 2],
    ['the server is silent after DATA', { at: 'silent' }, 1, 2],
    ['451 greylisting', { at: 'recipient', code: 451, says: '4.7.1 Try again later' }, 3, 1],
    ['452 at the end of the message', { at: 'message', code: 452, says: 'Insufficient storage' }, 2, 1],
    ['421 at the recipient', { at: 'recipient', code: 421, says: 'Too many connections' }, 2, 1],
    ['the line breaks before the message', { at: 'hang-up' }, 2, 1],
  ];
  it.each(faults)('%s: it goes out with the next attempts', async (_, fault, times, delivered) => {
    smtp.fault(fault, times);
    const id = await queued();
    await attempts(times + 1);
    expect(await own(id)).toMatchObject({ status: 'accepted' });
    expect(ids()).toEqual(Array.from({ length: delivered }, () => ids()[0]));
  });

  it('a server that never confirms has it twice and no more; then people ask the consumer', async () => {
    smtp.fault({ at: 'drop' }, 10);
    const id = await queued();
    await attempts(5);
    expect([toldOf(), new Set(ids()).size]).toEqual([2, 1]);
    expect(await own(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('Возможно, оно дошло') });
    expect((await letter(id)).state).toBe('signed');
  });

  it.each([
    ['552 too big', { at: 'message', code: 552, says: '5.3.4 Message size exceeds fixed limit' }],
    ['550 no such user', { at: 'recipient', code: 550, says: '5.1.1 No such user here' }],
    ['554 refused by policy', { at: 'message', code: 554, says: '5.7.1 Message rejected' }],
  ] as const)('%s: to the tray at once, in the words of the server', async (_, fault) => {
    smtp.fault(fault);
    const id = await queued();
    await attempts(3);
    expect(await own(id)).toMatchObject({ status: 'failed', error: expect.stringContaining(fault.says), messageId: /^<n-/ });
    expect([toldOf(), (await letter(id)).state]).toEqual([0, 'signed']);
  });

  it('8.4.6: of two addresses one is refused: the term has ended, the other lies on the tray in the words of the server', async () => {
    smtp.fault({ at: 'recipient', code: 550, says: '5.1.1 No such user here', only: 'buh@primer.example' });
    const [id = ''] = await signedLetters(house.ports, 1);
    await house.office.handle(id, { type: 'send', to: 'a.primer@primer.example; buh@primer.example' }, clerk);
    await attempts(2);
    const { state, reply } = await letter(id);
    expect([state, reply?.dispatch?.status, reply?.dispatch?.error]).toEqual(['sent', 'accepted', null]);
    expect(reply?.copies).toMatchObject([
      { status: 'failed', copy: true, n: 2, to: 'buh@primer.example', error: expect.stringContaining('5.1.1 No such user here') },
    ]);
    expect(reply && awaitsDispatch({ state, reply })).toBe(true);
    await house.office.handle(id, { type: 'send_copy', to: 'glavbuh@primer.example' }, clerk);
    await attempts(1);
    expect(smtp.mails.map(({ to }) => to)).toEqual([['a.primer@primer.example'], ['glavbuh@primer.example']]);
    expect((await letter(id)).reply?.copies).toMatchObject([{ status: 'accepted', n: 3 }]);
  });

  it('nobody listens for half a day: to the tray with the last words, and the button works again', async () => {
    await smtp.stop();
    const id = await queued();
    await attempts(house.ports.config.limits.effectAttempts);
    expect(await own(id)).toMatchObject({ status: 'failed', error: expect.stringMatching(/ECONNREFUSED/) });
    expect(house.letters.all()[0]?.pending).toEqual([]);
    await house.office.handle(id, { type: 'send' }, clerk);
  });

  it('9.8: a deliberate second sending has a Message-ID of its own', async () => {
    const id = await queued();
    await attempts(1);
    await house.office.handle(id, { type: 'bounced', reason: '550', messageId: ids()[0] ?? '' }, person('system'));
    await house.office.handle(id, { type: 'send', to: 'buh@primer.example' }, clerk);
    await attempts(1);
    expect(new Set(ids()).size).toBe(2);
    expect(smtp.mails[1]?.to).toEqual(['buh@primer.example']);
  });

  it('a mail that other servers would refuse for its size is not even begun', async () => {
    const id = await queued({ document: Buffer.alloc(16 * 2 ** 20, 7) });
    await attempts(1);
    expect(await own(id)).toMatchObject({ status: 'failed', error: expect.stringMatching(/занимает 22 МБ.*до 20 МБ/) });
    expect(toldOf()).toBe(0);
  });

  it('A15: beside the post goes the scanned copy, which says where the original is; its trouble is not the answer’s', async () => {
    smtp.fault({ at: 'recipient', code: 550, says: '5.1.1 No such user here' });
    const [id = ''] = await signedLetters(house.ports);
    await house.office.handle(id, { type: 'hand_over', channel: 'post', to: 'г. Кедрогорск', trackingNumber: '1' }, clerk);
    await attempts(1);
    const failed = await letter(id);
    expect(failed).toMatchObject({ state: 'sent', reply: { sentOn: '2026-11-23', copies: [{ status: 'failed', n: 2 }] } });
    await house.office.handle(id, { type: 'send_copy', to: 'buh@primer.example' }, clerk);
    await attempts(1);
    expect((await letter(id)).reply?.copies).toMatchObject([{ status: 'accepted', n: 3, to: 'buh@primer.example' }]);
    const mail = await house.ports.parse(smtp.mails[0]?.raw ?? PDF);
    expect(mail.text).toMatch(
      /скан-копия письма № ЦО-И-2026\/000001.*Подлинник направлен Вам почтой 23\.11\.2026, номер отправления 1\./s,
    );
  });
});

describe('8.4.6: the copy in the Sent folder', () => {
  it('is tried again by the schedule, and its trouble leaves the dispatch as it is', async () => {
    const kept: string[] = [];
    let tries = 0;
    house = fakeHouse({ now: () => now }, (ports) => ({
      ...ports,
      mailer,
      sentFolder: {
        keep: async (raw, messageId, office) => {
          tries += 1;
          if (tries < 3) throw new Error('the mailbox is away');
          kept.push(`${office} ${messageId} ${raw.equals(smtp.mails[0]?.raw ?? PDF)}`);
        },
      },
    }));
    const id = await queued();
    await attempts(1);
    expect(await own(id)).toMatchObject({ status: 'accepted' });
    await attempts(3);
    expect(kept).toEqual([`ЦО ${ids()[0]} true`]);
    expect([toldOf(), house.letters.all()[0]?.pending]).toEqual([1, []]);
  });
});

describe('8.4.6: an engine that dies between DATA and the note', () => {
  /** Engines over the same store, each of which dies when the server has taken the mail: nothing after it is noted. */
  function dying(ports: HousePorts): Promise<void> {
    return new Promise((dead) => {
      const other = fakeHouse({ now: () => now }, () => ({
        ...ports,
        mailer: {
          ...mailer,
          async send(mail) {
            await mailer.send(mail);
            dead();
            return new Promise<never>(() => {});
          },
        },
      }));
      void other.perform();
    });
  }

  it('sends the same bytes once more; dead twice, it asks people instead of sending a third time', async () => {
    const [one = ''] = await signedLetters(house.ports);
    const quiet = fakeHouse({ now: () => now }, () => ({ ...house.ports, letters: { ...house.letters, claim: async () => [] } }));
    await quiet.office.handle(one, { type: 'send' }, clerk);
    await dying(house.ports);
    now = new Date(now.getTime() + 200_000); // the lease of the dead engine ends
    await dying(house.ports);
    now = new Date(now.getTime() + 200_000);
    await attempts(3);
    expect([toldOf(), new Set(ids()).size]).toEqual([2, 1]);
    expect(smtp.mails[0]?.raw.equals(smtp.mails[1]?.raw ?? PDF)).toBe(true);
    expect(await own(one)).toMatchObject({ status: 'failed', error: expect.stringContaining('Возможно, оно дошло') });
  });

  it('dead once, the second engine sends it and notes it', async () => {
    const [one = ''] = await signedLetters(house.ports);
    const quiet = fakeHouse({ now: () => now }, () => ({ ...house.ports, letters: { ...house.letters, claim: async () => [] } }));
    await quiet.office.handle(one, { type: 'send' }, clerk);
    await dying(house.ports);
    now = new Date(now.getTime() + 200_000);
    await attempts(1);
    expect([toldOf(), new Set(ids()).size]).toEqual([2, 1]);
    expect(await own(one)).toMatchObject({ status: 'accepted' });
  });
});
