/** What the invented consumers write, and what happened to it. */
import type { Command, DraftFields } from '../../src/domain/command.ts';
import type { Arrival } from '../../src/office/ports/intake.ts';
import type { Sample } from './sample-letters.ts';

type Step = readonly [login: string, command: Command | 'card', at?: string];
interface Moving extends Sample {
  readonly steps: readonly Step[];
}

const snab = {
  organisation: 'ООО «Пример-Снаб»',
  person: 'Заказчиков Андрей Борисович',
  email: 'info@primer-snab.example',
  contract: '1023',
};
const test = { organisation: 'АО «Тест»', person: 'Проверкин Пётр Петрович', email: 'office@test.example', contract: '2207' };
const maket = { organisation: 'ТСЖ «Макет»', person: 'Макетова Майя Марковна', email: 'tszh@maket.example', contract: '3310' };
const demo = { organisation: 'СНТ «Демо»', email: 'snt@demo.example', contract: '4100' };
const school = { organisation: 'МКУ «Школа-Пример»', email: 'school@primer.example', contract: '5120' };
const ip = { organisation: 'ИП Образцов И. И.', person: 'Образцов Игорь Ильич', email: 'ip@obraztsov.example', contract: '6077' };

const incoming: readonly Sample[] = [
  {
    n: 4507,
    at: '2026-11-20 16:10',
    channel: 'post',
    scans: 2,
    legible: 0.93,
    organisation: 'СНТ «Демо»',
    contract: '4100',
    subject: 'Заявление о замене прибора учёта',
    text: 'Просим заменить прибор учёта на вводе. Скан 2 л., договор № 4100.',
    topic: 'metering',
  },
  {
    n: 4508,
    at: '2026-11-20 18:40',
    ...snab,
    subject: 'Сверка за октябрь',
    text: 'Просим провести сверку расчётов по договору № 1023 за октябрь.\n\nМы уже просили об этом письмом от 2 ноября.',
    topic: 'billing',
    marks: [['repeat', 'уже просили об этом письмом от 2 ноября', 0.78, 'letter-4377']],
    favours: [['contract', '№ 1023']],
  },
  {
    n: 4509,
    at: '2026-11-21 11:02',
    ...test,
    subject: 'Жалоба на расчёт',
    text: 'Третий месяц подряд счёт по среднему, хотя показания мы передаём вовремя.',
    kind: 'complaint',
    topic: 'billing',
  },
  {
    n: 4510,
    at: '2026-11-22 09:31',
    channel: 'web-form',
    ...maket,
    subject: 'Перерыв в подаче 21 ноября',
    text: 'С 14:20 до 16:05 не было напряжения во всём доме. Просим назвать причину.',
    topic: 'reliability',
  },
  {
    n: 4511,
    at: '2026-11-23 09:12',
    channel: 'post',
    scans: 3,
    legible: 0.41,
    subject: 'Скан, 3 листа',
    text: 'аи уж с еннЫ п росим … вв д №?',
    marks: [['illegible', null, 0.59]],
  },
  {
    n: 4512,
    at: '2026-11-23 09:29',
    ...school,
    subject: 'Акт сверки и счёт-фактура за октябрь',
    text: 'Просим направить акт сверки и счёт-фактуру за октябрь 2026 г.',
    topic: 'billing',
  },
  {
    n: 4513,
    at: '2026-11-23 10:18',
    channel: 'post',
    ...ip,
    subject: 'Справка об отсутствии задолженности',
    text: 'Для участия в торгах нужна справка об отсутствии задолженности на 1 ноября.',
    topic: 'debt',
    legible: 0.96,
  },
  {
    n: 4514,
    at: '2026-11-23 10:50',
    email: 'f02@tbek.example',
    subject: 'Пересылка из филиала «Брусничный»',
    text: 'Пересылаем обращение ООО «Пример» о замене счётчика.',
    topic: 'metering',
    again: 'f02@tbek.example',
  },
  {
    n: 4515,
    at: '2026-11-23 11:22',
    channel: 'web-form',
    ...snab,
    subject: 'Дополнение к обращению',
    text: 'Прикладываю акт № 318 от 28.08.2026 к обращению № ЦО-2026/004401.',
    topic: 'billing',
    favours: [['enclosure', 'акт № 318 от 28.08.2026']],
  },
  {
    n: 4516,
    at: '2026-11-23 11:39',
    ...test,
    subject: 'Запрос показаний по соседнему вводу',
    text: 'Сообщите расход электроэнергии ООО «Пример-Снаб» по соседнему вводу за год.',
    topic: 'metering',
    marks: [['confidential', 'расход электроэнергии ООО «Пример-Снаб»', 0.74]],
  },
  {
    n: 4517,
    at: '2026-11-23 11:46',
    channel: 'post',
    legible: 0.88,
    subject: '«Почему так дорого…»',
    text: 'Почему так дорого и почему никто ничего не делает. Обратного адреса не пишу, всё равно не ответите.',
    topic: 'tariffs',
    marks: [['no-contacts', null, 0.9]],
  },
  {
    n: 4518,
    at: '2026-11-23 12:01',
    email: 'zloy@pochta.example',
    subject: 'Ну вы и …',
    text: 'Вы там все бездельники и болваны, я до вас доберусь.\n\nПодстанция гудит третий день.',
    topic: 'service',
    kind: 'complaint',
    marks: [['abuse', 'бездельники и болваны', 0.86, 'insult']],
    favours: [['new-argument', 'Подстанция гудит третий день']],
  },
  {
    n: 4519,
    at: '2026-11-23 12:08',
    ...maket,
    subject: 'Спасибо за помощь',
    text: 'Спасибо специалистам центра № 5 за быструю помощь с показаниями.',
    kind: 'feedback',
    topic: 'service',
  },
];

