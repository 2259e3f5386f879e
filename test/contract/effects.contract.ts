import { expect, it } from '@jest/globals';
import type { Effect } from '../../src/domain/effect.ts';
import { Stale } from '../../src/domain/errors.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Letters, Stored } from '../../src/office/ports/letters.ts';
import { decision, extended, happened, newLetter } from '../support/new-letters.ts';
import { clockAt, type MakeLetters, registered, sound } from './letters.contract.ts';

const EXAMINE: Effect = { type: 'examine' };
const READ: Effect = { type: 'recognise' };
const SEND: Effect = { type: 'send' };
const LEASE = 60_000;
const ASSIGNED = { type: 'assigned', executor: 'testov', coExecutors: [], resolution: null } as const;

/** What has to be done outside: kept with its cause, lent to one worker, done once. */
export function effectsContract(make: MakeLetters): void {
  it('effects of a decision wait under ids of their own', async () => {
    const { letters } = await make(clockAt());
    const stored = await registered(letters, { effects: [EXAMINE, SEND] });
    const saved = await letters.save(stored, decision([], [SEND]));
    expect(saved.pending.map(({ effect, attempts, lastError }) => [effect.type, attempts, lastError])).toEqual([
      ['examine', 0, null],
      ['send', 0, null],
      ['send', 0, null],
    ]);
    expect(new Set(saved.pending.map(({ id }) => id)).size).toBe(3);
    expect((await letters.load(stored.id)).pending).toEqual(saved.pending);
  });

  it('an effect is settled once: the second time changes nothing', async () => {
    const { letters } = await make(clockAt());
    const stored = await registered(letters, { effects: [EXAMINE, SEND] });
    const [first] = stored.pending;
    const done = happened({ type: 'effect_done', effect: first?.id ?? '', what: 'examine' });
    await letters.settle(stored.id, first?.id ?? '', [happened(ASSIGNED), done]);
    const once = await letters.load(stored.id);
    await letters.settle(stored.id, first?.id ?? '', [happened(ASSIGNED), done]);
    expect(await letters.load(stored.id)).toEqual(once);
    expect(once.pending.map(({ effect }) => effect.type)).toEqual(['send']);
    expect(once.history.map(({ type }) => type)).toEqual(['registered', 'assigned', 'effect_done']);
    expect(once.value).toEqual(replay(once.history));
    expect(once.value.executor).toBe('testov');
  });

  it('a decision that completes an effect takes it off in its own write, and the letter is free again', async () => {
    const { letters } = await make(clockAt());
    await registered(letters, { effects: [EXAMINE] });
    const lent = sound((await letters.claim(1, LEASE))[0]);
    const saved = await letters.save(lent, decision([happened(ASSIGNED)], [SEND]), sound(lent.pending[0]).id);
    expect(saved.pending.map(({ effect }) => effect.type)).toEqual(['send']);
    expect(await letters.load(lent.id)).toEqual(saved);
    expect(idsOf(await letters.claim(1, LEASE))).toEqual([lent.id]);
  });

  it('a decision that would complete an effect is stale like any other when another hand was faster', async () => {
    const { letters } = await make(clockAt());
    const stored = await registered(letters, { effects: [EXAMINE] });
    await letters.save(stored, extended(1));
    await expect(letters.save(stored, decision([happened(ASSIGNED)], []), sound(stored.pending[0]).id)).rejects.toThrow(Stale);
    expect((await letters.load(stored.id)).pending).toHaveLength(1);
  });

  it('an effect that is settled while people save loses nothing of theirs', async () => {
    const { letters, other } = await make(clockAt());
    const stored = await registered(letters, { effects: [EXAMINE, SEND, EXAMINE, SEND] });
    const done = stored.pending.map(({ id, effect }) =>
      other.settle(stored.id, id, [happened({ type: 'effect_done', effect: id, what: effect.type })]),
    );
    const people = [1, 2, 3].map((days) => untilSaved(letters, stored.id, days));
    await Promise.all([...done, ...people]);
    const { history, pending, value } = await letters.load(stored.id);
    expect(pending).toEqual([]);
    expect(value.extendedBy).toBe(6);
    expect(history.filter(({ type }) => type === 'effect_done')).toHaveLength(4);
    expect(value).toEqual(replay(history));
  });

  it('a letter with a due effect is lent to one worker only, until the lease ends', async () => {
    const clock = clockAt();
    const { letters, other } = await make(clock);
    await letters.create(Array.from({ length: 8 }, () => newLetter({ effects: [EXAMINE] })));
    const [mine, theirs] = await Promise.all([letters.claim(8, LEASE), other.claim(8, LEASE)]);
    expect(idsOf([...mine, ...theirs])).toHaveLength(8);
    expect(new Set(idsOf([...mine, ...theirs])).size).toBe(8);
    expect(await letters.claim(8, LEASE)).toEqual([]);
    clock.move(LEASE);
    expect(await other.claim(8, LEASE)).toHaveLength(8);
  });

  it('what is settled comes back no more; a new effect of the same letter is lent at once', async () => {
    const { letters } = await make(clockAt());
    await registered(letters, { effects: [EXAMINE] });
    const [lent] = await letters.claim(1, LEASE);
    const saved = await letters.save(sound(lent), decision([], [SEND]));
    expect(await letters.claim(1, LEASE)).toEqual([]);
    await letters.settle(saved.id, sound(saved.pending[0]).id, []);
    const [next] = await letters.claim(1, LEASE);
    expect(next?.pending.map(({ effect }) => effect.type)).toEqual(['send']);
    await letters.settle(saved.id, sound(next?.pending[0]).id, []);
    expect(await letters.claim(1, LEASE)).toEqual([]);
  });

  it('an effect that failed waits until its time with what went wrong', async () => {
    const clock = clockAt();
    const { letters } = await make(clock);
    const { id } = await registered(letters, { effects: [SEND] });
    const [lent] = await letters.claim(1, LEASE);
    await letters.postpone(id, sound(lent?.pending[0]).id, '451 try later', clock.in(30_000));
    expect((await letters.load(id)).pending).toMatchObject([
      { attempts: 1, lastError: '451 try later', nextAt: clock.in(30_000) },
    ]);
    clock.move(29_999);
    expect(await letters.claim(1, LEASE)).toEqual([]);
    clock.move(1);
    expect(idsOf(await letters.claim(1, LEASE))).toEqual([id]);
  });

  it('8.2.7: an effect that is long in hand counts no try and keeps no other effect waiting; left alone it comes back', async () => {
    const clock = clockAt();
    const { letters, other } = await make(clock);
    const { id } = await registered(letters, { effects: [READ] });
    const [lent] = await letters.claim(1, LEASE);
    const reading = sound(lent?.pending[0]);
    await letters.postpone(id, reading.id, null, clock.in(LEASE));
    const [waiting] = (await letters.load(id)).pending;
    expect(waiting).toEqual({ ...reading, nextAt: clock.in(LEASE) });
    await letters.save(await letters.load(id), decision([], [SEND]));
    const [next] = await other.claim(1, LEASE);
    const due = next?.pending.filter(({ nextAt }) => nextAt <= clock.now().toISOString());
    expect(due?.map(({ effect }) => effect.type)).toEqual(['send']);
    await other.settle(id, sound(due?.[0]).id, []);
    expect(await other.claim(1, LEASE)).toEqual([]);
    clock.move(LEASE);
    expect(idsOf(await other.claim(1, LEASE))).toEqual([id]);
    await other.settle(id, reading.id, []);
    await letters.postpone(id, reading.id, null, clock.in(LEASE));
    expect((await letters.load(id)).pending).toEqual([]);
  });

  it('the longest waiting letters are lent first, as many as are asked for', async () => {
    const clock = clockAt();
    const { letters } = await make(clock);
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      ids.push((await registered(letters, { effects: [EXAMINE] })).id);
      clock.move(1000);
    }
    expect(idsOf(await letters.claim(3, LEASE))).toEqual(ids.slice(0, 3));
    expect(idsOf(await letters.claim(3, LEASE))).toEqual(ids.slice(3));
  });
}

async function untilSaved(letters: Letters, id: string, days: number): Promise<void> {
  for (;;) {
    try {
      await letters.save(await letters.load(id), extended(days));
      return;
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  }
}

function idsOf(letters: readonly Stored<Letter>[]): string[] {
  return letters.map(({ id }) => id);
}
