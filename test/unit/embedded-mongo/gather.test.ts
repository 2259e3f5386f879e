import { describe, expect, it } from '@jest/globals';
import { gathering } from '../../../src/embedded-mongo/gather.ts';

describe('when writes go to the disk', () => {
  const desk = () => {
    const commits: number[] = [];
    let waiting = 0;
    let told: () => void = () => undefined;
    const arrived = gathering(() => {
      commits.push(waiting);
      waiting = 0;
      told();
    });
    const write = (): void => arrived(++waiting);
    const committed = (count: number) =>
      new Promise<number[]>((resolve) => {
        told = () => commits.length >= count && resolve(commits);
        told();
      });
    return { write, committed };
  };

  it('those that come in one turn go together', async () => {
    const { write, committed } = desk();
    for (let n = 0; n < 5; n++) write();
    expect(await committed(1)).toEqual([5]);
  });

  it('after five together, five that come one after the other go together again', async () => {
    const { write, committed } = desk();
    for (let n = 0; n < 5; n++) write();
    await committed(1);
    for (let n = 0; n < 5; n++) write();
    expect(await committed(2)).toEqual([5, 5]);
  });

  it('one whom nobody follows goes alone, and the next does not wait for others any more', async () => {
    const { write, committed } = desk();
    for (let n = 0; n < 5; n++) write();
    await committed(1);
    write();
    expect(await committed(2)).toEqual([5, 1]);
    write();
    expect(await committed(3)).toEqual([5, 1, 1]);
  });
});
