import { describe, expect, it } from '@jest/globals';
import { proposedSignatory, signingRule } from '../../../src/domain/signing.ts';
import {
  approved,
  asked,
  assigned,
  confirmed,
  drafted,
  examined,
  refused,
  registered,
  returned,
  signed,
  submitted,
  upTo,
} from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { facts, staff, standard } from '../../support/house.ts';

const away = (login: string) =>
  staff.map((each) => (each.login === login ? { ...each, absences: [{ from: '2026-11-01', to: '2026-11-30' }] } : each));

describe('8.4.5: visas and the signature of an authorised official', () => {
  it('8.4.5: the head approves, then it goes to the signatory', () => {
    const letter = given(...upTo.approval)
      .when(approved())
      .thenHappens(['approved', 'moved']);
    expect(letter).toMatchObject({ state: 'signing', reply: { visas: [{ by: 'obraztsova', role: 'head' }] } });
  });

  it('8.4.5: the author does not approve; a head above does', () => {
    const own = given(registered(), examined(), confirmed(), assigned(), drafted({}, 'obraztsova'), submitted('obraztsova'));
    own.when(approved()).thenNotAllowed(/Проект составили Вы/);
    own.when(approved('upravlentsev')).thenHappens(['approved', 'moved']);
  });

  it('8.4.5: a lawyer, a controller or a head of another unit cannot give the head’s visa', () => {
    for (const login of ['pravilov', 'kontroleva', 'tarifova']) {
      given(...upTo.approval)
        .when(approved(login))
        .thenNotAllowed(/Нужна виза: руководитель подразделения.*«Отдел расчётов»/);
    }
    given(...upTo.approval)
      .when(approved('testov'))
      .thenNotAllowed(/Это делает руководитель подразделения, юрист/);
  });

  it('8.2.9: a refusal that guards a secret waits for the lawyer’s visa before it is signed', () => {
    const story = given(...upTo.assigned, refused('confidential'));
    story.when(signed('podpisantov')).thenNotAllowed(/Не хватает визы: юрист/);
    story.when(approved()).thenNotAllowed(/Ваша виза уже стоит. Нужна виза: юрист/);
    const approvedByBoth = given(...upTo.assigned, refused('confidential'), approved('pravilov'));
    expect(approvedByBoth.letter().reply?.visas.map(({ role }) => role)).toEqual(['head', 'lawyer']);
    approvedByBoth.when(approved('yuristova')).thenNotAllowed(/Все визы есть/);
    expect(approvedByBoth.when(signed('podpisantov')).letter().state).toBe('signed');
  });

  it('8.2.9: when the lawyer decides first, the head’s visa is still needed', () => {
    const story = given(...upTo.assigned, refused('confidential', 'pravilov'));
    expect(story.letter().reply?.visas.map(({ role }) => role)).toEqual(['lawyer']);
    story.when(signed('podpisantov')).thenNotAllowed(/Не хватает визы: руководитель подразделения/);
  });

  it('8.4.5: a draft goes back with a remark and loses its visas', () => {
    const letter = given(...upTo.signing)
      .when(returned('upravlentsev'))
      .thenHappens(['returned', 'moved']);
    expect(letter).toMatchObject({ state: 'assigned', reply: { visas: [], remark: { text: 'сослаться на договор' } } });
    given(...upTo.signing)
      .when(returned('upravlentsev', '  '))
      .thenNotAllowed(/Напишите, что исправить/);
  });

  it('8.4.5: a draft is returned by those who approve or sign it, or withdrawn by its executor', () => {
    const story = given(...upTo.signing);
    for (const login of ['obraztsova', 'upravlentsev', 'podpisantov', 'testov'])
      expect(story.when(returned(login)).reasons).toEqual([]);
    for (const login of ['pravilov', 'tarifova', 'brusnikin', 'primerov']) {
      story.when(returned(login)).thenNotAllowed(/возвращает тот, кто его согласует или подписывает/);
    }
    expect(given(...upTo.assigned, refused('confidential')).when(returned('pravilov')).reasons).toEqual([]);
  });

  it('8.4.5: the named signatory signs; number, day and signer are kept and the letterhead is printed', () => {
    const letter = given(...upTo.signing)
      .when(signed())
      .thenHappens(['signed', 'moved'], ['render_letterhead']);
    expect(letter.reply).toMatchObject({ outgoingNumber: 'ЦО-И-2026/000001', signedOn: '2026-11-23', signedBy: 'upravlentsev' });
    given(...upTo.signing)
      .when(signed('podpisantov'))
      .thenNotAllowed(/Ответ на подписи: Управленцев/);
    given(...upTo.signing)
      .when(asked('upravlentsev', { type: 'sign' }))
      .thenNotAllowed(/Исходящий номер ещё не получен/);
  });

  it('7.3.3: while the signatory is away, the substitute signs', () => {
    const byDeputy = { ...signed('podpisantov'), facts: { people: away('upravlentsev'), outgoingNumber: 'ЦО-И-2026/000001' } };
    expect(
      given(...upTo.signing)
        .when(byDeputy)
        .letter().reply?.signedBy,
    ).toBe('podpisantov');
  });

  it('8.4.5: a signatory who has left is no dead end', () => {
    const people = staff.filter(({ login }) => login !== 'upravlentsev');
    given(...upTo.signing)
      .when({ ...signed('podpisantov'), facts: { people, outgoingNumber: '1' } })
      .thenNotAllowed(/Верните проект, чтобы выбрать другого/);
  });

  it('8.4.5: complaints and secrets go to the first deputy, branch answers to the director, the rest to the head of the Управление', () => {
    const letter = given(...upTo.assigned).letter();
    const rule = (change: object) => signingRule(standard, { ...letter, ...change })?.signatories[0];
    expect(rule({})).toBe('upravlentsev');
    expect(rule({ card: { ...letter.card, kind: 'complaint' } })).toBe('podpisantov');
    expect(rule({ refusal: { ground: 'confidential', clause: '8.2.9', reason: '', by: '' } })).toBe('podpisantov');
    expect(rule({ route: { unit: 'f02-legal', rule: '', reason: '' } })).toBe('brusnikin');
    expect(rule({ route: { unit: 'mro2-billing', rule: '', reason: '' } })).toBe('zapadov');
    expect(rule({ office: 'Ф02' })).toBe('upravlentsev');
  });

  it('4.2: an absent official and one complained of are not proposed', () => {
    const letter = given(...upTo.assigned).letter();
    expect(proposedSignatory(standard, letter, facts('testov', { people: away('upravlentsev') }))?.login).toBe('podpisantov');
    expect(proposedSignatory(standard, { ...letter, complainedOf: ['upravlentsev'] }, facts('testov'))?.login).toBe(
      'podpisantov',
    );
    const named = asked('podpisantov', { type: 'name_complained_of', people: ['upravlentsev'] });
    given(...upTo.assigned, drafted(), named)
      .when(submitted())
      .thenNotAllowed(/Жалоба касается подписанта/);
  });
});
