import { expect, it } from '@jest/globals';
import type { Letters } from '../../src/office/ports/letters.ts';
import type { Register, RegisterQuery, Scope } from '../../src/office/ports/register.ts';
import { AT, extended, newLetter, reply } from '../support/new-letters.ts';
import { fill, finding, noContacts, route } from '../support/office-letters.ts';
import { registered } from './letters.contract.ts';

/** A register and the letters that fill it, both empty. */
export type MakeRegister = () => Promise<{ readonly letters: Letters; readonly register: Register }>;

export const EVERYTHING: Scope = { all: true, offices: [], units: [], person: 'kontroleva', standsFor: [] };
const LIMIT = 100;

export function registerContract(make: MakeRegister): void {
  it('the journal shows the newest number first, of all offices together', async () => {
    const { letters, register } = await make();
    for (const office of ['ЦО', 'Ф02', 'ЦО']) await registered(letters, { office, registeredAt: AT });
    await registered(letters, { registeredOn: '2026-11-24', registeredAt: '2026-11-24T05:00:00.000Z' });
    await registered(letters, { registeredOn: '2026-11-20', registeredAt: '2026-11-20T05:00:00.000Z' });
    const numbers = await numbersIn(register, {});
    expect(numbers.filter((each) => each.startsWith('ЦО'))).toEqual([
      'ЦО-2026/000003',
      'ЦО-2026/000002',
      'ЦО-2026/000001',
      'ЦО-2026/000004',
    ]);
    expect(numbers).toHaveLength(5);
  });

  it('paging through 1,000 letters meets each exactly once while new ones arrive', async () => {
    const { letters, register } = await make();
    const ids = new Set<string>();
    for (let n = 0; n < 10; n += 1) {
      const batch = Array.from({ length: 100 }, (_, index) => newLetter({ id: `letter-${n}-${index}`, text: 'Сверка' }));
      for (const { letter } of await letters.create(batch)) ids.add(letter.id);
    }
    const met: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await register.page({ scope: EVERYTHING, limit: 37, ...(after && { after }) });
      met.push(...page.items.map(({ id }) => id));
      after = page.next;
      await registered(letters, { id: `late-${met.length}`, text: 'Сверка', registeredOn: '2026-11-24', registeredAt: AT });
    }
    expect(met).toHaveLength(1000);
    expect(new Set(met)).toEqual(ids);
  });

  it('a list by due day or by waiting time is paged as exactly', async () => {
    const { letters, register } = await make();
    const wanted = Array.from({ length: 20 }, (_, n) => ({
      id: `letter-${n}`,
      dueOn: `2026-12-${10 + ((n * 7) % 3)}`,
      receivedAt: `2026-11-2${(n * 3) % 4}T05:00:00.000Z`,
    }));
    await letters.create(wanted.map(newLetter));
    for (const order of ['due', 'waiting'] as const) {
      const met = await everyPage(register, { scope: EVERYTHING, limit: 3, order });
      const keys = met.map((row) => (order === 'due' ? row.dueOn : row.receivedAt));
      expect(keys).toEqual([...keys].sort());
      expect(new Set(met.map(({ id }) => id)).size).toBe(20);
      expect(met).toHaveLength(20);
    }
  });

  it('the row says what the lists show', async () => {
    const { letters, register } = await make();
    await registered(letters, {
      id: 'one',
      text: `  Просим\n\n${'провести сверку '.repeat(20)}`,
      afterwards: [
        {
          type: 'examined',
          findings: [finding('abuse', 'open')],
          favours: [],
          contacts: noContacts,
          topics: [{ id: 'billing', score: 1 }],
          kind: 'complaint',
          route,
        },
        { type: 'executor_proposed', person: 'primerov', why: 'меньше всего писем' },
        { type: 'drafted', reply: reply({ outgoingNumber: 'ЦО-И-2026/000007' }) },
      ],
    });
    const [row] = (await register.page({ scope: EVERYTHING, limit: 1 })).items;
    expect(row).toMatchObject({
      id: 'one',
      number: 'ЦО-2026/000001',
      state: 'registered',
      organisation: 'ООО «Пример-Снаб»',
      kind: 'complaint',
      topic: 'billing',
      unit: 'billing',
      executor: null,
      proposedExecutor: 'primerov',
      findings: [{ ground: 'abuse', clause: '8.2', decision: 'open', score: 0.9, repeatOf: null }],
      arrivals: 1,
      outgoingNumber: 'ЦО-И-2026/000007',
      replyTitle: 'О сверке расчётов',
      signatory: 'podpisantov',
      dispatchStatus: null,
      dispatches: [],
      sensitive: true,
    });
    expect(row?.snippet).toMatch(/^Просим провести сверку/);
    expect(row?.snippet.length).toBeLessThanOrEqual(160);
  });

  it('each filter finds what it names and nothing else', async () => {
    const { letters, register } = await make();
    await fill(letters);
    const finds = async (query: Partial<RegisterQuery>) => (await idsIn(register, query)).sort();
    expect(await finds({ state: 'approval' })).toEqual(['approval']);
    expect(await finds({ office: 'Ф02' })).toEqual(['branch']);
    expect(await finds({ unit: 'metering' })).toEqual(['metering', 'shared']);
    expect(await finds({ executor: 'testov' })).toEqual(['approval', 'mine', 'sent', 'signed', 'signing']);
    expect(await finds({ channel: 'post' })).toEqual(['branch']);
    expect(await finds({ kind: 'complaint' })).toEqual(['metering']);
    expect(await finds({ ground: 'abuse' })).toEqual(['abusive']);
    expect(await finds({ from: '2026-11-24' })).toEqual(['metering', 'shared']);
    expect(await finds({ to: '2026-11-20' })).toEqual(['late', 'sent']);
    expect(await finds({ from: '2026-11-20', to: '2026-11-20' })).toEqual(['late', 'sent']);
    expect(await finds({ state: 'assigned', executor: 'testov', office: 'ЦО' })).toEqual(['mine']);
    expect(await finds({ tray: 'control', state: 'sent' })).toEqual([]);
  });

  it('A4: overdue is what is open after its due day; what was sent is not', async () => {
    const { letters, register } = await make();
    await fill(letters);
    expect(await idsIn(register, { overdueOn: '2026-12-01' })).toEqual(['late']);
    expect(await idsIn(register, { overdueOn: '2026-11-30' })).toEqual([]);
    expect(await idsIn(register, { overdueOn: '2026-12-01', order: 'due' })).toEqual(['late']);
  });

  it('8.2.5: a list is bounded by due days, both included, and by whether the term was extended', async () => {
    const { letters, register } = await make();
    const first = await registered(letters, { id: 'first', dueOn: '2026-12-10' });
    for (const day of [11, 12, 13]) await registered(letters, { id: `on ${day}`, dueOn: `2026-12-${day}` });
    await letters.save(first, extended(5, '2026-12-17'));
    const due = { order: 'due' } as const;
    expect(await idsIn(register, { ...due, dueFrom: '2026-12-12', dueTo: '2026-12-13' })).toEqual(['on 12', 'on 13']);
    expect(await idsIn(register, { ...due, dueFrom: '2026-12-13' })).toEqual(['on 13', 'first']);
    expect(await idsIn(register, { ...due, dueTo: '2026-12-11' })).toEqual(['on 11']);
    expect(await idsIn(register, { ...due, extended: true })).toEqual(['first']);
    expect(await idsIn(register, { ...due, extended: false, dueTo: '2026-12-12' })).toEqual(['on 11', 'on 12']);
  });

  it('11.1: terms are counted by executor, days and state: of a tray, and of what was due in a month', async () => {
    const { letters, register } = await make();
    await fill(letters);
    const open = await register.terms({ scope: EVERYTHING, tray: 'control' });
    const byExecutor = (executor: string | null) =>
      open.filter((each) => each.executor === executor).reduce((sum, { count }) => sum + count, 0);
    expect([byExecutor('testov'), byExecutor('pokazaneva'), byExecutor(null)]).toEqual([4, 1, 4]);
    const all = await everyPage(register, { scope: EVERYTHING, limit: 50 });
    const days = [...new Set(all.map(({ dueOn }) => dueOn))].sort();
    const [from = '', to = ''] = [days[0], days.at(-1)];
    const due = await register.terms({ scope: EVERYTHING, dueFrom: from, dueTo: to });
    expect(due.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    const sent = all.filter(({ sentOn }) => sentOn !== null);
    expect(due.filter(({ sentOn }) => sentOn !== null).map(({ sentOn, dueOn }) => [sentOn, dueOn])).toEqual(
      sent.map(({ sentOn, dueOn }) => [sentOn, dueOn]),
    );
    const narrow = { all: false, offices: ['Ф02'], units: [], person: 'nobody', standsFor: [] };
    expect(await register.terms({ scope: narrow, tray: 'control' })).toMatchObject([{ executor: null, count: 1 }]);
  });

  it('8.2.5: an extended term moves the letter in the order of due days', async () => {
    const { letters, register } = await make();
    const first = await registered(letters, { id: 'first', dueOn: '2026-12-10' });
    await registered(letters, { id: 'second', dueOn: '2026-12-11' });
    expect(await idsIn(register, { order: 'due' })).toEqual(['first', 'second']);
    await letters.save(first, extended(5, '2026-12-17'));
    expect(await idsIn(register, { order: 'due' })).toEqual(['second', 'first']);
    expect((await register.page({ scope: EVERYTHING, order: 'due', limit: 2 })).items[1]).toMatchObject({
      dueOn: '2026-12-17',
      extendedBy: 5,
    });
  });

  it('a letter is found by its number, and by nothing like it', async () => {
    const { letters, register } = await make();
    const { id } = await registered(letters);
    expect(await register.idOf('ЦО-2026/000001')).toBe(id);
    expect(await register.idOf('ЦО-2026/1')).toBeNull();
  });
}

export async function idsIn(register: Register, query: Partial<RegisterQuery>): Promise<string[]> {
  return (await register.page({ scope: EVERYTHING, limit: LIMIT, ...query })).items.map(({ id }) => id);
}

async function numbersIn(register: Register, query: Partial<RegisterQuery>): Promise<string[]> {
  return (await register.page({ scope: EVERYTHING, limit: LIMIT, ...query })).items.map(({ number }) => number);
}

export async function everyPage(register: Register, query: RegisterQuery) {
  const met = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await register.page({ ...query, ...(after && { after }) });
    met.push(...page.items);
    after = page.next;
  }
  return met;
}