const answered: DraftFields = {
  template: 'answer-billing-confirmed',
  addressee: ['Заместителю директора', 'ООО «Пример-Снаб»', 'Заказчикову А. Б.', 'info@primer-snab.example'],
  title: 'О перерасчёте за сентябрь – октябрь 2026 г. по договору № 1023',
  salutation: 'Уважаемый Андрей Борисович!',
  text: [
    'Благодарим Вас за обращение (наш входящий № ЦО-2026/004401 от 06.11.2026) и приложенный акт замены прибора № 318.',
    'По вопросу о перерасчёте: по показаниям нового прибора потребление за сентябрь и октябрь составило 22 217 кВт·ч вместо 24 960 кВт·ч. Сумма 19 749 руб. 60 коп. учтена в счёте за ноябрь.',
    'По вопросу о потреблении другой организации: сведения о ней мы передаём только с её согласия (пункт 8.2.9 Стандарта). Свои данные по вводу Вы можете получить в любое время.',
    'Приносим извинения за неудобства. Если останутся вопросы, исполнитель охотно даст пояснения.',
  ],
  enclosures: [],
  answerChannel: 'email',
  signatory: 'podpisantov',
};

function draftFor(
  who: { organisation: string; person?: string; email: string },
  title: string,
  text: readonly string[],
  signatory = 'upravlentsev',
): Command {
  const salutation = who.person ? `Уважаемый ${who.person.split(' ').slice(1).join(' ')}!` : 'Здравствуйте!';
  const addressee = [who.organisation, ...(who.person ? [who.person] : []), who.email];
  return { type: 'draft', draft: { ...answered, template: 'answer-generic', addressee, title, salutation, text, signatory } };
}

const assign = (executor: string): Command => ({ type: 'assign', executor });
const document = { hash: 'd', name: 'otvet.pdf', type: 'application/pdf', size: 41_000 };
const dispatch = {
  channel: 'email',
  to: 'info@primer-snab.example',
  messageId: '<r@tbek.example>',
  trackingNumber: null,
  at: '2026-11-10T05:00:00.000Z',
  error: null,
} as const;

function signed(
  who: { organisation: string; person?: string; email: string },
  executor: string,
  title: string,
  signatory = 'upravlentsev',
): readonly Step[] {
  return [
    ['zhurnalova', 'card'],
    ['obraztsova', assign(executor)],
    [executor, draftFor(who, title, ['Благодарим Вас за обращение. Сведения подготовлены и приложены к письму.'], signatory)],
    [executor, { type: 'submit' }],
    ['obraztsova', { type: 'approve' }],
    [signatory, { type: 'sign' }],
    ['system', { type: 'rendered', document }],
  ];
}

const longText = [
  'Здравствуйте!',
  'По договору энергоснабжения № 1023 счёт за октябрь опять выставлен по среднему: 12 480 кВт·ч вместо 11 302 по прибору. Просим сделать перерасчёт за сентябрь, о котором мы уже писали 2 сентября, и за октябрь. К прошлому письму акт замены прибора приложен не был, прилагаем акт № 318 от 28.08.2026.',
  'Также сообщите, сколько потребляет и по какой цене платит наш сосед по подстанции АО «Тест».',
  'Сколько можно тянуть? Не ответите по существу — обратимся в прокуратуру и в ФАС.',
  'С уважением, Заказчиков А. Б., тел. 8 (000) 000-00-00',
].join('\n\n');

