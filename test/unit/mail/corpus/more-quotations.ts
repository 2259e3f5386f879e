import { mail } from '../build-mail.ts';
import type { Case } from './case.ts';

const OUR = 'На Ваше обращение сообщаем: перерасчёт произведён.';
const NEW = 'С ответом не согласен, прошу пересмотреть расчёт.';
const quoted = OUR.split('\n')
  .map((line) => `> ${line}`)
  .join('\n');
const answer = (what: string, text: string, layers: NonNullable<Case['layers']> = { own: [NEW], quoted: [OUR] }): Case => ({
  what,
  raw: mail({ Subject: 'Re: Ответ', 'Content-Type': 'text/plain; charset=utf-8' }, text.replaceAll('\n', '\r\n')),
  automatic: null,
  layers,
});

/** Attributions of programs that fewer people use, and what only looks like one. */
export const MORE_QUOTATIONS: readonly Case[] = [
  answer(
    'Samsung',
    `${NEW}\n\n\n-------- Исходное сообщение --------\nОт: Канцелярия <kanc@tbek.example>\nДата: 03.06.2026 12:00 (GMT+05:00)\nКому: ivan@customer.example\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'Zimbra',
    `${NEW}\n\n----- Исходное сообщение -----\nОт: "Канцелярия" <kanc@tbek.example>\nКому: "Иван" <ivan@customer.example>\nОтправленные: Среда, 3 Июнь 2026 г 12:00:00\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'eM Client, fields without colons',
    `${NEW}\n\n------ Исходное сообщение ------\nОт "Канцелярия" <kanc@tbek.example>\nКому ivan@customer.example\nДата 03.06.2026 12:00:00\nТема Ответ\n\n${OUR}`,
  ),
  answer('Roundcube', `kanc@tbek.example писал(а) 2026-06-03 12:00:\n${quoted}\n\n${NEW}`),
  answer('Roundcube with a name', `Канцелярия писал 2026-06-03 12:00:\n${quoted}\n\n${NEW}`),
  answer('Evolution', `${NEW}\n\nВ Ср, 03/06/2026 в 12:00 +0500, Канцелярия пишет:\n${quoted}`),
  answer('KMail', `В письме от среда, 3 июня 2026 г. 12:00:00 +05 Вы написали:\n${quoted}\n${NEW}`),
  answer('Claws', `${NEW}\n\nOn Wed, 3 Jun 2026 12:00:00 +0500\nКанцелярия <kanc@tbek.example> wrote:\n\n${quoted}`),
  answer('Spark', `${NEW}\nНа 3 июня 2026 г., 12:00 +0500, Канцелярия <kanc@tbek.example>, писал:\n${quoted}`),
  answer('Spark without signs', `${NEW}\n\n3 июня 2026 г., 12:00 +0500, Канцелярия <kanc@tbek.example>, писал:\n\n${OUR}`),
  answer(
    'Proton',
    `${NEW}\n\n------- Original Message -------\nOn Wednesday, June 3rd, 2026 at 12:00, Канцелярия <kanc@tbek.example> wrote:\n\n${quoted}`,
  ),
  answer(
    'Gmail in English, with its narrow blank',
    `${NEW}\n\nOn Wed, Jun 3, 2026 at 12:00\u202fPM Канцелярия <kanc@tbek.example> wrote:\n\n${quoted}`,
  ),
  answer(
    'Mail of Windows',
    `${NEW}\n\nОтправлено из Почты для Windows\n\nОт: Канцелярия\nОтправлено: 3 июня 2026 г. в 12:00\nКому: Иван\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'Outlook for Mac',
    `${NEW}\n\nОт: Канцелярия <kanc@tbek.example>\nДата: среда, 3 июня 2026 г. в 12:00\nКому: Иван <ivan@customer.example>\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'Outlook on the web, its fields in asterisks',
    `${NEW}\n\n*От:* Канцелярия <kanc@tbek.example>\n*Отправлено:* среда, 3 июня 2026 г. 12:00\n*Кому:* Иван\n*Тема:* Ответ\n\n${OUR}`,
  ),
  answer(
    'Lotus Notes',
    `${NEW}\n\nОт:\tКанцелярия <kanc@tbek.example>\nКому:\tivan@customer.example\nДата:\t03.06.2026 12:00\nТема:\tОтвет\n\n\n${OUR}`,
  ),
  answer('Rambler', `${NEW}\n\n03.06.2026, 12:00, Канцелярия <kanc@tbek.example>\n${quoted}`),
  answer(
    'Huawei',
    `${NEW}\n\n\n-------- Исходное сообщение --------\nОт: kanc@tbek.example\nДата: ср, 3 июн. 2026 г., 12:00\nКому: ivan@customer.example\nТема: Ответ\n${quoted}`,
  ),
  answer(
    'myMail on a telephone',
    `${NEW}\n--\nОтправлено из myMail для Android Среда, 03 июня 2026, 12:00 +05:00 от Канцелярия kanc@tbek.example:\n\n${quoted}`,
    { own: [NEW], quoted: [OUR] },
  ),
  answer(
    'a quotation of a quotation',
    `${NEW}\n\n03.06.2026 12:00, Канцелярия пишет:\n${quoted}\n>\n> 01.06.2026 10:00, Иван пишет:\n>> Прошу пересчитать.\n`,
    { own: [NEW], quoted: [OUR, 'Прошу пересчитать.'] },
  ),
  answer(
    'a signature above the quotation',
    `${NEW}\n\n-- \nИван Петров\nтел. 200-300\n\n03.06.2026 12:00, Канцелярия пишет:\n${quoted}`,
    { own: [NEW], signature: ['200-300'], quoted: [OUR] },
  ),
  answer(
    'a postscript below everything',
    `03.06.2026 12:00, Канцелярия пишет:\n${quoted}\n\n${NEW}\n\n-- \nИван\n\nP.S. Акт приложен.`,
    { own: [NEW], quoted: [OUR] },
  ),
  answer(
    'an answer under each point',
    `03.06.2026 12:00, Канцелярия пишет:\n> 1. Прибор исправен.\nНет.\n> 2. Долг 500 руб.\nОплачен.\n> 3. Акт составлен.\nБез меня.`,
    { own: ['Нет.', 'Оплачен.', 'Без меня.'], quoted: ['Прибор исправен.', 'Акт составлен.'] },
  ),
  answer(
    'a citation of the law is the writer’s own',
    `Как сказано в п. 59 Правил:\n«расчёт производится по среднему».\n\n${NEW}`,
    { own: ['расчёт производится по среднему', NEW] },
  ),
  answer(
    '«Сотрудник сказал 03.06.2026 в 12:00:» is the writer’s own',
    `Ваш сотрудник 03.06.2026 в 12:00 сказал:\n«Ждите».\n${NEW}`,
    { own: ['Ждите', NEW] },
  ),
  answer(
    '«Дата:», «Кому:», «Тема:» of a complaint that tells of a call',
    `Дата: 03.06.2026 12:00\nКому: оператору Анне\nТема: отключение\nОператор бросила трубку. ${NEW}`,
    { own: ['бросила трубку', NEW] },
  ),
  answer('a table of readings with arrows', `Показания:\n-> день 12345\n-> ночь 6789\n=> итого 19134\n${NEW}`, {
    own: ['день 12345', 'итого 19134', NEW],
  }),
  answer('«Исходное сообщение» in a sentence', `Исходное сообщение я отправлял 1 июня, ответа нет.\n${NEW}`, {
    own: ['Исходное сообщение я отправлял', NEW],
  }),
  answer(
    'confidential as the matter',
    `Прошу учесть: мой акт содержит конфиденциальную информацию.\nЭто письмо предназначено только для директора, в нём жалоба на сотрудника: он требовал денег.\n${NEW}`,
    { own: ['жалоба на сотрудника', NEW] },
  ),
  answer(
    'a virus as the matter',
    `Без вирусов. Так мне сказал мастер, когда удалил программу. А сайт ваш всё равно не открывается.\n${NEW}`,
    { own: ['сайт ваш всё равно не открывается', NEW] },
  ),
  answer(
    '«Это письмо» that begins the last sentence',
    `${NEW}\n\nЭто письмо предназначено только для того, чтобы Вы наконец ответили.`,
    { own: [NEW, 'чтобы Вы наконец ответили'] },
  ),
  answer(
    'a note of confidence, wrapped',
    `${NEW}\n\nЭто сообщение и приложенные к нему файлы предназначены исключительно для\nлица, которому они адресованы. Если Вы получили его по ошибке, сообщите об\nэтом отправителю и удалите письмо.\n`,
    { own: [NEW], signature: ['которому они адресованы'] },
  ),
];
