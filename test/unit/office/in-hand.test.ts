import { describe, expect, it } from '@jest/globals';
import { inHand } from '../../../src/office/in-hand.ts';

describe('8.2.7: a reading of many pages says that it goes on', () => {
  it('again and again until it is over, though one saying fails; then no more', async () => {
    const said: string[] = [];
    let holds = 0;
    let thrice = () => {};
    const enough = new Promise<void>((resolve) => {
      thrice = resolve;
    });
    const hold = async () => {
      holds += 1;
      if (holds === 3) thrice();
      if (holds === 1) throw new Error('no primary');
    };
    const over = inHand({ hold, everyMs: 1, log: (message) => said.push(message) }, () => enough.then(() => 'read'));
    expect(await over).toBe('read');
    const atTheEnd = holds;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([said, holds]).toEqual([['no primary'], atTheEnd]);
  });

  it('what went wrong is heard when the last saying has been written, so that it cannot put off the next try', async () => {
    const order: string[] = [];
    let write = () => {};
    let begun = () => {};
    const holding = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const hold = () => {
      begun();
      return new Promise<void>((resolve) => {
        write = () => {
          order.push('said');
          resolve();
        };
      });
    };
    const work = async () => {
      await holding;
      setImmediate(() => write());
      throw new Error('torn');
    };
    await inHand({ hold, everyMs: 1, log: () => {} }, work).catch(({ message }: Error) => order.push(message));
    expect(order).toEqual(['said', 'torn']);
  });
});