const moving: readonly Moving[] = [
  {
    n: 4122,
    at: '2026-10-30 09:40',
    ...test,
    subject: 'Жалоба на расчёт',
    text: 'Просим объяснить расчёт за сентябрь: сумма выросла вдвое.',
    kind: 'complaint',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('primerov')],
      [
        'primerov',
        draftFor(
          test,
          'О расчёте за сентябрь 2026 г.',
          ['Сумма выросла из-за корректировки за август. Расчёт приложен.'],
          'podpisantov',
        ),
        '2026-11-18 11:00',
      ],
      ['primerov', { type: 'submit' }, '2026-11-18 11:10'],
      ['obraztsova', { type: 'approve' }, '2026-11-19 10:20'],
    ],
  },
  {
    n: 4260,
    at: '2026-11-02 10:05',
    ...test,
    subject: 'Потери в сетях',
    text: 'Просим обосновать объём потерь в сетях за третий квартал.',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('testov')],
      ['obraztsova', { type: 'extend', days: 10, reason: 'ждём данные сетевой организации' }, '2026-11-16 10:00'],
    ],
  },
  {
    n: 4377,
    at: '2026-11-02 11:15',
    ...snab,
    subject: 'Сверка за октябрь',
    text: 'Просим провести сверку расчётов за октябрь.',
    topic: 'billing',
    steps: [
      ...signed(snab, 'testov', 'О сверке за октябрь 2026 г.'),
      ['zhurnalova', { type: 'send' }],
      ['system', { type: 'sent', dispatch: { ...dispatch, status: 'accepted' } }],
    ],
  },
  {
    n: 4380,
    at: '2026-11-05 12:00',
    ...demo,
    subject: 'Акт сверки',
    text: 'Направьте, пожалуйста, акт сверки за третий квартал.',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('testov')],
      [
        'testov',
        draftFor(demo, 'Об акте сверки за третий квартал 2026 г.', ['Направляем акт сверки за третий квартал.']),
        '2026-11-19 15:00',
      ],
      ['testov', { type: 'submit' }, '2026-11-19 15:05'],
    ],
  },
  {
    n: 4385,
    at: '2026-11-05 14:30',
    ...school,
    subject: 'Счёт-фактура',
    text: 'Не получили счёт-фактуру за сентябрь.',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('testov')],
    ],
  },
  {
    n: 4390,
    at: '2026-11-09 09:10',
    ...ip,
    subject: 'Справка о расчётах',
    text: 'Прошу выдать справку о расчётах за год.',
    topic: 'billing',
    steps: signed(ip, 'primerov', 'О справке о расчётах'),
  },
  {
    n: 4391,
    at: '2026-11-03 09:20',
    ...maket,
    subject: 'Начисление за ОДН',
    text: 'Просим разъяснить начисление за общедомовые нужды.',
    topic: 'billing',
    steps: [
      ...signed(maket, 'probnaya', 'О начислении за общедомовые нужды'),
      ['zhurnalova', { type: 'send' }],
      [
        'system',
        {
          type: 'send_failed',
          dispatch: {
            ...dispatch,
            status: 'failed',
            to: 'tszh@maket.example',
            error: '550 5.1.1 <tszh@maket.example>: Recipient address rejected: User unknown',
          },
        },
      ],
    ],
  },
  {
    n: 4392,
    at: '2026-11-09 11:20',
    channel: 'post',
    scans: 1,
    legible: 0.95,
    ...demo,
    subject: 'Рассрочка долга',
    text: 'Просим рассрочку долга на три месяца.',
    topic: 'billing',
    steps: signed(demo, 'primerov', 'О рассрочке'),
  },
  {
    n: 4401,
    at: '2026-11-06 09:12',
    ...snab,
    subject: 'Перерасчёт по договору № 1023 — снова по среднему',
    text: longText,
    kind: 'complaint',
    topic: 'billing',
    ref: ['214-П', '2026-11-05'],
    files: [['Акт замены прибора № 318.pdf', 'application/pdf', 317_400]],
    marks: [
      ['repeat', 'Просим сделать перерасчёт за сентябрь, о котором мы уже писали 2 сентября', 0.81, 'letter-4377'],
      ['confidential', 'сколько потребляет и по какой цене платит наш сосед по подстанции АО «Тест»', 0.77],
    ],
    favours: [
      ['contract', '№ 1023'],
      ['new-argument', 'прилагаем акт № 318 от 28.08.2026'],
      ['contact', 'тел. 8 (000) 000-00-00'],
    ],
    steps: [
      ['zhurnalova', 'card', '2026-11-06 09:31'],
      ['obraztsova', assign('testov'), '2026-11-09 10:04'],
    ],
  },
  {
    n: 4412,
    at: '2026-11-06 15:00',
    ...snab,
    subject: 'Перерасчёт: акт № 318',
    text: longText,
    kind: 'complaint',
    topic: 'billing',
    ref: ['215-П', '2026-11-06'],
    favours: [
      ['contract', '№ 1023'],
      ['new-argument', 'прилагаем акт № 318 от 28.08.2026'],
    ],
    marks: [['confidential', 'сколько потребляет и по какой цене платит наш сосед по подстанции АО «Тест»', 0.77]],
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('testov')],
      ['testov', { type: 'draft', draft: answered }, '2026-11-20 11:00'],
      ['testov', { type: 'submit' }, '2026-11-20 11:10'],
      ['obraztsova', { type: 'approve' }, '2026-11-23 10:20'],
    ],
  },
  {
    n: 4415,
    at: '2026-11-09 10:00',
    ...maket,
    subject: 'Начисление за подъезд',
    text: 'Просим проверить начисление за освещение подъезда.',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('testov')],
      ['testov', draftFor(maket, 'О начислении', ['Сумма [сумма] учтена в счёте за […].'])],
    ],
  },
  {
    n: 4433,
    at: '2026-11-12 10:00',
    ...ip,
    subject: 'Справка об отсутствии долга',
    text: 'Прошу справку об отсутствии долга.',
    topic: 'billing',
    steps: [
      ['zhurnalova', 'card'],
      ['obraztsova', assign('primerov')],
      ['primerov', draftFor(ip, 'О справке', ['Справка приложена.'], 'podpisantov')],
      ['primerov', draftFor(ip, 'О справке об отсутствии задолженности', ['Справка приложена к письму.'])],
      ['primerov', { type: 'submit' }],
      ['obraztsova', { type: 'approve' }, '2026-11-20 12:00'],
    ],
  },
  {
    n: 4440,
    at: '2026-11-16 09:00',
    ...school,
    subject: 'Сверка за ноябрь',
    text: 'Просим сверить расчёты за ноябрь.',
    topic: 'billing',
    steps: [['zhurnalova', 'card']],
  },
  {
    n: 4447,
    at: '2026-11-16 09:40',
    ...test,
    subject: 'Два вопроса о счёте',
    text: 'Первый вопрос о счёте, второй о пене.',
    kind: 'complaint',
    topic: 'billing',
    steps: [['zhurnalova', 'card']],
  },
  {
    n: 4455,
    at: '2026-11-16 11:00',
    ...demo,
    subject: 'Поздравляем с праздником',
    text: 'Поздравляем коллектив с днём энергетика.',
    kind: 'feedback',
    steps: [['zhurnalova', { type: 'set_aside', reason: 'поздравление' }]],
  },
  {
    n: 4456,
    at: '2026-11-16 11:30',
    ...snab,
    subject: 'Ещё один акт',
    text: 'Прилагаем ещё один акт.',
    topic: 'billing',
    steps: [['zhurnalova', { type: 'supplement', to: 'ЦО-2026/004401' }]],
  },
  {
    n: 4457,
    at: '2026-11-16 12:30',
    channel: 'post',
    legible: 0.9,
    subject: 'Без подписи',
    text: 'Верните всё как было.',
    marks: [['no-contacts', null, 0.9]],
    steps: [
      [
        'zaveduyuscheva',
        { type: 'leave_unanswered', ground: 'no-contacts', reason: 'проверены текст, конверт и договоры: автора нет' },
      ],
    ],
  },
  {
    n: 4458,
    at: '2026-11-03 12:30',
    ...ip,
    subject: 'Показания за октябрь',
    text: 'Передаю показания за октябрь.',
    topic: 'billing',
    steps: [
      ...signed(ip, 'probnaya', 'О показаниях за октябрь'),
      ['zhurnalova', { type: 'hand_over', channel: 'in-person', to: 'Образцов И. И.' }],
      ['zhurnalova', { type: 'close', dossier: '01-05' }],
    ],
  },
];

