import { expect, it } from '@jest/globals';
import { NotFound } from '../../src/domain/errors.ts';
import type { Arrival, Arrivals } from '../../src/office/ports/intake.ts';

export function arrivalsContract(make: () => Promise<Arrivals>): void {
  it('what is noted is kept as it came', async () => {
    const arrivals = await make();
    const arrival = of('imap:a/INBOX:1:1', {
      entered: ENTERED,
      files: [{ hash: 'h', name: 'скан.pdf', type: 'application/pdf', size: 7 }],
    });
    expect(await arrivals.note([arrival])).toEqual([arrival]);
    expect(await arrivals.get('imap:a/INBOX:1:1')).toEqual(arrival);
    expect(await arrivals.note([])).toEqual([]);
  });

  it('noted again it stays as it is kept, in the order asked', async () => {
    const arrivals = await make();
    await arrivals.note([of('1'), of('2')]);
    await arrivals.settle([{ key: '2', state: 'registered', letterId: 'letter-2' }]);
    const noted = await arrivals.note([of('3'), of('2'), of('1', { source: 'другой ящик' })]);
    expect(noted.map(({ key, state, letterId, source }) => [key, state, letterId, source])).toEqual([
      ['3', 'received', null, 'kanc'],
      ['2', 'registered', 'letter-2', 'kanc'],
      ['1', 'received', null, 'kanc'],
    ]);
  });

  it('asked for without noting, what is kept goes before what is given, and nothing is written', async () => {
    const arrivals = await make();
    await arrivals.note([of('1')]);
    await arrivals.settle([{ key: '1', state: 'registered', letterId: 'letter-1' }]);
    const known = await arrivals.known([of('2'), of('1')]);
    expect(known.map(({ key, state }) => [key, state])).toEqual([
      ['2', 'received'],
      ['1', 'registered'],
    ]);
    expect((await arrivals.counts()).received).toBe(0);
  });

  it('two engines that note one mail at once keep one arrival', async () => {
    const arrivals = await make();
    const batch = Array.from({ length: 20 }, (_, index) => of(`key-${index}`));
    const noted = await Promise.all([arrivals.note(batch), arrivals.note(batch.toReversed())]);
    expect(noted.map(({ length }) => length)).toEqual([20, 20]);
    expect((await arrivals.counts()).received).toBe(20);
  });

  it('an unknown key is not found', async () => {
    await expect((await make()).get('nothing')).rejects.toBeInstanceOf(NotFound);
  });

  it('the quarantine says why, and what failed says how often', async () => {
    const arrivals = await make();
    await arrivals.note([of('auto'), of('bad')]);
    const why = { category: 'auto-reply', reason: 'Автоответ.', subject: 'Отпуск', from: 'a@b.example' };
    await arrivals.settle([
      { key: 'auto', state: 'quarantined', ...why },
      { key: 'bad', state: 'failed', reason: 'Не разобрано.' },
    ]);
    await arrivals.settle([{ key: 'bad', state: 'failed', reason: 'Снова не разобрано.' }]);
    expect(await arrivals.get('auto')).toEqual(of('auto', { state: 'quarantined', ...why }));
    expect(await arrivals.get('bad')).toEqual(of('bad', { state: 'failed', reason: 'Снова не разобрано.', attempts: 2 }));
  });

  it('what people take for a letter leaves the quarantine, and what is registered stays so', async () => {
    const arrivals = await make();
    await arrivals.note([of('1')]);
    await arrivals.settle([{ key: '1', state: 'quarantined', category: 'spam', reason: 'Спам.', subject: null, from: null }]);
    await arrivals.settle([{ key: '1', state: 'registered', letterId: 'letter-1' }]);
    await arrivals.settle([{ key: '1', state: 'failed', reason: 'Опоздавший сбой.' }]);
    expect(await arrivals.get('1')).toMatchObject({ state: 'registered', letterId: 'letter-1', reason: null, attempts: 0 });
  });

  it('a list of states is paged, oldest first, each once', async () => {
    const arrivals = await make();
    const minutes = [5, 3, 9, 1, 7, 3];
    await arrivals.note(minutes.map((minute, index) => of(`key-${index}`, { at: `2026-11-23T05:0${minute}:00.000Z` })));
    await arrivals.settle([
      { key: 'key-2', state: 'failed', reason: '' },
      { key: 'key-4', state: 'registered', letterId: 'x' },
    ]);
    const met: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await arrivals.inState(['received', 'failed'], 2, after);
      met.push(...page.items.map(({ key }) => key));
      after = page.next;
    }
    expect(met).toEqual(['key-3', 'key-1', 'key-5', 'key-0', 'key-2']);
  });

  it('fetched = registered + quarantined + failed + waiting', async () => {
    const arrivals = await make();
    await arrivals.note(['1', '2', '3', '4', '5'].map((key) => of(key)));
    await arrivals.settle([
      { key: '1', state: 'registered', letterId: 'x' },
      { key: '2', state: 'registered', letterId: 'y' },
      { key: '3', state: 'quarantined', category: 'loop', reason: '', subject: null, from: null },
      { key: '4', state: 'failed', reason: '' },
    ]);
    expect(await arrivals.counts()).toEqual({ received: 1, registered: 2, quarantined: 1, failed: 1 });
  });
}

const ENTERED = {
  subject: 'Звонок',
  text: 'Просит перезвонить.',
  organisation: null,
  person: 'Заказчиков А. Б.',
  email: null,
  phone: '8 (000) 000-00-00',
  address: null,
  contract: null,
  receivedOn: '2026-11-23',
  kind: 'request',
  customerRef: { number: '7', on: null },
} as const;

function of(key: string, overrides: Partial<Arrival> = {}): Arrival {
  return {
    key,
    channel: 'email',
    office: 'ЦО',
    source: 'kanc',
    at: '2026-11-23T05:00:00.000Z',
    files: [],
    state: 'received',
    reason: null,
    category: null,
    letterId: null,
    subject: null,
    from: null,
    attempts: 0,
    entered: null,
    ...overrides,
  };
}
