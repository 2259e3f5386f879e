import { expect, it } from '@jest/globals';
import type { Numbers } from '../../src/office/ports/letters.ts';

/** Two engines on one empty store. */
export type MakeNumbers = () => Promise<{ readonly numbers: Numbers; readonly other: Numbers }>;

export function numbersContract(make: MakeNumbers): void {
  it('8.4.5: outgoing papers have a row of numbers for each office and year', async () => {
    const { numbers } = await make();
    expect(await numbers.outgoing('ЦО', 2026, 'a')).toBe('ЦО-И-2026/000001');
    expect(await numbers.outgoing('ЦО', 2026, 'b')).toBe('ЦО-И-2026/000002');
    expect(await numbers.outgoing('Ф02', 2026, 'c')).toBe('Ф02-И-2026/000001');
    expect(await numbers.outgoing('ЦО', 2027, 'd')).toBe('ЦО-И-2027/000001');
  });

  it('the same reply has the same number, however often and by whomever asked', async () => {
    const { numbers, other } = await make();
    const asked = Array.from({ length: 10 }, (_, index) => (index % 2 ? numbers : other).outgoing('ЦО', 2026, 'one'));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['ЦО-И-2026/000001']));
    expect(await other.outgoing('ЦО', 2026, 'two')).toBe('ЦО-И-2026/000002');
  });

  it('forty replies signed at once in two engines are numbered 1 to 40', async () => {
    const { numbers, other } = await make();
    const asked = Array.from({ length: 40 }, (_, index) => (index % 2 ? numbers : other).outgoing('ЦО', 2026, `reply-${index}`));
    expect((await Promise.all(asked)).sort()).toEqual(
      Array.from({ length: 40 }, (_, index) => `ЦО-И-2026/${String(index + 1).padStart(6, '0')}`),
    );
  });
}
