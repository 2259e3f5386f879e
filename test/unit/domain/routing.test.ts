import { describe, expect, it } from '@jest/globals';
import { proposedRoute } from '../../../src/domain/steps/routing.ts';
import type { Kind, TopicId } from '../../../src/language/finding.ts';
import { asked, assigned, confirmed, examined, registered, rerouted } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, standard } from '../../support/house.ts';

const route = (text: string, topic: TopicId = 'other', kind: Kind = 'request', office = 'ЦО', avoid: readonly string[] = []) =>
  proposedRoute(standard, { office, text, card: card({ subject: '' }), kind, topics: [{ id: topic, score: 0.8 }] }, avoid);
const named = (people: readonly string[], by = 'zhurnalova') => asked(by, { type: 'name_complained_of', people });

describe('8.2.4, 8.4.3: the letter goes to the unit that answers', () => {
  it.each<[TopicId, string]>([
    ['contracts', 'contracts'],
    ['billing', 'billing'],
    ['metering', 'metering'],
    ['debt', 'debt'],
    ['reliability', 'reliability'],
    ['tariffs', 'tariffs'],
    ['service', 'quality'],
    ['legal', 'legal'],
    ['press', 'press'],
    ['other', 'chancery'],
  ])('8.2.4: the topic %s goes to the unit %s', (topic, unit) => {
    expect(route('Просим сообщить.', topic).unit).toBe(unit);
  });

  it('8.2.4: the reason names the rule and the words that decided', () => {
    const complaint = route('Подаю жалобу. Ваша сотрудница нагрубила мне.', 'billing', 'complaint');
    expect(complaint).toEqual({ unit: 'quality', rule: 'Жалоба на сотрудника', reason: 'вид: жалоба, слова: «ваша сотрудница»' });
    expect(route('Направляем досудебную претензию.', 'billing')).toMatchObject({ unit: 'legal', rule: 'Претензия' });
    expect(route('Запрос прокуратуры города о расчётах', 'billing').unit).toBe('legal');
    expect(route('Прошу уничтожить персональные данные', 'other').unit).toBe('legal');
  });

  it('8.2.4: a complaint on a bill stays with billing, and threatening with the prosecutor is not a request of his', () => {
    expect(route('Это безобразие, пожалуюсь в прокуратуру!', 'billing', 'complaint').unit).toBe('billing');
  });

  it('4.2: a letter received in a branch is answered there when it is simple, else by the central office', () => {
    expect(route('Пришлите договор.', 'contracts', 'request', 'Ф02').unit).toBe('f02-legal');
    expect(route('Пришлите договор.', 'contracts', 'request', 'МРО-1').unit).toBe('mro1-contracts');
    expect(route('Договор нарушен!', 'contracts', 'complaint', 'Ф02').unit).toBe('contracts');
    expect(route('Напряжение 190 вольт.', 'reliability', 'request', 'Ф02').unit).toBe('reliability');
  });

  it('4.2: the accused unit is passed over; when it would decide by default, the one above does', () => {
    expect(route('Жалоба на сотрудника.', 'other', 'complaint', 'ЦО', ['quality']).unit).toBe('chancery');
    expect(route('Жалоба.', 'other', 'complaint', 'ЦО', ['chancery']).unit).toBe('management');
  });

  it('8.2.4, 8.4.3: confirming the card sends the letter, paper or e-mail, on and proposes an executor', () => {
    const letter = given(registered(), examined())
      .when(confirmed())
      .thenHappens(['card_confirmed', 'routed', 'executor_proposed', 'moved']);
    expect(letter).toMatchObject({
      state: 'routed',
      confirmedBy: 'zhurnalova',
      hops: 1,
      route: { unit: 'billing', rule: 'Счета, сверка, перерасчёт' },
    });
    expect(given(registered(), examined()).when(confirmed('tariffs')).letter().route).toMatchObject({
      unit: 'tariffs',
      rule: 'вручную',
    });
  });

  it('8.2.4: a card without a subject or with an unknown unit is not confirmed', () => {
    given(registered())
      .when(confirmed('archive', { subject: ' ' }))
      .thenNotAllowed(/Заполните тему/, /Выберите подразделение из списка/);
  });

  it('3.2: the topic may be corrected later, the history keeps both', () => {
    const amended = asked('testov', { type: 'amend_card', card: card({ topic: 'debt' }) });
    const story = given(registered(), examined(), confirmed(), assigned());
    expect(story.when(amended).thenHappens(['card_amended']).card.topic).toBe('debt');
    story.when(asked('primerov', { type: 'amend_card', card: card() })).thenNotAllowed(/у исполнителя: Тестов/);
  });

  it('8.2.4: the wrong unit gives the letter on with a reason; the due day stays (A6)', () => {
    const letter = given(registered(), examined(), confirmed(), assigned())
      .when(rerouted('metering', 'testov'))
      .thenHappens(['routed', 'executor_proposed', 'moved']);
    expect(letter).toMatchObject({
      state: 'routed',
      executor: null,
      dueOn: '2026-12-14',
      route: { unit: 'metering', reason: 'не наш вопрос' },
    });
    given(registered(), confirmed())
      .when(asked('zhurnalova', { type: 'reroute', unit: 'billing', reason: '' }))
      .thenNotAllowed(/уже в подразделении/, /Напишите, почему/);
  });

  it('8.2.4: the third way is decided by the head of the chancery', () => {
    const story = given(registered(), confirmed(), rerouted('metering'));
    story.when(rerouted('billing')).thenNotAllowed(/направляли уже дважды.*«Канцелярия»/);
    story.when(rerouted('billing', 'zaveduyuscheva')).thenHappens(['routed', 'executor_proposed']);
  });

  it('4.2: who is complained of loses the letter at once; it goes to quality and never back', () => {
    const story = given(registered(), examined(), confirmed(), assigned());
    const letter = story.when(named(['testov'])).thenHappens(['complained_of', 'routed', 'executor_proposed', 'moved']);
    expect(letter).toMatchObject({ state: 'routed', executor: null, complainedOf: ['testov'], route: { unit: 'chancery' } });
    const complaint = given(
      registered(),
      examined(),
      confirmed('billing', { kind: 'complaint', topic: 'service', subject: 'Жалоба на сотрудника' }),
      named(['testov']),
    );
    expect(complaint.letter().route?.unit).toBe('quality');
    complaint.when(rerouted('billing')).thenNotAllowed(/Жалоба касается сотрудника подразделения «Отдел расчётов»/);
  });

  it('4.2: before the card is confirmed only the proposal changes; unknown names are not taken', () => {
    const story = given(registered(), examined());
    expect(story.when(named(['testov'])).thenHappens(['complained_of', 'routed'])).toMatchObject({
      state: 'registered',
      hops: 0,
    });
    expect(story.when(named(['sudya'])).reasons[0]).toMatch(/Нет сотрудника с логином: sudya/);
    given(registered(), examined(), named(['testov']))
      .when(confirmed())
      .thenNotAllowed(/Направьте её в другое/);
  });

  it('8.2.4: a rule may ask for the channel, the mailbox and the consumer, and says which of them decided', () => {
    const rule = { name: 'Особый', topics: [], kinds: [], words: [], offices: [], unit: 'metering' } as const;
    const with_ = (more: object) => ({ ...standard, routing: { rules: [{ ...rule, ...more }, ...standard.routing.rules] } });
    const letter = { ...given(registered(), examined()).letter(), kind: 'request' as const };
    const reason = (more: object) => {
      const route = proposedRoute(with_(more), letter);
      return route.rule === 'Особый' ? route.reason : null;
    };
    expect(reason({ channels: ['email'] })).toBe('канал: электронная почта');
    expect(reason({ channels: ['post'] })).toBeNull();
    expect(reason({ mailboxes: ['kanc@tbek.example'] })).toBe('ящик: kanc@tbek.example');
    expect(reason({ mailboxes: ['mro1@tbek.example'] })).toBeNull();
    const { email, organisation } = letter.card.correspondent;
    expect(reason({ consumers: [email?.split('@')[1] ?? ''] })).toMatch(/^потребитель: /);
    expect(organisation === null || reason({ consumers: [organisation] }) !== null).toBe(true);
    expect(reason({ consumers: ['7707083893'] })).toBeNull();
  });
});
