import { describe, expect, it } from '@jest/globals';
import { crowd } from '../../../src/office/crowd.ts';

describe('effects are done side by side', () => {
  it('all of them, never more than there are places, and a slow one does not keep the others waiting', async () => {
    const waiting = Array.from({ length: 40 }, (_, n) => n);
    const done: number[] = [];
    let going = 0;
    let most = 0;
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    await crowd(4, {
      take: async (places) => waiting.splice(0, places),
      async work(n) {
        going += 1;
        most = Math.max(most, going);
        if (n === 0) await slow;
        else await new Promise((resolve) => setImmediate(resolve));
        going -= 1;
        done.push(n);
        if (done.length === 39) release();
      },
    });
    expect(most).toBe(4);
    expect(done.at(-1)).toBe(0);
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('work that comes while the last is being done is taken too', async () => {
    const waiting = ['first'];
    const done: string[] = [];
    await crowd(2, {
      take: (places) => waiting.splice(0, places),
      async work(name) {
        if (name === 'first') waiting.push('second');
        done.push(name);
      },
    });
    expect(done).toEqual(['first', 'second']);
  });

  it('after a failure nothing new is begun; what was in hand ends first, then it is told', async () => {
    const waiting = ['bad', 'good', 'never'];
    const done: string[] = [];
    const all = crowd(2, {
      take: (places) => waiting.splice(0, places),
      async work(name) {
        if (name === 'bad') throw new Error('the database is away');
        await new Promise((resolve) => setImmediate(resolve));
        done.push(name);
      },
    });
    await expect(all).rejects.toThrow('the database is away');
    expect(done).toEqual(['good']);
    expect(waiting).toEqual(['never']);
  });
});
