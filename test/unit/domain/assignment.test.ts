import { describe, expect, it } from '@jest/globals';
import { proposedExecutor } from '../../../src/domain/steps/assignment.ts';
import { asked, assigned, confirmed, examined, registered } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { facts, staff, standard, TODAY } from '../../support/house.ts';

/** The staff, with these people away today. */
const away = (...logins: readonly string[]) =>
  staff.map((each) => (logins.includes(each.login) ? { ...each, absences: [{ from: TODAY, to: TODAY }] } : each));
const proposed = (more: Parameters<typeof facts>[1], complainedOf: readonly string[] = [], unit = 'billing') =>
  proposedExecutor(standard, { complainedOf }, facts('system', more), unit);
const routed = [registered(), examined(), confirmed()];

describe('8.2.4, 8.4.3: one responsible executor for each letter', () => {
  it('8.2.4: the least loaded executor of the unit is proposed, with the reason; equals by name', () => {
    expect(proposed({ loads: { testov: 4, primerov: 2, probnaya: 7 } })).toMatchObject({
      person: { login: 'primerov' },
      why: 'Меньше всего обращений в работе: 2',
    });
    expect(proposed({ loads: {} })?.person.login).toBe('primerov');
  });

  it('8.2.4: who answered this consumer before is proposed, unless absent or much more loaded than the others', () => {
    const loads = { testov: 6, primerov: 2, probnaya: 7 };
    expect(proposed({ loads, familiar: ['strokin', 'testov', 'probnaya'] })).toMatchObject({
      person: { login: 'testov' },
      why: 'Отвечал этому потребителю раньше; в работе: 6',
    });
    expect(proposed({ loads: { ...loads, testov: 8 }, familiar: ['testov'] })?.person.login).toBe('primerov');
    expect(proposed({ loads, familiar: ['testov'], people: away('testov') })?.person.login).toBe('primerov');
    expect(proposed({ loads, familiar: ['testov'] }, ['testov'])?.person.login).toBe('primerov');
  });

  it('7.3.3: who is absent is not proposed; when all are, the substitute of one is', () => {
    expect(proposed({ loads: { testov: 4, primerov: 2, probnaya: 7 }, people: away('primerov') })?.person.login).toBe('testov');
    const substituted = away('testov', 'primerov', 'probnaya').map((each) =>
      each.login === 'testov' ? { ...each, substitute: 'otzyvov' } : each,
    );
    expect(proposed({ people: substituted })).toEqual({
      person: expect.objectContaining({ login: 'otzyvov' }),
      why: 'Замещает: Тестов\u00a0Т.\u00a0Т.',
    });
    expect(proposed({ people: away('testov', 'primerov', 'probnaya') })).toBeNull();
  });

  it('4.2: who is complained of is never proposed, not even as a substitute', () => {
    expect(proposed({}, ['primerov', 'probnaya'])?.person.login).toBe('testov');
    const substituted = away('testov', 'primerov', 'probnaya').map((each) =>
      each.login === 'testov' ? { ...each, substitute: 'otzyvov' } : each,
    );
    expect(proposed({ people: substituted }, ['otzyvov'])).toBeNull();
  });

  it('8.2.4: the head of the unit appoints, with co-executors and a resolution, and all of them are told', () => {
    const letter = given(...routed)
      .when(
        asked('obraztsova', {
          type: 'assign',
          executor: 'testov',
          coExecutors: ['probnaya', 'probnaya', 'lineykin'],
          resolution: 'К исполнению ',
        }),
      )
      .thenHappens(['assigned', 'moved'], ['notify_executor', 'notify_executor', 'notify_executor']);
    expect(letter).toMatchObject({
      state: 'assigned',
      executor: 'testov',
      coExecutors: ['probnaya', 'lineykin'],
      resolution: 'К исполнению',
    });
  });

  it('8.2.4: a head may take the letter herself, and is not told what she knows', () => {
    given(...routed)
      .when(assigned('obraztsova'))
      .thenHappens(['assigned', 'moved'], []);
  });

  it('8.2.4: heads above may appoint too; heads of other units, executors and clerks may not', () => {
    given(...routed)
      .when(assigned('testov', 'upravlentsev'))
      .thenHappens(['assigned', 'moved'], ['notify_executor']);
    given(...routed)
      .when(assigned('testov', 'tarifova'))
      .thenNotAllowed(/Решает руководитель подразделения «Отдел расчётов»/);
    given(...routed)
      .when(assigned('testov', 'testov'))
      .thenNotAllowed(/Это делает руководитель подразделения \(п\. 8\.2\.4\)/);
  });

  it('8.2.4: the head takes people of the own unit who prepare answers', () => {
    given(...routed)
      .when(assigned('lineykin'))
      .thenNotAllowed(/Назначьте сотрудника своего подразделения/);
    given(...routed)
      .when(assigned('nobody'))
      .thenNotAllowed(/Выберите исполнителя из списка/);
    given(...routed)
      .when(assigned('adminov', 'podpisantov'))
      .thenNotAllowed(/не готовит ответы/);
    given(...routed)
      .when(asked('obraztsova', { type: 'assign', executor: 'testov', coExecutors: ['testov'] }))
      .thenNotAllowed(/не может быть и соисполнителем/);
  });

  it('7.3.3: an absent executor is not appointed; the message names who stands in', () => {
    given(...routed)
      .when(assigned('testov', 'obraztsova', { people: away('testov') }))
      .thenNotAllowed(/Тестов.*отсутствует\. Назначьте замещающего: Примеров/);
  });

  it('7.3.3: while the head is away, the substitute decides in her place', () => {
    const people = away('obraztsova').map((each) => (each.login === 'obraztsova' ? { ...each, substitute: 'probnaya' } : each));
    given(...routed)
      .when(assigned('testov', 'probnaya', { people }))
      .thenHappens(['assigned', 'moved'], ['notify_executor']);
    const back = staff.map((each) => (each.login === 'obraztsova' ? { ...each, substitute: 'probnaya' } : each));
    given(...routed)
      .when(assigned('testov', 'probnaya', { people: back }))
      .thenNotAllowed(/Это делает руководитель/);
  });

  it('4.2: a complaint about a person is neither given to him nor given out by him', () => {
    const named = asked('zhurnalova', { type: 'name_complained_of', people: ['kachestvova', 'otzyvov'] });
    const story = given(registered(), examined(), confirmed('retail'), named);
    story.when(assigned('otzyvov', 'upravlentsev')).thenNotAllowed(/Жалоба касается сотрудника \(Отзывов/);
    const other = given(
      registered(),
      examined(),
      confirmed('chancery'),
      asked('zhurnalova', { type: 'name_complained_of', people: ['zaveduyuscheva'] }),
    );
    expect(other.letter().route?.unit).toBe('billing');
    const head = asked('zhurnalova', { type: 'name_complained_of', people: ['podpisantov'] });
    given(...routed, head)
      .when(assigned('testov', 'podpisantov'))
      .thenNotAllowed(/Жалоба касается Вас/);
  });
});
