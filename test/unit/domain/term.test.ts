import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays } from '../../../src/domain/calendar.ts';
import { awaitsDispatch } from '../../../src/domain/dispatches.ts';
import { asked, assigned, confirmed, examined, extended, registered, upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, standard } from '../../support/house.ts';
import { runs } from '../../support/properties.ts';

const story = given(...upTo.assigned);

describe('8.2.5, 8.4.4: the term and its extension', () => {
  it('8.2.5: the head extends with a reason, counted on from the due day, and the consumer is told', () => {
    const letter = story.when(extended(15)).thenHappens(['extended'], ['send_notice']);
    expect(letter).toMatchObject({ dueOn: '2027-01-13', originalDueOn: '2026-12-14', extendedBy: 15, state: 'assigned' });
    expect(story.when(extended(15)).decision().effects).toEqual([{ type: 'send_notice', notice: 'extended' }]);
  });

  it('8.2.5: the second extension may not push the sum past 15 working days', () => {
    const once = given(...upTo.assigned, extended(10));
    once.when(extended(6)).thenNotAllowed(/не более чем на 5 раб\. дн\. \(п\. 8\.2\.5\)/);
    expect(once.when(extended(5)).letter()).toMatchObject({ extendedBy: 15, dueOn: '2027-01-13' });
    given(...upTo.assigned, extended(15))
      .when(extended(1))
      .thenNotAllowed(/Срок уже продлён на 15 раб\. дн\./);
  });

  it('8.2.5: on the due day it can still be extended, the day after no more', () => {
    story.when(extended(5, 'obraztsova', { today: '2026-12-14' })).thenHappens(['extended'], ['send_notice']);
    story
      .when(extended(5, 'obraztsova', { today: '2026-12-15' }))
      .thenNotAllowed(/Срок истёк 14\.12\.2026, продлить его уже нельзя/);
  });

  it.each([0, -3, 1.5, Number.NaN])('8.2.5: %d working days are no extension', (days) => {
    story.when(extended(days)).thenNotAllowed(/целое число от 1/);
  });

  it('8.2.5: a reason is needed, and the head of the unit', () => {
    story.when(asked('obraztsova', { type: 'extend', days: 3, reason: ' ' })).thenNotAllowed(/Напишите, что требует/);
    story.when(extended(3, 'testov')).thenNotAllowed(/Это делает руководитель подразделения/);
    story.when(extended(3, 'tarifova')).thenNotAllowed(/«Отдел расчётов»/);
  });

  it('8.4.4: an answer that is signed or sent leaves nothing to extend', () => {
    given(...upTo.signed)
      .when(extended(3))
      .thenNotAllowed(/Сейчас обращение в состоянии «Подписано»/);
    given(...upTo.sent)
      .when(extended(3))
      .thenNotAllowed(/«Отправлено»/);
  });

  it('8.2.5: however it is cut in steps, the due day is that of the whole sum and the sum never passes 15 (A7)', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, (days) => {
        const done = [...upTo.assigned];
        let sum = 0;
        for (const each of days) {
          const asking = given(...done).when(extended(each));
          expect(asking.reasons.length === 0).toBe(sum + each <= 15);
          if (asking.reasons.length > 0) continue;
          sum += each;
          done.push(extended(each) as never);
        }
        const { dueOn, extendedBy } = given(...done).letter();
        expect([dueOn, extendedBy]).toEqual([addWorkingDays(standard.calendar, '2026-12-14', sum).on, sum]);
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('8.2.5: who has no e-mail is told on paper', () => {
  const address = 'г. Таёжноборск, ул. Образцовая, д. 2';
  const byPost = { correspondent: { ...card().correspondent, email: null, phone: null, address } };
  const done = [registered({ card: card(byPost) }), examined(), confirmed('billing', byPost), assigned()];
  const handed = (channel: 'post' | 'phone') => asked('zhurnalova', { type: 'give_notice', channel });

  it('8.2.5: the notice lies on the tray of dispatch until it is handed over; the term goes on', () => {
    const waiting = given(...done)
      .when(extended(5))
      .thenHappens(['extended', 'notice_on_paper'], []);
    expect([awaitsDispatch(waiting), waiting.state]).toEqual([true, 'assigned']);
    const told = given(...done, extended(5)).when(handed('post'));
    expect(told.decision().events).toMatchObject([{ type: 'notice_given', to: address, trackingNumber: null }]);
    expect([awaitsDispatch(told.letter()), told.letter().state, told.letter().dueOn]).toEqual([false, 'assigned', waiting.dueOn]);
  });

  it('8.2.6: a letter that is left unanswered leaves no notice to be sent', () => {
    const unanswered = asked('obraztsova', { type: 'leave_unanswered', ground: 'abuse', reason: 'брань и ни одного вопроса' });
    const left = given(...done, extended(5))
      .when(unanswered)
      .letter();
    expect([left.state, awaitsDispatch(left)]).toEqual(['refused', false]);
  });

  it('9.8: told by phone it is written down by which number; nothing is handed over twice', () => {
    given(...done, extended(5))
      .when(handed('phone'))
      .thenNotAllowed(/В карточке нет телефона/);
    given(...done, extended(5), handed('post'))
      .when(handed('post'))
      .thenNotAllowed(/Уведомления на бумаге у этого обращения нет/);
  });
});

describe('11.1: whose term runs out is asked', () => {
  const hurry = (by: string, message?: string) => asked(by, { type: 'hurry', ...(message && { message }) });

  it('11.1: the head, the clerk and quality control ask the executor; the letter stays where it is', () => {
    for (const by of ['obraztsova', 'zhurnalova', 'kontroleva']) {
      expect(story.when(hurry(by)).decision().effects).toEqual([
        { type: 'notify_executor', person: 'testov', hurried: '2026-11-23' },
      ]);
    }
    expect(story.when(hurry('obraztsova', ' ждут в суде ')).letter()).toMatchObject({
      hurriedOn: '2026-11-23',
      state: 'assigned',
    });
    story.when(hurry('testov')).thenNotAllowed(/Это делает/);
    story.when(hurry('tarifova')).thenNotAllowed(/«Отдел расчётов»/);
  });

  it('11.1: once a day, and again the next day', () => {
    const once = given(...upTo.assigned, hurry('obraztsova'));
    once.when(hurry('kontroleva')).thenNotAllowed(/Сегодня уже поторопили/);
    once.when(asked('kontroleva', { type: 'hurry' }, { today: '2026-11-24' })).thenHappens(['hurried'], ['notify_executor']);
  });

  it('8.4.5: while the answer waits for a signature, the official is asked too', () => {
    const people = given(...upTo.signing)
      .when(hurry('kontroleva'))
      .decision().effects;
    expect(people.map((effect) => 'person' in effect && effect.person)).toEqual(['testov', 'upravlentsev']);
  });

  it('8.2.4: a letter without an executor has nobody to ask', () => {
    given(...upTo.assigned.slice(0, -1))
      .when(hurry('kontroleva'))
      .thenNotAllowed(/Сейчас обращение в состоянии «Направлено»/);
  });
});
