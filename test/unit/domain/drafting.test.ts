import { describe, expect, it } from '@jest/globals';
import { asked, assigned, confirmed, drafted, examined, registered, returned, submitted, upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, NOBODY, staff } from '../../support/house.ts';

const story = given(...upTo.assigned);
const withDraft = (overrides: Parameters<typeof drafted>[0]) => given(...upTo.assigned, drafted(overrides)).when(submitted());

describe('8.4.5, 8.2: the draft of the answer', () => {
  it('8.2, 8.4.5: the executor mark holds the full name and the phone of the executor', () => {
    const letter = story.when(drafted()).thenHappens(['drafted']);
    expect(letter.reply).toMatchObject({
      id: 'reply-1',
      author: 'testov',
      executorMark: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00 доб. 112' },
    });
  });

  it('8.2: the mark stays the executor’s when the head writes, and stays after staff change', () => {
    expect(story.when(drafted({}, 'obraztsova')).letter().reply).toMatchObject({
      author: 'obraztsova',
      executorMark: { name: 'Тестов Тимофей Тимофеевич' },
    });
    const gone = staff.filter(({ login }) => login !== 'testov');
    const kept = given(...upTo.signing)
      .when(asked('podpisantov', { type: 'return_draft', remark: 'уточнить' }, { people: gone }))
      .letter();
    expect(kept.reply?.executorMark.name).toBe('Тестов Тимофей Тимофеевич');
  });

  it('8.2: without a phone or a full name the answer does not go to approval', () => {
    const people = staff.map((each) => (each.login === 'testov' ? { ...each, phone: '—', name: '', patronymic: '' } : each));
    const poor = { ...drafted(), facts: { people } };
    given(...upTo.assigned, poor)
      .when(submitted())
      .thenNotAllowed(/нужен телефон \(п\. 8\.2\)/, /нужны фамилия, имя и отчество \(п\. 8\.4\.5\)/);
  });

  it('8.4.5: a draft may be saved with gaps, and is tidied', () => {
    const letter = story.when(drafted({ title: ' О сверке. ', text: [' Да. ', '', '  '], addressee: [] })).letter();
    expect(letter.reply).toMatchObject({ title: 'О сверке', text: ['Да.'], addressee: [] });
  });

  it('8.4.5: on the way to approval every requisite is asked for by name', () => {
    withDraft({ addressee: [] }).thenNotAllowed(/Укажите адресата/);
    withDraft({ title: '' }).thenNotAllowed(/Укажите заголовок/);
    withDraft({ salutation: '' }).thenNotAllowed(/Обратитесь к адресату по имени/);
    withDraft({ text: [' '] }).thenNotAllowed(/Напишите ответ по сути вопроса/);
  });

  it.each(['Сумма: [сумма] руб.', 'Договор № {{contract.number}}'])('8.4.5: «%s» is not sent with the gap in it', (line) => {
    withDraft({ text: [line] }).thenNotAllowed(/осталось место для заполнения/);
  });

  it('8.4.5: the signatory must be authorised for this kind of answer; the message names who is', () => {
    withDraft({ signatory: 'testov' }).thenNotAllowed(
      /Тестов.*не подписывает такие ответы\. Такой ответ подписывает начальник Управления.*Управленцев/,
    );
    withDraft({ signatory: '' }).thenNotAllowed(/Подписант не выбран/);
    const complaint = given(registered(), examined(), confirmed('billing', { kind: 'complaint' }), assigned(), drafted());
    complaint.when(submitted()).thenNotAllowed(/подписывает первый заместитель генерального директора: Подписантов/);
  });

  it('9.8: an answer by e-mail needs an address', () => {
    const noEmail = { correspondent: { ...NOBODY, phone: '8 (000) 000-00-00' } };
    given(registered({ card: card(noEmail) }), confirmed('billing', noEmail), assigned(), drafted())
      .when(submitted())
      .thenNotAllowed(/адреса в карточке нет/);
  });

  it('8.4.5: only the executor, a co-executor and their heads write', () => {
    story.when(drafted({}, 'primerov')).thenNotAllowed(/Обращение у исполнителя: Тестов/);
    const joint = asked('obraztsova', { type: 'assign', executor: 'testov', coExecutors: ['lineykin'] });
    given(registered(), examined(), confirmed(), joint).when(drafted({}, 'lineykin')).thenHappens(['drafted']);
    story.when(submitted()).thenNotAllowed(/Проекта ответа ещё нет/);
  });

  it('7.3.3: the substitute of an absent executor writes for him', () => {
    const people = staff.map((each) =>
      each.login === 'testov' ? { ...each, absences: [{ from: '2026-11-20', to: '2026-11-30' }] } : each,
    );
    story.when({ ...drafted({}, 'primerov'), facts: { people } }).thenHappens(['drafted']);
  });

  it('4.2: who is complained of does not write the answer', () => {
    const named = asked('upravlentsev', { type: 'name_complained_of', people: ['lineykin'] });
    const joint = asked('obraztsova', { type: 'assign', executor: 'testov', coExecutors: ['lineykin'] });
    given(registered(), examined(), confirmed(), joint, named)
      .when(drafted({}, 'lineykin'))
      .thenNotAllowed(/Жалоба касается Вас/);
  });

  it('8.4.5: a changed draft loses its visas and keeps its identity and the remark it answers', () => {
    const again = given(...upTo.signing, returned('upravlentsev'))
      .when(drafted({ text: ['По договору № 1023 расхождений нет.'] }))
      .letter();
    expect(again.reply).toMatchObject({
      id: 'reply-1',
      visas: [],
      submittedAt: null,
      remark: { by: 'upravlentsev', text: 'сослаться на договор' },
    });
  });
});
