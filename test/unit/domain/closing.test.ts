import { describe, expect, it } from '@jest/globals';
import { asked, registered, upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';

const closed = (dossier = '01-05', by = 'zhurnalova') => asked(by, { type: 'close', dossier });
const supplement = (to: string) => asked('zhurnalova', { type: 'supplement', to });
const aside = (reason: string) => asked('zhurnalova', { type: 'set_aside', reason });
const reopened = asked('zhurnalova', { type: 'reopen', reason: 'новые доводы' });

describe('11.1: the ends of the way, and the way back', () => {
  it('11.1: a sent answer goes into a dossier of the nomenclature', () => {
    const letter = given(...upTo.sent)
      .when(closed())
      .thenHappens(['closed', 'moved']);
    expect(letter).toMatchObject({ state: 'closed', dossier: '01-05', closedOn: '2026-11-23' });
    given(...upTo.sent)
      .when(closed('99-99'))
      .thenNotAllowed(/Выберите дело из номенклатуры/);
    given(...upTo.sent)
      .when(closed('01-05', 'primerov'))
      .thenNotAllowed(/Обращение у исполнителя/);
  });

  it('8.4.5: what is only signed is not closed: only sending ends the term (A4)', () => {
    given(...upTo.signed)
      .when(closed())
      .thenNotAllowed(/Сейчас обращение в состоянии «Подписано». Этот шаг возможен в состоянии «Отправлено»/);
  });

  it('8.2.3: a supplement keeps its number and names the letter it adds to (A10)', () => {
    const letter = given(registered())
      .when(supplement(' ЦО-2026/000007 '))
      .thenHappens(['supplemented', 'moved'], ['tell_parent']);
    expect(letter).toMatchObject({ state: 'supplement', supplementTo: 'ЦО-2026/000007', number: 'ЦО-2026/000001' });
    given(registered())
      .when(supplement('ЦО-2026/000001'))
      .thenNotAllowed(/не дополняет само себя/);
    given(registered())
      .when(supplement(''))
      .thenNotAllowed(/Укажите номер обращения/);
  });

  it('2.1: an advertisement is numbered and set aside with a reason', () => {
    expect(given(registered()).when(aside('реклама')).thenHappens(['set_aside', 'moved']).state).toBe('set_aside');
    given(registered())
      .when(aside(''))
      .thenNotAllowed(/почему это не обращение/);
  });

  it('4.2: what was set aside or filed comes back to the units, with a reason', () => {
    const back = given(registered(), aside('реклама')).when(reopened).thenHappens(['reopened', 'routed', 'moved']);
    expect(back).toMatchObject({ state: 'routed', route: { unit: 'chancery' }, hops: 0 });
    given(registered(), aside('реклама'))
      .when(asked('zhurnalova', { type: 'reopen', reason: '' }))
      .thenNotAllowed(/почему обращение возобновлено/);
    expect(given(registered(), supplement('ЦО-2026/000007')).when(reopened).letter().supplementTo).toBeNull();
  });

  it('11.1: an answer that had gone out stays on the card when the letter is reopened', () => {
    const letter = given(...upTo.sent, closed())
      .when(reopened)
      .thenHappens(['reopened', 'moved']);
    expect(letter).toMatchObject({
      state: 'routed',
      executor: null,
      reply: null,
      closedOn: null,
      route: { unit: 'billing' },
      earlierReplies: [{ outgoingNumber: 'ЦО-И-2026/000001', sentOn: '2026-11-23' }],
    });
  });
});