const arrival = {
  channel: 'email',
  office: 'ЦО',
  source: 'kanc@tbek.example',
  files: [],
  state: 'quarantined',
  letterId: null,
  attempts: 0,
  entered: null,
} as const;

const quarantined: readonly Arrival[] = [
  {
    ...arrival,
    key: 'imap:kanc:9001',
    at: '2026-11-23T04:15:00.000Z',
    reason: 'Автоматический ответ: отправитель в отпуске (заголовок Auto-Submitted).',
    category: 'auto-reply',
    subject: 'Автоматический ответ: Ваше обращение зарегистрировано',
    from: 'no-reply@postavka.example',
  },
  {
    ...arrival,
    key: 'imap:kanc:9002',
    at: '2026-11-23T05:02:00.000Z',
    reason: 'Рассылка: заголовки List-Id и List-Unsubscribe.',
    category: 'mailing-list',
    subject: 'Семинар «Энергорынок 2027»',
    from: 'news@seminar.example',
  },
  {
    ...arrival,
    key: 'imap:kanc:9003',
    at: '2026-11-23T06:40:00.000Z',
    reason: 'Во вложении программа (.exe): файл не открывался.',
    category: 'unsafe',
    subject: 'Счёт на оплату',
    from: 'buh@neizvestno.example',
  },
];

export const sampleTexts = { incoming, moving, quarantined };
