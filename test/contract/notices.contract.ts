import { expect, it } from '@jest/globals';
import type { NoticeTally } from '../../src/office/ports/mail.ts';

/** `make` gives two hands on one tally: two engines, or one after a restart. */
export function noticesContract(make: () => Promise<readonly [NoticeTally, NoticeTally]>): void {
  const day = '2026-11-23';
  const asked = (tally: NoticeTally, occasion: string, address = 'info@primer.example', on = day) =>
    tally.take(address, on, occasion, 3);

  it('an address has no more than its share of a day, whoever counts', async () => {
    const [one, other] = await make();
    expect([await asked(one, '1'), await asked(other, '2'), await asked(one, '3')]).toEqual([true, true, true]);
    expect([await asked(other, '4'), await asked(one, '5')]).toEqual([false, false]);
    expect(await asked(one, '4', 'buh@primer.example')).toBe(true);
    expect(await asked(one, '4', 'info@primer.example', '2026-11-24')).toBe(true);
  });

  it('the same occasion counts once: a notice that is tried again keeps its place', async () => {
    const [one, other] = await make();
    for (let n = 0; n < 5; n += 1) expect(await asked(one, '1')).toBe(true);
    for (const each of ['2', '3', '4']) await asked(one, each);
    expect([await asked(other, '1'), await asked(other, '3'), await asked(other, '4')]).toEqual([true, true, false]);
  });

  it('whoever asks is told whether an occasion was taken', async () => {
    const [one, other] = await make();
    expect(await other.had('info@primer.example', day, '1')).toBe(false);
    await asked(one, '1');
    expect(await other.had('info@primer.example', day, '1')).toBe(true);
    expect(await other.had('info@primer.example', day, '2')).toBe(false);
    expect(await other.had('info@primer.example', '2026-11-24', '1')).toBe(false);
  });

  it('of many who ask at once exactly the share is let through', async () => {
    const hands = await make();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => asked(hands[n % 2 === 0 ? 0 : 1], String(n))));
    expect(answers.filter(Boolean)).toHaveLength(3);
  });

  it('a share of none lets nothing through', async () => {
    const [one] = await make();
    expect(await one.take('info@primer.example', day, '1', 0)).toBe(false);
  });
}
