import { beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkingDays, dayIn } from '../../../src/domain/calendar.ts';
import { replay } from '../../../src/domain/evolve.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import { type DemoHouse, demoHouse, demoSet } from '../../support/demo-house.ts';
import { person, standard } from '../../support/house.ts';

const ZONE = 'Asia/Yekaterinburg';
/** A Wednesday morning, the New Year holidays, and the evening of a day in a year without a calendar. */
const PRESENTS = ['2026-11-25T05:30:00Z', '2027-01-03T10:00:00Z', '2028-06-01T12:30:00Z'];

describe.each(PRESENTS)('the demonstration loaded at %s', (present) => {
  const now = new Date(present);
  const today = dayIn(ZONE, now);
  let demo: DemoHouse;
  let all: readonly Stored<Letter>[];
  let letters: readonly Letter[];
  beforeAll(async () => {
    demo = await demoHouse(now);
    all = demo.letters.all();
    letters = all.map(({ value }) => value);
  });
  const count = (is: (letter: Letter) => boolean) => letters.filter(is).length;
  const happened = (type: string) => all.filter(({ history }) => history.some((event) => event.type === type)).length;

  it('8.2.3: sixty letters are registered and five mails lie in the quarantine', async () => {
    expect(letters).toHaveLength(60);
    expect(demo.counts).toEqual({ letters: 60, quarantined: 5 });
    const { items } = await demo.house.office.quarantine();
    expect(items.map(({ category }) => category).toSorted()).toEqual(['auto-reply', 'bounce', 'bounce', 'mailing-list', 'spam']);
  });

  it('every state of the regulation has its letters', () => {
    const states = Object.fromEntries(standard.workflow.states.map(({ id }) => [id, count(({ state }) => state === id)]));
    expect(states).toEqual({
      registered: 8,
      routed: 3,
      assigned: 7,
      approval: 4,
      signing: 6,
      signed: 5,
      sent: 4,
      closed: 19,
      refused: 2,
      supplement: 1,
      set_aside: 1,
    });
  });

  it('2.1, 9.4: letters come by all four channels of the core', () => {
    for (const channel of ['email', 'post', 'in-person', 'web-form']) {
      expect([channel, count((letter) => letter.channel === channel) >= 4]).toEqual([channel, true]);
    }
  });

  it('8.2.6–8.2.10: each ground is proposed by the rules and decided by people, one of them for a threat', () => {
    for (const ground of ['abuse', 'illegible', 'repeat', 'confidential', 'no-contacts']) {
      const found = letters.flatMap(({ findings }) => findings.filter((each) => each.ground === ground));
      expect([ground, found.some(({ decision }) => decision === 'confirmed')]).toEqual([ground, true]);
      const seen = all.flatMap(({ history }) => history.flatMap((event) => (event.type === 'examined' ? event.findings : [])));
      expect([ground, seen.filter((each) => each.ground === ground).length >= 2]).toEqual([ground, true]);
    }
    const threats = letters.filter(({ findings }) => findings.some(({ category }) => category === 'threat'));
    expect(threats.map(({ state }) => state)).toEqual(['refused']);
    expect(count(({ findings }) => findings.some(({ decision }) => decision === 'dismissed'))).toBe(1);
    expect(count(({ favours }) => favours.some(({ what }) => what === 'new-argument'))).toBeGreaterThan(0);
  });

  it('8.2.5: four letters are extended, one of them in two steps, and the consumers are told', () => {
    expect(count(({ extendedBy }) => extendedBy > 0)).toBe(4);
    const steps = all.flatMap(({ history }) => history.filter(({ type }) => type === 'extended'));
    expect(steps).toHaveLength(5);
    expect(happened('extended')).toBe(4);
  });

  it('8.2.5, 8.4.4: every due day is fifteen working days from registration and what was added', () => {
    const wrong = letters.filter(({ registeredOn, extendedBy, dueOn }) => {
      const base = addWorkingDays(standard.calendar, registeredOn, 15).on;
      return addWorkingDays(standard.calendar, base, extendedBy).on !== dueOn;
    });
    expect(wrong.map(({ number }) => number)).toEqual([]);
    const open = standard.workflow.states.filter((state) => state.open).map(({ id }) => id);
    expect(count(({ state, dueOn }) => open.includes(state) && dueOn < today)).toBe(3);
  });

  it('8.2.4, 8.4.6: two letters change the unit, two answers come back, one letter lies in two mailboxes', () => {
    expect(count(({ hops }) => hops > 1)).toBe(2);
    expect(happened('bounced')).toBe(2);
    expect(letters.filter(({ reply }) => reply?.dispatch?.status === 'bounced').map(({ state }) => state)).toEqual([
      'signed',
      'signed',
    ]);
    expect(
      letters.filter(({ arrivals }) => arrivals.length > 1).map(({ arrivals }) => arrivals.map(({ source }) => source)),
    ).toEqual([['kanc@tbek.example', 'mro1@tbek.example']]);
  });

  it('7.2: the numbers of an office and a year follow each other in the order of registration', () => {
    const series = new Map<string, Letter[]>();
    for (const letter of letters) {
      const [name = ''] = letter.number.split('/');
      series.set(name, [...(series.get(name) ?? []), letter]);
    }
    for (const [name, each] of series) {
      const sorted = each.toSorted((a, b) => a.registeredAt.localeCompare(b.registeredAt));
      expect(sorted.map(({ number }) => number)).toEqual(each.map((_, index) => `${name}/${String(index + 1).padStart(6, '0')}`));
      expect(new Set(each.map(({ registeredOn }) => registeredOn.slice(0, 4))).size).toBe(1);
    }
    // December and the January after it: the old number series ends, the new one begins
    const newYear = letters.filter(({ receivedAt, registeredOn }) => receivedAt.slice(0, 4) < registeredOn.slice(0, 4));
    expect(newYear.length).toBeGreaterThanOrEqual(1);
  });

  it('the clock goes forward only, nothing happens after now, and in the end it is now', () => {
    const times = demo.moved.map((at) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBe(now.getTime());
    const late = all.filter(({ history }) => history.some(({ at }) => at > now.toISOString()));
    expect(late).toEqual([]);
  });

  it('every effect was performed, and the history makes the snapshot', () => {
    for (const { value, history, pending } of all) {
      expect([value.number, pending, history.filter(({ type }) => type === 'effect_failed')]).toEqual([value.number, [], []]);
      expect(replay(history)).toEqual(value);
    }
    expect(demo.mails.every(({ to }) => to.endsWith('.example'))).toBe(true);
  });

  it('8.2.8: the notice of a repeat carries the copy of the earlier answer that it promises', () => {
    const repeats = letters.filter(({ refusal, reply }) => refusal?.ground === 'repeat' && reply?.sentOn);
    expect(repeats).toHaveLength(1);
    const mail = demo.mails.find(({ messageId }) => messageId === repeats[0]?.reply?.dispatch?.messageId);
    const earlier = letters.find(({ id }) => id === repeats[0]?.repeatOf);
    expect(mail?.attachments.map(({ name }) => name)).toEqual([
      repeats[0]?.reply?.document?.name,
      `Копия. ${earlier?.reply?.document?.name}`,
    ]);
  });

  it('7.4.4, 4.2: no decision is taken by the person complained of', () => {
    const accused = letters.filter(({ complainedOf }) => complainedOf.length > 0);
    expect(accused).toHaveLength(1);
    for (const { executor, complainedOf } of accused) expect(complainedOf).not.toContain(executor);
  });

  it('no text that is left open reaches anybody', async () => {
    const said = [
      ...letters.map(({ text, card }) => `${card.subject}\n${text}`),
      ...demo.mails.map(({ subject, text }) => `${subject}\n${text}`),
    ];
    expect(said.filter((each) => /\{[а-я]|undefined|NaN/u.test(each))).toEqual([]);
    const unfinished = letters.filter(({ reply }) => reply?.text.join('').includes('[…]'));
    expect(unfinished.map(({ state }) => state)).toEqual(['assigned']);
  });

  it('the trays of a clerk and of a signatory have work in them', async () => {
    const counts = await demo.house.office.counts(person('zhurnalova'));
    expect(counts).toMatchObject({ incoming: 8, dispatch: 5, quarantine: 5 });
    expect((await demo.house.office.counts(person('podpisantov'))).sign).toBeGreaterThan(0);
  });
});

describe('a set that the office refuses', () => {
  const now = new Date('2026-11-25T05:30:00Z');
  const only = (id: string, change: (story: (typeof demoSet)['letters'][number]) => (typeof demoSet)['letters'][number]) => ({
    ...demoSet,
    machineMails: [],
    letters: demoSet.letters.filter((story) => story.id === id).map(change),
  });

  it('8.2.4: a step by the wrong person stops the load and names letter and step', async () => {
    const set = only('snab-pereraschet', (story) => ({
      ...story,
      steps: story.steps.map((step) => (step.verb === 'assign' ? { ...step, by: 'zhurnalova' } : step)),
    }));
    await expect(demoHouse(now, set)).rejects.toThrow(/letter 1 "snab-pereraschet": assign: Это делает руководитель/);
  });

  it('8.4.5: too many texts for the places of a template are not swallowed', async () => {
    const set = only('snab-pereraschet', (story) => ({ ...story, fill: [...story.fill, 'лишнее'] }));
    await expect(demoHouse(now, set)).rejects.toThrow(/8 texts for 7 places/);
  });

  it('a step that would be after now is refused before anything is registered', async () => {
    const set = only('snab-pereraschet', (story) => ({ ...story, received: { ago: 3, at: '10:00' } }));
    await expect(demoHouse(now, set)).rejects.toThrow(/snab-pereraschet: step \d+ \(\w+\) would be after now/);
  });
});
