import { expect, it } from '@jest/globals';
import type { Sessions } from '../../src/office/ports/people.ts';
import type { SessionLimits } from '../../src/store/sessions.ts';

const MINUTE = 60_000;
const LIMITS: SessionLimits = { sessionMs: 12 * 60 * MINUTE, idleMs: 30 * MINUTE };

export function sessionsContract(make: (limits: SessionLimits) => Promise<Sessions>): void {
  const start = Date.now();
  const at = (minutes: number) => new Date(start + minutes * MINUTE);

  it('a session knows its person until it is closed', async () => {
    const sessions = await make(LIMITS);
    const [one, two] = [await sessions.open('testov', at(0)), await sessions.open('testov', at(0))];
    expect(one).not.toBe(two);
    expect(one.length).toBeGreaterThanOrEqual(43);
    expect(await sessions.person(one, at(1))).toBe('testov');
    await sessions.close(one);
    expect(await sessions.person(one, at(1))).toBeNull();
    expect(await sessions.person(two, at(1))).toBe('testov');
  });

  it('a token that nobody was given opens nothing', async () => {
    const sessions = await make(LIMITS);
    const token = await sessions.open('testov', at(0));
    for (const other of ['', 'x', token.slice(1), `${token}A`]) expect(await sessions.person(other, at(0))).toBeNull();
  });

  it('a session ends when nothing was asked for half an hour; asking keeps it', async () => {
    const sessions = await make(LIMITS);
    const [asked, idle] = [await sessions.open('testov', at(0)), await sessions.open('testov', at(0))];
    for (const minutes of [20, 40, 60]) expect(await sessions.person(asked, at(minutes))).toBe('testov');
    expect(await sessions.person(idle, at(31))).toBeNull();
    expect(await sessions.person(idle, at(1))).toBeNull();
    expect(await sessions.person(asked, at(91))).toBeNull();
  });

  it('no session outlives the working day, however often it is used', async () => {
    const sessions = await make(LIMITS);
    const token = await sessions.open('testov', at(0));
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) expect(await sessions.person(token, at(minutes))).toBe('testov');
    expect(await sessions.person(token, at(12 * 60 + 1))).toBeNull();
  });
}
