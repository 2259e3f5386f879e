import { expect, it } from '@jest/globals';
import type { Audit, AuditEntry } from '../../src/office/ports/people.ts';

/** Two engines on one empty trail. */
export type MakeAudit = () => Promise<{ readonly audit: Audit; readonly other: Audit }>;

export function auditContract(make: MakeAudit): void {
  it('4.2: what was looked at is told per letter, the latest first', async () => {
    const { audit } = await make();
    await audit.record(entry('viewed', 'one'));
    await audit.record(entry('logged_in', null));
    await audit.record(entry('viewed', 'two'));
    await audit.record(entry('opened_original', 'one'));
    expect(await audit.of('one', 10)).toEqual([entry('opened_original', 'one'), entry('viewed', 'one')]);
    expect(await audit.of('one', 1)).toEqual([entry('opened_original', 'one')]);
    expect(await audit.of('three', 10)).toEqual([]);
  });

  it('entries of two engines at once are all kept', async () => {
    const { audit, other } = await make();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 ? audit : other).record(entry(`look-${index}`, 'one'))),
    );
    const kept = (await audit.of('one', 100)).map(({ what }) => what);
    expect(new Set(kept).size).toBe(60);
    expect(kept).toHaveLength(60);
  });
}

export function entry(what: string, letterId: string | null): AuditEntry {
  return { at: '2026-11-23T05:00:00.000Z', by: 'testov', what, letterId, basis: 'исполнитель', address: '127.0.0.1' };
}
