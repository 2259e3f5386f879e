import { describe, expect, it } from '@jest/globals';
import {
  approved,
  asked,
  assigned,
  confirmed,
  drafted,
  examined,
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
      .thenHappens(['sent', 'moved']);
    expect(posted).toMatchObject({
      state: 'sent',
      reply: { sentOn: '2026-11-23', dispatch: { channel: 'post', status: 'handed-over', trackingNumber: '00000000000000' } },
    });
    expect(story.when(handed('in-person')).letter().reply?.dispatch?.to).toBe('Заказчиков Андрей Борисович');
    const told = handed('phone', { to: '8 (000) 000-00-00, Заказчиков' }, 'testov');
    expect(story.when(told).letter().reply?.dispatch).toMatchObject({ channel: 'phone', to: '8 (000) 000-00-00, Заказчиков' });
    story.when(handed('phone', { to: '1' }, 'primerov')).thenNotAllowed(/Обращение у исполнителя/);
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
