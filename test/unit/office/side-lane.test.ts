import { describe, expect, it } from '@jest/globals';
import { sideLane } from '../../../src/office/side-lane.ts';

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

describe('long work beside the rounds (8.2.7)', () => {
  it('8.2.7: no more than so many scans are read at once, each of them once, all in the end', async () => {
    const lane = sideLane(2);
    const gates = [gate(), gate(), gate()];
    const begun: number[] = [];
    for (const [index, { passed }] of gates.entries()) {
      const work = async () => {
        begun.push(index);
        await passed;
      };
      lane.add(`letter ${index}`, work);
      // Claimed again while it is being read
      lane.add(`letter ${index}`, work);
    }
    expect(begun).toEqual([0, 1]);
    gates[0]?.open();
    await gates[0]?.passed;
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await lane.stop();
    lane.add('letter 9', async () => {
      begun.push(9);
    });
    expect(begun).toEqual([0, 1, 2]);
  });

  it('8.2.7: what is over may come again', async () => {
    const lane = sideLane(1);
    let times = 0;
    const once = async () => {
      times += 1;
    };
    lane.add('letter', once);
    await new Promise(setImmediate);
    lane.add('letter', once);
    await new Promise(setImmediate);
    expect(times).toBe(2);
  });
});
