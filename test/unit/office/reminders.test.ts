/** 11.1: terms watched by the clock. 2026-11-23 is a Monday; the company's clocks are five hours ahead of UTC. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../src/domain/letter.ts';
import type { HousePorts } from '../../../src/house-ports.ts';
import { Undeliverable } from '../../../src/office/ports/mail.ts';
import { upTo } from '../../support/done.ts';
import { type FakeHouse, fakeHouse } from '../../support/fake-house.ts';
import { fakeRegister } from '../../support/fakes/register.ts';
import { given } from '../../support/given.ts';
import { person, standard } from '../../support/house.ts';

const MORNING = '2026-12-14T04:00:00Z';
let now: Date;
let letters: Letter[];
let house: FakeHouse;

beforeEach(() => {
  now = new Date(MORNING);
  letters = [];
  house = houseOf();
});

function houseOf(change: (ports: HousePorts) => HousePorts = (ports) => ports): FakeHouse {
  const stored = () => letters.map((value) => ({ id: value.id, revision: 1, value, history: [], pending: [] }));
  const register = fakeRegister(stored, standard.workflow);
  return fakeHouse({ now: () => now }, (ports) => change({ ...ports, register }));
}

/** A letter in the hands of Testov, due on 14 December unless said otherwise. */
function inHand(more: Partial<Letter> = {}): void {
  letters.push({ ...given(...upTo.assigned).letter(), ...more });
}

const told = () => house.mails.map(({ to, subject }) => [to, subject]);
const TESTOV = person('testov').email;

describe('11.1: terms watched by the clock', () => {
  it('11.1: who has a letter that burns is told once a working day, from nine o’clock on', async () => {
    inHand();
    now = new Date('2026-12-14T03:59:00Z');
    await house.remind();
    expect(told()).toEqual([]);
    now = new Date(MORNING);
    await house.remind();
    await house.remind();
    expect(told()).toEqual([[TESTOV, 'Сроки на 14.12.2026']]);
    expect(house.mails[0]?.text).toContain('срок 14.12.2026, ООО «Пример-Снаб»');
    expect(house.mails[0]?.text).toContain('http://localhost:3000/trays/mine');
  });

  it('11.1: the day after the term the head hears of it too; on days off nobody is disturbed', async () => {
    inHand();
    now = new Date('2026-12-12T06:00:00Z');
    await house.remind();
    expect(told()).toEqual([]);
    now = new Date('2026-12-15T06:00:00Z');
    await house.remind();
    expect(told().map(([to]) => to)).toEqual(expect.arrayContaining([TESTOV, person('obraztsova').email]));
    const head = house.mails.find(({ to }) => to === person('obraztsova').email);
    expect(head?.text).toContain('Просрочено в Ваших подразделениях');
  });

  it('11.1: who has time enough is left in peace', async () => {
    inHand({ dueOn: '2026-12-31' });
    await house.remind();
    expect(told()).toEqual([]);
  });

  it('7.3.3: the absent are not written to; who stands in is', async () => {
    house = houseOf();
    inHand();
    const away = { ...person('testov'), absences: [{ from: '2026-12-01', to: '2026-12-31' }], substitute: 'primerov' };
    await house.ports.people.save(away);
    await house.remind();
    expect(told()).toEqual([[person('primerov').email, 'Сроки на 14.12.2026']]);
  });

  it('4.2: nothing of the text of a letter is in the mail, and nobody’s name where it is hidden', async () => {
    inHand({
      text: 'Тайна переписки',
      findings: [{ ground: 'abuse', score: 1, evidence: [], clause: '8.2.6', decision: 'open' }],
    });
    await house.remind();
    expect(house.mails[0]?.text).not.toMatch(/Тайна|Пример-Снаб/);
  });

  it('a relay that is away is asked again under the same Message-ID; one that refuses is not', async () => {
    const asked: string[] = [];
    let error: Error = new Error('connect ECONNREFUSED');
    house = houseOf((ports) => ({
      ...ports,
      mailer: {
        ...ports.mailer,
        send: async ({ messageId }) => {
          asked.push(messageId);
          throw error;
        },
      },
    }));
    inHand();
    await house.remind();
    error = new Undeliverable('550 no such user');
    await house.remind();
    await house.remind();
    expect(asked).toHaveLength(2);
    expect(new Set(asked).size).toBe(1);
  });
});
