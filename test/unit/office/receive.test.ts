import { describe, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import type { Incoming } from '../../../src/office/incoming.ts';
import { fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';

const NOW = new Date('2026-11-23T06:00:00Z');
const clock = { now: () => NOW };

describe('the way in (8.2.3, 8.4.2)', () => {
  it('8.4.2: one mail delivered to two of our mailboxes is one letter with two arrivals', async () => {
    const house = fakeHouse(clock);
    await accept(house, [mail('a', { key: 'imap:one:1:1' }), mail('a', { key: 'imap:two:1:7', relay: 'mx2.tbek.example' })]);
    expect(values(house).map(({ number, arrivals }) => [number, arrivals.map(({ key }) => key)])).toEqual([
      ['ЦО-2026/000001', ['imap:one:1:1', 'imap:two:1:7']],
    ]);
  });

  it('8.4.2: the same mail fetched again changes nothing', async () => {
    const house = fakeHouse(clock);
    await accept(house, [mail('a', { key: 'imap:one:1:1' })]);
    await accept(house, [mail('a', { key: 'imap:one:1:1' })]);
    expect(values(house).map(({ arrivals }) => arrivals.length)).toEqual([1]);
  });

  it('8.4.2: the same Message-ID with another content is another letter', async () => {
    const house = fakeHouse(clock);
    const one = mail('a', { key: 'imap:one:1:1' });
    await accept(house, [one, { ...one, key: 'imap:one:1:2', raw: Buffer.from(`${one.raw}\r\nИ ещё один вопрос.`) }]);
    expect(values(house).map(({ number }) => number)).toEqual(['ЦО-2026/000001', 'ЦО-2026/000002']);
  });

  it('8.2.3: bytes that are no mail at all are registered with a remark, never dropped', async () => {
    const house = fakeHouse(clock);
    await accept(house, [{ ...mail('a', { key: 'imap:one:1:1' }), raw: Buffer.from([0, 255, 1, 2, 3]) }]);
    expect(values(house)).toHaveLength(1);
  });

  it('8.4.2: an automatic reply waits in the quarantine, and a clerk makes it a letter without an acknowledgement', async () => {
    const house = fakeHouse(clock);
    await accept(house, [mail('a', { key: 'imap:one:1:1', headers: ['Auto-Submitted: auto-replied'] })]);
    expect(values(house)).toEqual([]);
    const { items } = await house.office.quarantine();
    expect(items.map(({ category }) => category)).toEqual(['auto-reply']);
    expect(await house.office.adopt('imap:one:1:1', person('zhurnalova'))).toMatchObject({ outcome: 'registered' });
    await house.perform();
    expect(house.mails).toEqual([]);
    expect(values(house).map(({ number }) => number)).toEqual(['ЦО-2026/000001']);
  });

  it('8.4.2: a disk full in the vault: nothing is acknowledged, nothing half-registered, and all of it is done when there is room', async () => {
    let full = true;
    const house = fakeHouse(clock, (ports) => ({
      ...ports,
      vault: {
        ...ports.vault,
        put: async (files) => {
          if (full) throw new Error('No space left for data');
          return ports.vault.put(files);
        },
      },
    }));
    const mails = ['a', 'b'].map((id, n) => mail(id, { key: `imap:one:1:${n}` }));
    await expect(accept(house, mails)).rejects.toThrow('No space left');
    expect(values(house)).toEqual([]);
    expect(await house.ports.arrivals.counts()).toEqual({ received: 0, registered: 0, quarantined: 0, failed: 0 });
    full = false;
    await accept(house, mails);
    expect(values(house).map(({ number }) => number)).toEqual(['ЦО-2026/000001', 'ЦО-2026/000002']);
  });

  it('8.4.2: a mail that no program can take comes before people with its bytes, its neighbours are registered', async () => {
    let now = NOW;
    const house = fakeHouse({ now: () => now }, (ports) => ({
      ...ports,
      parse: async (raw, asked) => {
        if (raw.includes('poison')) throw new Error('the parser fell over');
        return ports.parse(raw, asked);
      },
    }));
    const poisoned = mail('poison', { key: 'imap:one:1:2' });
    await expect(accept(house, [mail('a', { key: 'imap:one:1:1' }), poisoned])).rejects.toThrow('fell over');
    // As the inbox does: one by one
    await accept(house, [mail('a', { key: 'imap:one:1:1' })]);
    await expect(accept(house, [poisoned])).rejects.toThrow('fell over');
    now = new Date(NOW.getTime() + 120_000);
    await house.resume();
    const { items } = await house.office.quarantine();
    expect(items.map(({ key, state, reason }) => [key, state, reason])).toEqual([
      ['imap:one:1:2', 'failed', expect.stringContaining('the parser fell over')],
    ]);
    expect((await house.office.putAside.file('imap:one:1:2', 0, person('zhurnalova'))).content.equals(poisoned.raw)).toBe(true);
    // Tried again by the inbox it is acknowledged now: people have it
    await accept(house, [poisoned]);
    expect(values(house)).toHaveLength(1);
  });

  it('8.4.2: what lies in the quarantine is opened with its text and the headers that tell why; only by the chancery', async () => {
    const house = fakeHouse(clock);
    await accept(house, [mail('a', { key: 'imap:one:1:1', headers: ['Auto-Submitted: auto-replied'] })]);
    const { arrival, mail: seen } = await house.office.putAside.view('imap:one:1:1', person('zhurnalova'));
    expect([arrival.category, seen?.proof]).toEqual(['auto-reply', expect.arrayContaining(['Auto-Submitted: auto-replied'])]);
    expect(seen?.text).not.toBe('');
    const file = await house.office.putAside.file('imap:one:1:1', 0, person('zhurnalova'));
    expect(file.content.toString()).toContain('Auto-Submitted');
    await expect(house.office.putAside.view('imap:one:1:1', person('testov'))).rejects.toThrow(/канцелярия/);
  });

  it('8.4.2: the consumer learns number and term once, in the same thread', async () => {
    const house = fakeHouse(clock);
    await accept(house, [mail('a', { key: 'imap:one:1:1' })]);
    await house.perform();
    await house.perform();
    expect(house.mails.map(({ to, inReplyTo, automatic }) => [to, inReplyTo, automatic])).toEqual([
      ['info@primer.example', 'a@primer.example', true],
    ]);
    expect(house.mails[0]?.subject).toContain('ЦО-2026/000001');
    expect(house.mails[0]?.text).toContain('14.12.2026');
  });

  it('8.2.3: a file that is no letter is refused with a sentence, and nothing is kept', async () => {
    const house = fakeHouse(clock);
    const [receipt] = await house.office.receive([upload('report.exe', Buffer.from('MZ\u0000\u0000 program'))]);
    expect(receipt).toMatchObject({ outcome: 'rejected', reason: expect.stringMatching(/[А-Яа-я]{3}/) });
    expect(values(house)).toEqual([]);
    expect(await house.ports.arrivals.counts()).toMatchObject({ received: 0, quarantined: 0 });
  });

  it('8.2.3: what a crash left between vault and register is carried on, and one that fails does not stop the others', async () => {
    let broken = true;
    const house = fakeHouse(clock, (ports) => ({
      ...ports,
      letters: {
        ...ports.letters,
        create: (letters) => (broken ? Promise.reject(new Error('power cut')) : ports.letters.create(letters)),
      },
    }));
    const early = mail('a', { key: 'imap:one:1:1', at: '2026-11-23T05:00:00.000Z' });
    await expect(accept(house, [early])).rejects.toThrow('power cut');
    broken = false;
    await house.resume();
    expect(values(house).map(({ number }) => number)).toEqual(['ЦО-2026/000001']);
  });
});

function values(house: ReturnType<typeof fakeHouse>): readonly Letter[] {
  return house.letters.all().map(({ value }) => value);
}

function upload(name: string, content: Buffer): Incoming {
  return { key: '', channel: 'post', office: 'ЦО', source: 'загрузка', at: NOW, files: [{ name, content }], entered: null };
}

function mail(
  id: string,
  {
    key,
    relay = 'mx.tbek.example',
    headers = [],
    at = NOW.toISOString(),
  }: { key: string; relay?: string; headers?: string[]; at?: string },
) {
  const raw = [
    `Received: by ${relay}; Mon, 23 Nov 2026 09:00:00 +0500`,
    'From: =?utf-8?B?0KLQtdGB0YI=?= <info@primer.example>',
    'To: kanc@tbek.example',
    `Subject: Reconciliation ${id}`,
    `Message-ID: <${id}@primer.example>`,
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Просим провести сверку расчётов по договору № 1023. Телефон 8 (000) 000-00-00.',
  ].join('\r\n');
  return { key, office: 'ЦО', source: 'kanc@tbek.example', at, raw: Buffer.from(raw) };
}
