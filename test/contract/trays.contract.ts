import { expect, it } from '@jest/globals';
import { maySee } from '../../src/domain/access.ts';
import { type Scope, TRAYS, type Tray } from '../../src/office/ports/register.ts';
import { newLetter, reply } from '../support/new-letters.ts';
import { fill } from '../support/office-letters.ts';
import { EVERYTHING, everyPage, idsIn, type MakeRegister } from './register.contract.ts';

/** Who has what to do, and who may see what. */
export function traysContract(make: MakeRegister): void {
  it('each tray holds the letters that wait for its people, and the counts agree', async () => {
    const { letters, register } = await make();
    await fill(letters);
    const trays: Record<Tray, string[]> = {
      incoming: ['abusive', 'branch', 'late'],
      assignment: ['metering'],
      mine: ['approval', 'mine', 'shared', 'signed', 'signing'],
      approval: ['approval'],
      sign: [],
      dispatch: ['signed'],
      control: ['abusive', 'approval', 'branch', 'late', 'metering', 'mine', 'shared', 'signed', 'signing'],
    };
    const scope = { ...EVERYTHING, person: 'testov' };
    const counts = await register.counts(scope);
    for (const tray of TRAYS) {
      expect([tray, (await idsIn(register, { tray, scope })).sort()]).toEqual([tray, trays[tray]]);
      expect([tray, counts[tray]]).toEqual([tray, trays[tray].length]);
    }
    const signatory = { ...EVERYTHING, person: 'podpisantov' };
    expect(await idsIn(register, { tray: 'sign', scope: signatory })).toEqual(['signing']);
    expect((await register.counts(signatory)).sign).toBe(1);
  });

  it('8.4.6: a scanned copy that did not get through lies on the dispatch tray, though the answer has gone by post', async () => {
    const { letters, register } = await make();
    const own = { n: 1, channel: 'post', status: 'handed-over', to: 'г. Кедрогорск', messageId: null } as const;
    const copy = { n: 2, channel: 'email', copy: true, to: 'snab@primer.example', messageId: '<copy@tbek.example>' } as const;
    const state = { trackingNumber: null, at: '2026-11-23T05:00:00.000Z', error: null };
    const sent = (id: string, status: 'accepted' | 'bounced') => {
      const answer = reply({ dispatch: { ...own, ...state }, copies: [{ ...copy, ...state, status }], sentOn: '2026-11-23' });
      return newLetter({
        id,
        afterwards: [
          { type: 'drafted', reply: answer },
          { type: 'moved', from: null, to: 'sent' },
        ],
      });
    };
    await letters.create([sent('through', 'accepted'), sent('back', 'bounced')]);
    expect(await idsIn(register, { tray: 'dispatch' })).toEqual(['back']);
    expect((await register.counts(EVERYTHING)).dispatch).toBe(1);
    const [row] = (await register.page({ scope: EVERYTHING, tray: 'dispatch', limit: 1 })).items;
    expect(row?.dispatches).toMatchObject([
      { channel: 'post', status: 'handed-over', copy: false },
      { channel: 'email', status: 'bounced', copy: true },
    ]);
    // What comes back to us finds the reply by any of its mails
    expect(await register.thread(['copy@tbek.example'])).toMatchObject([{ isReply: true }, { isReply: true }]);
  });

  it('8.2.7: letters that the chancery is asked to scan again are found in whatever state, until that is done or the answer signed', async () => {
    const { letters, register } = await make();
    const asked = { type: 'rescan_asked' } as const;
    const better = { type: 'rescanned', files: [], broughtBy: 'zhurnalova' } as const;
    const moved = (to: string) => ({ type: 'moved', from: null, to }) as const;
    await letters.create([
      newLetter({ id: 'quiet' }),
      newLetter({ id: 'asked', afterwards: [moved('assigned'), asked] }),
      newLetter({ id: 'done', afterwards: [moved('assigned'), asked, better] }),
      newLetter({ id: 'signed', afterwards: [moved('signing'), asked, moved('signed')] }),
    ]);
    expect(await idsIn(register, { rescanAsked: true })).toEqual(['asked']);
    expect(await idsIn(register, { rescanAsked: true, scope: { ...EVERYTHING, all: false, offices: [], units: [] } })).toEqual(
      [],
    );
    const [row] = (await register.page({ scope: EVERYTHING, rescanAsked: true, limit: 1 })).items;
    expect(row?.rescanAsked).toMatchObject({ by: expect.any(String), at: expect.any(String) });
  });

  it('7.3.3: who stands in for somebody has that person’s letters too', async () => {
    const { letters, register } = await make();
    await fill(letters);
    const scope = { ...EVERYTHING, person: 'primerov', standsFor: ['testov', 'podpisantov'] };
    expect(await idsIn(register, { tray: 'mine', scope })).toHaveLength(5);
    expect(await idsIn(register, { tray: 'sign', scope })).toEqual(['signing']);
  });

  it('4.2: lists, counts and search show exactly what the person may see', async () => {
    const { letters, register } = await make();
    const ids = await fill(letters);
    const stored = await Promise.all(ids.map((id) => letters.load(id)));
    const scopes: Scope[] = [
      { all: false, offices: ['Ф02'], units: [], person: 'nobody', standsFor: [] },
      { all: false, offices: [], units: ['metering'], person: 'nobody', standsFor: [] },
      { all: false, offices: [], units: [], person: 'testov', standsFor: [] },
      { all: false, offices: ['Ф02'], units: ['metering', 'billing'], person: 'testov', standsFor: [] },
      { all: false, offices: [], units: [], person: 'nobody', standsFor: [] },
      { all: false, offices: [], units: [], person: 'nobody', standsFor: ['testov'] },
    ];
    for (const scope of scopes) {
      const visible = stored.filter(({ value }) => maySee(scope, value)).map(({ id }) => id);
      for (const order of ['newest', 'due', 'waiting'] as const) {
        const met = await everyPage(register, { scope, limit: 2, order });
        expect(met.map(({ id }) => id).sort()).toEqual(visible.sort());
      }
      expect((await idsIn(register, { scope, q: 'сверка' })).sort()).toEqual(visible.sort());
      const counts = await register.counts(scope);
      for (const tray of TRAYS) expect(counts[tray]).toBe((await idsIn(register, { scope, tray })).length);
    }
  });

  it('open letters are counted by executor', async () => {
    const { letters, register } = await make();
    await fill(letters);
    expect(await register.loads()).toEqual({ testov: 4, pokazaneva: 1 });
  });
}
