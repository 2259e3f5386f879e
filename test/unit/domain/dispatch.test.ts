import { describe, expect, it } from '@jest/globals';
import { awaitsDispatch } from '../../../src/domain/dispatches.ts';
import {
  approved,
  asked,
  assigned,
  beginning,
  confirmed,
  copy,
  dispatch,
  drafted,
  examined,
  interim,
  registered,
  rendered,
  sendAsked,
  sent,
  signed,
  submitted,
  upTo,
} from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, NOBODY } from '../../support/house.ts';

const story = given(...upTo.signed);
const handed = (
  channel: 'post' | 'in-person' | 'phone',
  more: { to?: string; trackingNumber?: string } = {},
  by = 'zhurnalova',
) => asked(by, { type: 'hand_over', channel, ...more });

describe('8.4.6, 9.8: dispatch by the channel the consumer chose', () => {
  it('8.4.6: the scanned copy goes to the consumer’s address; signing alone has not ended the term (A4)', () => {
    const queued = story.when(sendAsked()).thenHappens(['dispatch_queued'], ['send']);
    expect(queued).toMatchObject({
      state: 'signed',
      reply: { sentOn: null, dispatch: { status: 'queued', to: 'snab@primer.example' } },
    });
    const letter = given(...upTo.signed, sendAsked())
      .when(sent())
      .thenHappens(['sent', 'moved']);
    expect(letter).toMatchObject({ state: 'sent', reply: { sentOn: '2026-11-23', dispatch: { status: 'accepted' } } });
  });

  it('8.4.6: a queued answer is not queued again, a failed one may be', () => {
    given(...upTo.signed, sendAsked())
      .when(sendAsked())
      .thenNotAllowed(/уже отправляется/);
    const failure = asked('system', {
      type: 'send_failed',
      dispatch: {
        channel: 'email',
        status: 'failed',
        to: 'snab@primer.example',
        messageId: null,
        trackingNumber: null,
        at: '2026-11-23T06:00:00.000Z',
        error: '550 no such user',
      },
    });
    const failed = given(...upTo.signed, sendAsked(), failure);
    expect(failed.letter()).toMatchObject({
      state: 'signed',
      reply: { dispatch: { status: 'failed', error: '550 no such user' } },
    });
    expect(failed.when(sendAsked('buh@primer.example')).letter().reply?.dispatch?.to).toBe('buh@primer.example');
  });

  it('8.2: nothing goes out before it stands on the letterhead', () => {
    const unprinted = given(...upTo.signing, signed());
    unprinted.when(sendAsked()).thenNotAllowed(/ещё печатается на бланке/);
    unprinted.when(handed('post', { to: 'г. Кедрогорск, ул. Образцовая, 2' })).thenNotAllowed(/ещё печатается на бланке/);
  });

  it('8.4.6: without an address, or with one that is none, nothing is sent', () => {
    story.when(sendAsked('кому-нибудь')).thenNotAllowed(/не похож на адрес/);
    const noEmail = { correspondent: NOBODY, answerChannel: 'post' as const };
    const way = [
      registered({ card: card(noEmail) }),
      examined(),
      confirmed('billing', noEmail),
      assigned(),
      drafted({ answerChannel: 'post' }),
      submitted(),
      approved(),
      signed(),
      rendered(),
    ];
    given(...way)
      .when(sendAsked())
      .thenNotAllowed(/нет адреса электронной почты/);
    given(...way)
      .when(handed('post'))
      .thenNotAllowed(/нет почтового адреса/);
    given(...way)
      .when(handed('phone'))
      .thenNotAllowed(/нет телефона/);
    given(...way)
      .when(handed('in-person'))
      .thenNotAllowed(/Впишите, кому вручён ответ/);
  });

  it('9.8: by post with its number, into the hands, or told by phone: handing over is sending', () => {
    const posted = story
      .when(handed('post', { to: 'г. Кедрогорск, ул. Образцовая, 2', trackingNumber: ' 00000000000000 ' }))
      .thenHappens(['sent', 'dispatch_queued', 'moved'], ['send']);
    expect(posted).toMatchObject({
      state: 'sent',
      reply: { sentOn: '2026-11-23', dispatch: { channel: 'post', status: 'handed-over', trackingNumber: '00000000000000' } },
    });
    expect(story.when(handed('in-person')).letter().reply?.dispatch?.to).toBe('Заказчиков Андрей Борисович');
    const told = handed('phone', { to: '8 (000) 000-00-00, Заказчиков' }, 'testov');
    expect(story.when(told).letter().reply?.dispatch).toMatchObject({ channel: 'phone', to: '8 (000) 000-00-00, Заказчиков' });
    story.when(handed('phone', { to: '1' }, 'primerov')).thenNotAllowed(/Обращение у исполнителя/);
  });

  it('9.8: a talk is written down: with whom and what was said; the number of the card is not asked for again', () => {
    const withPhone = { correspondent: { ...card().correspondent, phone: '8 (000) 111-22-33' }, answerChannel: 'phone' as const };
    const spoken = given(
      registered({ card: card(withPhone) }),
      examined(),
      confirmed('billing', withPhone),
      assigned(),
      drafted({ answerChannel: 'phone' }),
      submitted(),
      approved(),
      signed(),
      rendered(),
    );
    spoken.when(handed('phone')).thenNotAllowed(/с кем Вы говорили и что ответили/);
    const told = spoken.when(handed('phone', { to: 'Заказчиков: долга нет' })).letter();
    expect(told.reply?.dispatch?.to).toBe('8 (000) 111-22-33, Заказчиков: долга нет');
  });

  it.each(['interim', 'request-info'])(
    '8.2.5, A8: after «%s» the letter is with its executor again, the day unchanged, the paper kept',
    (template) => {
      const way = [
        registered(),
        examined(),
        confirmed(),
        assigned(),
        drafted({ template }),
        submitted(),
        approved(),
        signed(),
        rendered(),
      ];
      const due = given(...way).letter().dueOn;
      for (const done of [sent(), handed('post', { to: 'г. Кедрогорск' })]) {
        const story = given(...way, ...(done.command.type === 'sent' ? [sendAsked()] : []));
        const letter = story.when(done).thenHappens(['sent', 'continued', 'moved'], []);
        expect(letter).toMatchObject({ state: 'assigned', executor: 'testov', dueOn: due, reply: null });
        expect(letter.earlierReplies.map(({ template: each, sentOn }) => [each, sentOn])).toEqual([[template, '2026-11-23']]);
      }
      const final = given(...way, sendAsked(), sent(), drafted({ template: 'answer-generic' })).letter();
      expect(final.reply).toMatchObject({ outgoingNumber: null, sentOn: null, dispatch: null });
    },
  );

  it('8.2.5, 8.4.6: an interim answer that comes back is marked once, and the answer itself is owed as before', () => {
    const back = asked('system', { type: 'earlier_bounced', reason: '550 нет ящика', messageId: dispatch.messageId ?? '' });
    const before = given(...upTo.assigned, ...interim);
    const letter = before.when(back).thenHappens(['earlier_bounced'], []);
    expect(letter).toMatchObject({ state: 'assigned', reply: null, dueOn: before.letter().dueOn });
    expect(letter.earlierReplies).toMatchObject([{ sentOn: null, dispatch: { status: 'bounced', error: '550 нет ящика' } }]);
    given(...upTo.assigned, ...interim, back)
      .when(back)
      .thenNotAllowed(/уже отмечен/);
    given(...upTo.sent)
      .when(asked('system', { type: 'earlier_bounced', reason: '550', messageId: '<чужое@tbek.example>' }))
      .thenNotAllowed(/не отправляли/);
  });

  it('8.4.6, A15: beside the post the scanned copy goes by e-mail, with a state of its own', () => {
    const posted = given(...upTo.signed, handed('post', { to: 'г. Кедрогорск' }));
    expect(posted.letter().reply?.copies).toMatchObject([{ n: 2, copy: true, status: 'queued', to: 'snab@primer.example' }]);
    const done = asked('system', { type: 'copy_sent', dispatch: copy });
    const letter = given(...upTo.signed, handed('post', { to: 'г. Кедрогорск' }), done).letter();
    expect(letter).toMatchObject({
      state: 'sent',
      reply: { sentOn: '2026-11-23', dispatch: { channel: 'post' }, copies: [{ n: 2, status: 'accepted' }] },
    });
    expect(awaitsDispatch(letter)).toBe(false);
  });

  it('8.4.6: an address that has failed gets no copy beside the post; another one may be given', () => {
    const way = [...upTo.sent, asked('system', { type: 'bounced', reason: '550 no such user' })];
    const posted = given(...way, handed('post', { to: 'г. Кедрогорск' }));
    expect(posted.letter().reply).toMatchObject({ dispatch: { n: 2, channel: 'post' } });
    expect(posted.letter().reply?.copies ?? []).toEqual([]);
    const again = posted.when(asked('zhurnalova', { type: 'send_copy', to: 'buh@primer.example' }));
    expect(again.letter().reply?.copies).toMatchObject([{ n: 3, copy: true, to: 'buh@primer.example' }]);
  });

  it('8.4.6: a copy that comes back runs no term: it lies on the tray until it is sent anew or given up', () => {
    const way = [...upTo.signed, handed('post', { to: 'г. Кедрогорск' }), beginning(2)];
    const back = asked('system', { type: 'copy_bounced', reason: '552 mailbox full', messageId: 'reply-1-2@tbek.example' });
    const bounced = given(...way, asked('system', { type: 'copy_sent', dispatch: copy }), back);
    expect(bounced.letter()).toMatchObject({
      state: 'sent',
      reply: { sentOn: '2026-11-23', copies: [{ status: 'bounced', error: '552 mailbox full' }] },
    });
    expect(awaitsDispatch(bounced.letter())).toBe(true);
    bounced.when(back).thenNotAllowed(/уже отмечен/);
    bounced.when(asked('zhurnalova', { type: 'waive_copy', reason: '' })).thenNotAllowed(/почему скан-копия не нужна/);
    const waived = bounced.when(asked('zhurnalova', { type: 'waive_copy', reason: 'подлинник получен' })).letter();
    expect([awaitsDispatch(waived), waived.reply?.copies]).toEqual([false, []]);
    const anew = bounced.when(asked('zhurnalova', { type: 'send_copy', to: 'buh@primer.example' })).letter();
    expect(anew.reply?.copies).toMatchObject([{ n: 3, status: 'queued', to: 'buh@primer.example' }]);
  });

  it('8.4.6: a bounce marks the sending that it speaks of, not the one that took its place', () => {
    const bounce = (messageId: string) => asked('system', { type: 'bounced', reason: '550', messageId });
    given(...upTo.sent)
      .when(bounce('<other@tbek.example>'))
      .thenNotAllowed(/другая отправка/);
    expect(
      given(...upTo.sent)
        .when(bounce('reply-1@tbek.example'))
        .letter().state,
    ).toBe('signed');
    // Nobody noted that the first one went out; its bounce ends the attempts
    const early = asked('system', { type: 'copy_bounced', reason: '550', messageId: '<reply-1-1@tbek.example>' });
    const waiting = given(...upTo.signed, sendAsked(), beginning(1))
      .when(early)
      .letter();
    expect(waiting).toMatchObject({ state: 'signed', reply: { dispatch: { status: 'bounced' } } });
  });

  it('8.4.6: a read receipt is noted on the sending once, and moves nothing', () => {
    const receipt = asked('system', { type: 'read', messageId: 'reply-1@tbek.example' });
    const letter = given(...upTo.sent)
      .when(receipt)
      .thenHappens(['read']);
    expect(letter).toMatchObject({ state: 'sent', reply: { dispatch: { readAt: '2026-11-23T05:00:00.000Z' } } });
    given(...upTo.sent, receipt)
      .when(receipt)
      .thenHappens([]);
  });

  it('a sending that was replaced by another way is neither sent nor failed any more', () => {
    const replaced = given(...upTo.signed, sendAsked(), handed('post', { to: 'г. Кедрогорск' }));
    const failure = asked('system', { type: 'send_failed', dispatch: { ...dispatch, n: 1, status: 'failed' } });
    replaced.when(failure).thenNotAllowed(/заменена другой/);
    expect(replaced.letter().reply).toMatchObject({ dispatch: { n: 2, channel: 'post' }, copies: [{ n: 3, status: 'queued' }] });
  });

  it('histories from before the copies are read as they were', () => {
    const old = given(...upTo.signed, sendAsked(), sent()).letter();
    expect(old.reply?.dispatch?.n).toBeUndefined();
    expect(old).toMatchObject({ state: 'sent', reply: { dispatch: { status: 'accepted' } } });
  });

  it('8.4.6: what bounces is signed and unsent again, also after it was filed; the term runs', () => {
    const bounce = asked('system', { type: 'bounced', reason: 'mailbox full' });
    const closed = asked('zhurnalova', { type: 'close', dossier: '01-05' });
    for (const way of [[...upTo.sent], [...upTo.sent, closed]]) {
      const letter = given(...way)
        .when(bounce)
        .thenHappens(['bounced', 'moved']);
      expect(letter).toMatchObject({
        state: 'signed',
        closedOn: null,
        dossier: null,
        reply: { sentOn: null, dispatch: { status: 'bounced', error: 'mailbox full' } },
      });
    }
    given(...upTo.sent)
      .when(asked('zhurnalova', { type: 'bounced', reason: '' }))
      .thenNotAllowed(/почему ответ вернулся/);
  });
});
