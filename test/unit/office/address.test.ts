import { describe, expect, it } from '@jest/globals';
import { dativePost } from '../../../src/language/dative.ts';
import { addressedTo, addresseeOf, salutationOf } from '../../../src/office/address.ts';

const alone = (person: string) => addressedTo({ organisation: null, person }).join(' | ');
const head = (person: string) => addressedTo({ organisation: 'ООО «Пример-Снаб»', person }).join(' | ');

describe('the addressee stands in the dative where that is certain (ГОСТ Р 7.0.97, 15)', () => {
  it.each([
    ['Иванова Мария Петровна', 'Ивановой Марии Петровне'],
    ['Заказчиков Андрей Борисович', 'Заказчикову Андрею Борисовичу'],
    ['Андрей Борисович Заказчиков', 'Заказчикову Андрею Борисовичу'],
    ['Вяземская Любовь Фоминична', 'Вяземской Любови Фоминичне'],
    ['Толстая Наталья Ильинична', 'Толстой Наталье Ильиничне'],
    ['Кабалевский Лев Кузьмич', 'Кабалевскому Льву Кузьмичу'],
    ['Белый Павел Ильич', 'Белому Павлу Ильичу'],
    ['Чайка Пётр Никитич', 'Чайке Петру Никитичу'],
    ['Гоголь Илья Фомич', 'Гоголю Илье Фомичу'],
    ['Цой Виктор Робертович', 'Цою Виктору Робертовичу'],
    ['Гайдай Леонид Иович', 'Гайдаю Леониду Иовичу'],
    ['Щербина Никита Кузьмич', 'Щербине Никите Кузьмичу'],
  ])('%s → %s', (written, read) => expect(alone(written)).toBe(read));

  it.each([
    ['Коваль Анна Игоревна', 'Коваль Анне Игоревне'],
    ['Шмидт Анна Игоревна', 'Шмидт Анне Игоревне'],
    ['Шмидт Иван Игоревич', 'Шмидту Ивану Игоревичу'],
    ['Шевченко Тарас Григорьевич', 'Шевченко Тарасу Григорьевичу'],
    ['Черных Пётр Ильич', 'Черных Петру Ильичу'],
    ['Дурново Пётр Николаевич', 'Дурново Петру Николаевичу'],
    ['Дюма Александр Петрович', 'Дюма Александру Петровичу'],
    ['Чавчавадзе Нина Александровна', 'Чавчавадзе Нине Александровне'],
    ['Ким Анна Сергеевна', 'Ким Анне Сергеевне'],
    ['Саакян Ашот Гургенович', 'Саакяну Ашоту Гургеновичу'],
    ['Оганесян Анна Ашотовна', 'Оганесян Анне Ашотовне'],
  ])('surnames of other families, and those that do not change: %s → %s', (written, read) => expect(alone(written)).toBe(read));

  it.each([
    ['Иванова-Петрова Анна Ивановна', 'Ивановой-Петровой Анне Ивановне'],
    ['Римский-Корсаков Николай Андреевич', 'Римскому-Корсакову Николаю Андреевичу'],
    ['Немирович-Данченко Владимир Иванович', 'Немировичу-Данченко Владимиру Ивановичу'],
    ['Бонч-Бруевич Михаил Дмитриевич', 'Бонч-Бруевичу Михаилу Дмитриевичу'],
    ['Тер-Петросян Левон Акопович', 'Тер-Петросяну Левону Акоповичу'],
  ])('of two surnames both change, but for a first one of one syllable: %s → %s', (written, read) =>
    expect(alone(written)).toBe(read),
  );

  it.each([
    'Швец Лев Игоревич',
    'Кравец Пётр Ильич',
    'Заяц Иван Петрович',
    'Корень Игорь Петрович',
    'Козёл Яков Яковлевич',
    'Садовничий Виктор Антонович',
    'Нгуен Ван Тхань',
    'Мамедов Рашид оглы',
    'John Smith',
    'Бухгалтерия',
  ])('in doubt it stays as it is written: %s', (written) => expect(alone(written)).toBe(written));

  it('with initials alone, only surnames that tell the sex change', () => {
    expect(alone('Иванова М. П.')).toBe('Ивановой М. П.');
    expect(alone('М.П. Иванова')).toBe('Ивановой М. П.');
    expect(alone('Заказчиков А.Б.')).toBe('Заказчикову А. Б.');
    for (const written of ['Коваль А. И.', 'Щербина Н. К.', 'Ким О. И.']) expect(alone(written)).toBe(written);
  });

  it('the head of an organisation: post in the dative, organisation as it is called, initials after the surname', () => {
    expect(head('Генеральный директор Иванова Мария Петровна')).toBe(
      'Генеральному директору | ООО «Пример-Снаб» | Ивановой М. П.',
    );
    expect(head('главный инженер А.Б. Заказчиков')).toBe('Главному инженеру | ООО «Пример-Снаб» | Заказчикову А. Б.');
    expect(head('Бухгалтер Швец Пётр Ильич')).toBe('ООО «Пример-Снаб» | Бухгалтер Швец Пётр Ильич');
    expect(alone('ИП Иванова Мария Петровна')).toBe('ИП Ивановой Марии Петровне');
    expect(addressedTo({ organisation: 'ООО «Пример-Снаб»', person: null })).toEqual(['ООО «Пример-Снаб»']);
  });

  it.each([
    ['Первый заместитель генерального директора по экономике', 'Первому заместителю генерального директора по экономике'],
    ['Исполняющая обязанности начальника отдела', 'Исполняющей обязанности начальника отдела'],
    ['Инженер-энергетик', 'Инженеру-энергетику'],
    ['Старший юрисконсульт', 'Старшему юрисконсульту'],
    ['Главный врач', 'Главному врачу'],
    ['И. о. директора филиала', 'И. о. директора филиала'],
  ])('posts: %s → %s', (written, read) => expect(dativePost(written)).toBe(read));

  it('a post nobody knows leaves everything as it is written', () => {
    expect(dativePost('Замдиректора')).toBeNull();
    expect(head('Замдиректора Иванова Мария Петровна')).toBe('ООО «Пример-Снаб» | Замдиректора Иванова Мария Петровна');
  });

  it('8.4.5: the greeting takes name and patronymic wherever the surname stands', () => {
    expect(salutationOf('Генеральный директор Иванова Мария Петровна')).toBe('Уважаемая Мария Петровна!');
    expect(salutationOf('Андрей Борисович Заказчиков')).toBe('Уважаемый Андрей Борисович!');
    expect(salutationOf('Андрей Борисович')).toBe('Уважаемый Андрей Борисович!');
    for (const unsure of ['Заказчиков А. Б.', 'Нгуен Ван Тхань', null]) expect(salutationOf(unsure)).toBe('Здравствуйте!');
  });

  it('an addressee is never empty, and ends with where the letter goes', () => {
    const nobody = { organisation: null, person: null, email: null, phone: null, address: null, inn: null, contract: null };
    expect(addresseeOf(nobody)).toEqual(['Заявителю']);
    expect(addresseeOf({ ...nobody, person: 'Иванова Мария Петровна', email: 'm@primer.example' })).toEqual([
      'Ивановой Марии Петровне',
      'm@primer.example',
    ]);
  });
});
