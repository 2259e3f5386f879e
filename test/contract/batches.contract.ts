import { expect, it } from '@jest/globals';
import { NotFound, Stale } from '../../src/domain/errors.ts';
import type { Batch, Batches } from '../../src/office/ports/batches.ts';

/** What every keeper of batches promises. */
export function batchesContract(make: () => Promise<Batches>): void {
  it('8.2.3: a batch comes back as it was kept, and is the one on the table of its office until it is done', async () => {
    const batches = await make();
    const kept = await batches.save(batch('one', 'ЦО'));
    expect(kept).toEqual({ ...batch('one', 'ЦО'), revision: 1 });
    expect(await batches.current('ЦО')).toEqual(kept);
    expect(await batches.current('Ф02')).toBeNull();
    await batches.save({ ...kept, state: 'done' });
    expect(await batches.current('ЦО')).toBeNull();
    expect((await batches.load('one')).state).toBe('done');
    expect((await batches.recent('ЦО', 5)).map(({ id }) => id)).toEqual(['one']);
    await expect(batches.load('none')).rejects.toBeInstanceOf(NotFound);
  });

  it('8.2.3: of two hands at once one is told that the other was faster, also when both begin a batch', async () => {
    const batches = await make();
    const begun = await Promise.allSettled([batches.save(batch('a', 'Ф03')), batches.save(batch('b', 'Ф03'))]);
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const table = await batches.current('Ф03');
    if (!table) throw new Error('no batch on the table');
    const changed = await Promise.allSettled([batches.save({ ...table, source: 'x' }), batches.save({ ...table, source: 'y' })]);
    const lost = [...begun, ...changed].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(lost).toHaveLength(2);
    for (const reason of lost) expect(reason).toBeInstanceOf(Stale);
  });

  it('8.2.3: what a crash left is found: sheets nobody looked at, and plans that are not carried out', async () => {
    const batches = await make();
    const seen = { kind: 'page', look: '' } as const;
    const sheet = (id: string) => ({
      id,
      file: 'f',
      name: 'n',
      type: 't',
      page: 0,
      of: 1,
      turn: 0,
      begins: null,
      left: null,
      seen,
    });
    await batches.save({ ...batch('looked', 'Ф04'), sheets: [sheet('1')] });
    await batches.save({ ...batch('fresh', 'Ф05'), sheets: [{ ...sheet('1'), seen: null }] });
    await batches.save({ ...batch('planned', 'Ф06'), state: 'registering', sheets: [sheet('1')] });
    await batches.save({ ...batch('over', 'Ф07'), state: 'done', sheets: [{ ...sheet('1'), seen: null }] });
    const left = (await batches.unfinished())
      .map(({ id }) => id)
      .filter((id) => ['looked', 'fresh', 'planned', 'over'].includes(id));
    expect(left.sort()).toEqual(['fresh', 'planned']);
  });
}

function batch(id: string, office: string): Batch {
  return {
    id,
    revision: 0,
    office,
    source: 'пачка: Журналова',
    at: `2026-11-23T06:00:00.000Z`,
    state: 'open',
    sheets: [],
    plan: [],
  };
}
