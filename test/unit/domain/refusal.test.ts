import { describe, expect, it } from '@jest/globals';
import { decide, objections } from '../../../src/domain/decide.ts';
import type { GroundId } from '../../../src/language/finding.ts';
import {
  approved,
  asked,
  confirmed,
  drafted,
  earlierAnswer,
  examined,
  leftUnanswered,
  notice,
  refused,
  registered,
  rendered,
  returned,
  sendAsked,
  sent,
  signed,
  submitted,
  upTo,
} from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, detection, facts, NOBODY, standard } from '../../support/house.ts';

const seen = (ground: GroundId, more = {}) => [
  registered(),
  examined({ detections: [detection(ground, 0.9, more)] }),
  confirmed(),
];
const anonymous = { card: card({ correspondent: NOBODY, answerChannel: 'post' }) };
const nameless = [registered(anonymous), examined({ detections: [detection('no-contacts', 0.9)] })];
const dismissed = (ground: GroundId, by = 'zhurnalova') =>
  asked(by, { type: 'dismiss_ground', ground, reason: 'резкая критика' });
const reopened = (by = 'zaveduyuscheva') => asked(by, { type: 'reopen', reason: 'заявитель нашёлся' });

describe('8.2.6–8.2.10: a person decides on the grounds', () => {
  it.each<[GroundId, string]>([
    ['abuse', '8.2.6'],
    ['illegible', '8.2.7'],
    ['confidential', '8.2.9'],
  ])('8.2.6, 8.2.7, 8.2.9: %s drafts the notice, with the decider’s visa, for the signatory', (ground, clause) => {
    const letter = given(...seen(ground))
      .when(refused(ground))
      .thenHappens(['ground_confirmed', 'assigned', 'drafted', 'submitted', 'approved', 'moved']);
    expect(letter).toMatchObject({
      state: 'signing',
      executor: 'obraztsova',
      refusal: { ground, clause, by: 'obraztsova', reason: 'проверено вдвоём' },
      findings: [{ ground, decision: 'confirmed' }],
      reply: { text: notice.text, executorMark: { name: 'Образцова Ольга Олеговна' }, visas: [{ by: 'obraztsova' }] },
    });
    expect(letter.reply?.template).toBe(standard.grounds.find(({ id }) => id === ground)?.template);
  });

  it('8.2.8: the notice refers to the earlier answer, and the author of that answer does not decide', () => {
    const repeat = seen('repeat', { repeatOf: 'letter-0' });
    given(...repeat)
      .when(refused('repeat'))
      .thenNotAllowed(/Укажите прежнее обращение/);
    given(...repeat)
      .when(refused('repeat', 'obraztsova', { earlierAnswer: { ...earlierAnswer, author: 'obraztsova' } }))
      .thenNotAllowed(/№ ЦО-И-2026\/000009 составили Вы/);
    expect(
      given(...repeat)
        .when(refused('repeat', 'obraztsova', { earlierAnswer }))
        .letter(),
    ).toMatchObject({ repeatOf: 'letter-0', state: 'signing' });
  });

  it('8.2.10: nobody is answered; the ground is gone when a contact is known (A16)', () => {
    const letter = given(...nameless)
      .when(leftUnanswered('no-contacts', 'zaveduyuscheva'))
      .thenHappens(['ground_confirmed', 'assigned', 'moved']);
    expect(letter).toMatchObject({ state: 'refused', reply: null, refusal: { clause: '8.2.10' } });
    expect(letter.executor).toBe('zaveduyuscheva'); // 8.2.4
    given(...nameless)
      .when(refused('no-contacts', 'zaveduyuscheva'))
      .thenNotAllowed(/уведомление не направляется/);
    const found = confirmed('billing', { correspondent: { ...NOBODY, contract: '1023' } });
    given(...nameless, found)
      .when(leftUnanswered('no-contacts'))
      .thenNotAllowed(/Контакты есть/);
  });

  it('8.2.7: an illegible letter without contacts has nobody to tell', () => {
    given(registered(anonymous), examined())
      .when(refused('illegible', 'zaveduyuscheva'))
      .thenNotAllowed(/Уведомить некого.*8\.2\.10/);
  });

  it('8.2.6: abuse may be left without the courtesy; a threat always is', () => {
    given(...seen('abuse'))
      .when(leftUnanswered('abuse'))
      .thenHappens(['ground_confirmed', 'assigned', 'moved']);
    const threat = given(...seen('abuse', { category: 'threat' }));
    threat.when(refused('abuse')).thenNotAllowed(/По п\. 8\.2\.6 уведомление не направляется/);
    threat.when(leftUnanswered('abuse', 'zamkov')).thenHappens(['ground_confirmed', 'assigned', 'moved']);
  });

  it('8.2.7, 8.2.8, 8.2.9: the consumer is to be told, so silence is not possible', () => {
    for (const ground of ['illegible', 'repeat', 'confidential'] as const) {
      given(...seen(ground))
        .when(leftUnanswered(ground))
        .thenNotAllowed(/потребителя нужно уведомить/);
    }
  });

  it('8.2.6, 8.2.9: who decides stands in the rules: the head over the unit or of the chancery; security on abuse; a lawyer on secrets', () => {
    given(...seen('abuse'))
      .when(refused('abuse', 'tarifova'))
      .thenNotAllowed(/решает руководитель подразделения или служба безопасности/);
    given(...seen('abuse'))
      .when(refused('abuse', 'pravilov'))
      .thenNotAllowed(/По п\. 8\.2\.6 решает/);
    given(...seen('abuse'))
      .when(refused('abuse', 'testov'))
      .thenNotAllowed(/Это делает руководитель подразделения, юрист или служба безопасности/);
    given(...seen('illegible'))
      .when(refused('illegible', 'yuristova'))
      .thenNotAllowed(/По п\. 8\.2\.7 решает/);
    for (const [ground, login] of [
      ['abuse', 'zaveduyuscheva'],
      ['abuse', 'zamkov'],
      ['confidential', 'pravilov'],
    ] as const) {
      expect(given(...seen(ground)).when(refused(ground, login)).reasons).toEqual([]);
    }
  });

  it('8.2.6: a security officer’s decision is not yet the head’s visa', () => {
    const byOfficer = given(...seen('abuse'), refused('abuse', 'zamkov'));
    expect(byOfficer.letter().reply?.visas).toMatchObject([{ role: 'security' }]);
    byOfficer.when(signed('upravlentsev')).thenNotAllowed(/Не хватает визы: руководитель подразделения/);
  });

  it('4.2: who is complained of decides nothing', () => {
    const named = asked('upravlentsev', { type: 'name_complained_of', people: ['podpisantov'] });
    const story = given(...seen('abuse'), named);
    story.when(refused('abuse', 'podpisantov')).thenNotAllowed(/Жалоба касается Вас/);
    story.when(leftUnanswered('abuse', 'podpisantov')).thenNotAllowed(/Жалоба касается Вас/);
  });

  it('4.2: a decision is reasoned, and the notice’s text is at hand', () => {
    const bare = asked('obraztsova', { type: 'refuse', ground: 'abuse', reason: ' ' });
    given(...seen('abuse'))
      .when(bare)
      .thenNotAllowed(/Обоснуйте решение по п\. 8\.2\.6/, /Текст уведомления ещё не подготовлен/);
    given(...seen('abuse'))
      .when(asked('obraztsova', { type: 'leave_unanswered', ground: 'abuse', reason: '' }))
      .thenNotAllowed(/Обоснуйте решение/);
  });

  it('8.2.6: the engine decides nothing by itself, unless the policy says automatic; and then the head of the chancery answers', () => {
    const { letter } = given(...seen('abuse'));
    const alone = { type: 'refuse', ground: 'abuse', reason: 'по правилу' } as const;
    expect(objections(standard, letter(), alone, facts('system', { notice }))).toEqual([
      'Основание по п. 8.2.6 подтверждает человек.',
    ]);
    const policy = { ...standard, grounds: standard.grounds.map((each) => ({ ...each, decision: 'automatic' as const })) };
    const { events } = decide(policy, letter(), alone, facts('system', { notice }));
    expect(events.map(({ type }) => type)).toEqual(['ground_confirmed', 'assigned', 'drafted', 'submitted', 'moved']);
    expect(events).toContainEqual(expect.objectContaining({ type: 'assigned', executor: 'zaveduyuscheva' }));
  });

  it('4.2: an executor at work keeps the mark and the letter; the draft gives way to the notice', () => {
    const letter = given(...upTo.approval)
      .when(refused('abuse'))
      .thenHappens(['ground_confirmed', 'drafted', 'submitted', 'approved', 'moved']);
    expect(letter).toMatchObject({
      executor: 'testov',
      reply: { id: 'reply-1', author: 'testov', text: notice.text },
      findings: [{ ground: 'abuse', decision: 'confirmed' }],
    });
  });

  it('4.2: anybody concerned may let a letter go its way; a decided ground falls with its notice, once it is returned', () => {
    const letter = given(...seen('abuse'))
      .when(dismissed('abuse'))
      .thenHappens(['ground_dismissed']);
    expect(letter.findings).toMatchObject([{ decision: 'dismissed' }]);
    given(...seen('abuse'), dismissed('abuse'))
      .when(dismissed('abuse'))
      .thenNotAllowed(/в карточке нет, снимать нечего/);
    given(registered())
      .when(dismissed('repeat'))
      .thenNotAllowed(/снимать нечего/);
    const underway = [...seen('abuse'), refused('abuse')];
    given(...underway)
      .when(dismissed('abuse'))
      .thenNotAllowed(/Сначала верните его на доработку/);
    const undone = given(...underway, returned('upravlentsev'))
      .when(dismissed('abuse'))
      .letter();
    expect(undone).toMatchObject({ state: 'assigned', refusal: null, reply: null, executor: 'obraztsova' });
  });

  it('4.2: a returned notice can be written anew and goes the way of any answer', () => {
    const way = [
      ...seen('illegible'),
      refused('illegible'),
      returned('upravlentsev'),
      drafted({}, 'obraztsova'),
      submitted('obraztsova'),
      approved('upravlentsev'),
    ];
    expect(given(...way, signed(), rendered(), sendAsked(), sent()).letter()).toMatchObject({
      state: 'sent',
      refusal: { ground: 'illegible' },
    });
  });

  it('8.2.10: what was left unanswered is reopened when its author turns up; a clerk alone does not undo it', () => {
    const left = [...nameless, leftUnanswered('no-contacts', 'zaveduyuscheva')];
    given(...left)
      .when(reopened('zhurnalova'))
      .thenNotAllowed(/отменяет руководитель подразделения или контролёр качества/);
    for (const login of ['zaveduyuscheva', 'kontroleva']) {
      expect(
        given(...left)
          .when(reopened(login))
          .letter(),
      ).toMatchObject({ state: 'routed', refusal: null, findings: [{ decision: 'dismissed' }] });
    }
  });

  it('8.2.8, 8.2.9: two people decide: who decided does not sign the notice, and another signatory is proposed', () => {
    const story = given(...seen('repeat', { repeatOf: 'letter-0' }), refused('repeat', 'upravlentsev', { earlierAnswer }));
    expect(story.letter()).toMatchObject({
      state: 'signing',
      refusal: { by: 'upravlentsev' },
      reply: { signatory: 'podpisantov' },
    });
    story.when(signed('upravlentsev')).thenNotAllowed(/приняли Вы, поэтому уведомление подписывает другой/);
    expect(story.when(signed('podpisantov')).letter().state).toBe('signed');
  });

  it('4.2, 8.2.7: an objection to a refusal that went out is not decided by who decided, but one head up', () => {
    const gone = [...seen('illegible'), refused('illegible'), signed(), rendered(), sendAsked(), sent()];
    const over = given(...gone).letter();
    expect(over.refusal?.by).toBe('obraztsova');
    const closedOnes = given(...gone, asked('zhurnalova', { type: 'close', dossier: standard.dossiers[0]?.index ?? '' }));
    closedOnes.when(reopened('obraztsova')).thenNotAllowed(/рассматривает вышестоящий руководитель/);
    expect(closedOnes.when(reopened('upravlentsev')).letter()).toMatchObject({ state: 'routed', refusal: null });
  });

  const objected = (by = 'zhurnalova') => asked(by, { type: 'object', reason: 'на скане всё видно' });
  const gone = [...seen('illegible'), refused('illegible'), signed(), rendered(), sendAsked(), sent()];

  it('4.2: an objection goes one head up by itself, and the first decider does not decide again', () => {
    const over = given(...gone, objected());
    expect(over.letter()).toMatchObject({
      state: 'routed',
      route: { unit: 'retail' },
      refusal: null,
      reply: null,
      objection: { against: 'obraztsova', clause: '8.2.7', reason: 'на скане всё видно' },
    });
    over.when(refused('illegible', 'obraztsova')).thenNotAllowed(/рассматривает вышестоящий руководитель/);
    expect(over.when(refused('illegible', 'upravlentsev')).letter().state).toBe('signing');
  });

  it('4.2: of an objection to a decision of the next head decides the one over him; at the top his deputy', () => {
    const again = given(
      ...gone,
      objected(),
      refused('illegible', 'upravlentsev'),
      signed('upravlentsev'),
      rendered(),
      sendAsked(),
      sent(),
      objected(),
    );
    expect(again.letter()).toMatchObject({ route: { unit: 'management' }, objection: { against: 'upravlentsev' } });
    const silent = given(...nameless, leftUnanswered('no-contacts', 'zaveduyuscheva'), objected());
    expect(silent.letter().route?.unit).toBe('management');
  });

  it('4.2: nobody objects to what was not refused, nor without saying why', () => {
    given(...upTo.sent)
      .when(objected())
      .thenNotAllowed(/Решения об отказе в карточке нет/);
    given(...gone)
      .when(asked('zhurnalova', { type: 'object', reason: ' ' }))
      .thenNotAllowed(/с чем потребитель не согласен/);
  });
});
