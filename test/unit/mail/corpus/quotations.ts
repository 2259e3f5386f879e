import { mail } from '../build-mail.ts';
import type { Case } from './case.ts';

const OUR = 'На Ваше обращение сообщаем: перерасчёт произведён.';
const NEW = 'С ответом не согласен, прошу пересмотреть расчёт.';
const q = (text: string, mark = '> ') =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');
const quoting = (what: string, text: string, layers: NonNullable<Case['layers']>): Case => ({
  what,
  raw: mail({ Subject: 'Re: Ответ', 'Content-Type': 'text/plain; charset=utf-8' }, text.replaceAll('\n', '\r\n')),
  automatic: null,
  layers,
});
const answer = (what: string, text: string) => quoting(what, text, { own: [NEW], quoted: [OUR] });
const passed = (what: string, text: string) => quoting(what, text, { forwarded: ['Третий день нет света по ул. Мира, 5.'] });
const LETTER = 'Третий день нет света по ул. Мира, 5.';
const marked = (body: string) => mail({ Subject: 'Re: Ответ', 'Content-Type': 'text/html; charset=utf-8' }, body);

/** What the writer wrote now, told from what he quotes, passes on and signs with. */
export const QUOTATIONS: readonly Case[] = [
  answer('Gmail in Russian', `${NEW}\n\nср, 3 июн. 2026 г. в 12:00, Канцелярия <kanc@tbek.example>:\n\n${q(OUR)}`),
  answer(
    'Gmail, its line wrapped',
    `${NEW}\n\nср, 3 июн. 2026 г. в 12:00, Канцелярия Тюменской энергосбытовой компании <\nkanc@tbek.example>:\n\n${q(OUR)}`,
  ),
  answer(
    'Outlook',
    `${NEW}\n\n________________________________\nОт: Канцелярия <kanc@tbek.example>\nОтправлено: 3 июня 2026 г. 12:00\nКому: Иван\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'Outlook without its rule',
    `${NEW}\n\nFrom: kanc@tbek.example <kanc@tbek.example> \nSent: Wednesday, June 3, 2026 12:00 PM\nTo: Ivan\nSubject: Ответ\n\n${OUR}`,
  ),
  answer(
    '«Исходное сообщение»',
    `${NEW}\n\n-----Исходное сообщение-----\nОт: Канцелярия [mailto:kanc@tbek.example]\nОтправлено: 3 июня 2026 г. 12:00\nКому: Иван\nТема: Ответ\n\n${OUR}`,
  ),
  answer(
    'Outlook Express',
    `${NEW}\n\n----- Original Message ----- \nFrom: "Канцелярия" <kanc@tbek.example>\nTo: <ivan@customer.example>\nSent: Wednesday, June 03, 2026 12:00 PM\nSubject: Ответ\n\n> ${OUR}`,
  ),
  answer('Mail.ru', `${NEW}\n\n\nСреда, 3 июня 2026, 12:00 +05:00 от Канцелярия <kanc@tbek.example>:\n\n${q(OUR, '>')}`),
  answer(
    'Mail.ru of today',
    `${NEW}\n \n--\nИван\n \n \n>Среда, 3 июня 2026, 12:00 +05:00 от Канцелярия <kanc@tbek.example>:\n> \n${q(OUR, '>')}`,
  ),
  answer('Yandex', `${NEW}\n\n03.06.2026, 12:00, "Канцелярия" <kanc@tbek.example>:\n${q(OUR)}`),
  answer('Yandex of old', `${NEW}\n\n03.06.2026, 12:00, "Канцелярия" <kanc@tbek.example>:\n${OUR}`),
  answer('Thunderbird', `${NEW}\n\n03.06.2026 12:00, Канцелярия пишет:\n${q(OUR)}`),
  answer('The Bat!', `Здравствуйте!\n\nВы писали 3 июня 2026 г., 12:00:00:\n\n${q(OUR, 'К> ')}\n\n${NEW}`),
  answer('Apple', `${NEW}\n\n> 3 июня 2026 г., в 12:00, Канцелярия <kanc@tbek.example> написал(а):\n> \n${q(OUR)}`),
  answer('below the quotation', `03.06.2026 12:00, Канцелярия пишет:\n${q(OUR)}\n\n${NEW}`),
  answer(
    'a telephone with its mark above the quotation',
    `${NEW}\n\nОтправлено из мобильной Яндекс Почты\n\n12:00, 3 июня 2026 г., Канцелярия <kanc@tbek.example>:\n\n${OUR}`,
  ),
  quoting(
    'between the lines',
    `03.06.2026 12:00, Канцелярия пишет:\n${q('Прибор исправен.')}\nЭто не так.\n${q('Оплатите до 10.06.')}\nНе оплачу, пока не проверите.`,
    { own: ['Это не так.', 'Не оплачу'], quoted: ['Прибор исправен.', 'Оплатите до 10.06.'] },
  ),
  {
    what: 'HTML of Gmail',
    raw: marked(
      `<div dir="ltr">${NEW}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">ср, 3 июн. 2026 г. в 12:00, Канцелярия &lt;<a href="mailto:kanc@tbek.example">kanc@tbek.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0">${OUR}</blockquote></div>`,
    ),
    layers: { own: [NEW], quoted: [OUR] },
  },
  {
    what: 'HTML of Outlook',
    raw: marked(
      `<p class=MsoNormal>${NEW}</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Канцелярия &lt;kanc@tbek.example&gt; <br><b>Sent:</b> Wednesday, June 3, 2026 12:00 PM<br><b>To:</b> Иван<br><b>Subject:</b> Ответ</p></div><p>${OUR}</p>`,
    ),
    layers: { own: [NEW], quoted: [OUR] },
  },
  {
    what: 'HTML of Mail.ru',
    raw: marked(
      `<div>${NEW}</div><div> </div><blockquote style="border-left:1px solid #0857A6">Среда, 3 июня 2026, 12:00 +05:00 от Канцелярия &lt;kanc@tbek.example&gt;:<br> <div>${OUR}</div></blockquote>`,
    ),
    layers: { own: [NEW], quoted: [OUR] },
  },
  passed(
    'Gmail, nothing above',
    `---------- Forwarded message ---------\nОт: Пётр <petr@customer.example>\nDate: ср, 3 июн. 2026 г. в 12:00\nSubject: Нет света\nTo: <ivan@customer.example>\n\n${LETTER}`,
  ),
  passed(
    'Mail.ru, a word above',
    `Прошу рассмотреть.\n\n-------- Пересылаемое сообщение --------\nОт кого: Пётр <petr@customer.example>\nКому: ivan@customer.example\nДата: Среда, 3 июня 2026, 12:00 +05:00\nТема: Нет света\n\n${LETTER}`,
  ),
  passed(
    'Yandex, with its end',
    `-------- Пересылаемое сообщение --------\n03.06.2026, 12:00, "Пётр" <petr@customer.example>:\n\n${LETTER}\n\n-------- Завершение пересылаемого сообщения --------\n`,
  ),
  passed(
    'Apple',
    `Начало переадресованного сообщения:\n\n> От: Пётр <petr@customer.example>\n> Тема: Нет света\n> Дата: 3 июня 2026 г. в 12:00:00 GMT+5\n> Кому: ivan@customer.example\n> \n${q(LETTER)}`,
  ),
  passed(
    'Thunderbird',
    `Пересылаю.\n\n-------- Перенаправленное сообщение --------\nТема: \tНет света\nДата: \tWed, 3 Jun 2026 12:00:00 +0500\nОт: \tПётр <petr@customer.example>\nКому: \tivan@customer.example\n\n${LETTER}`,
  ),
  passed(
    'twice, one in the other',
    `FYI\n\n---------- Forwarded message ---------\nFrom: Анна <anna@customer.example>\nDate: Thu, Jun 4, 2026 at 9:00 AM\nSubject: Fwd: Нет света\nTo: <ivan@customer.example>\n\n---------- Forwarded message ---------\nFrom: Пётр <petr@customer.example>\nDate: Wed, Jun 3, 2026 at 12:00 PM\nSubject: Нет света\nTo: <anna@customer.example>\n\n${LETTER}`,
  ),
  passed('everything behind angle brackets', q(LETTER)),
  quoting('a signature of one line and of several', `${NEW}\n\n-- \nИван Петров\nтел. 200-300`, {
    own: [NEW],
    signature: ['Иван Петров', '200-300'],
  }),
  quoting(
    'a note of confidence',
    `${NEW}\n\nНастоящее сообщение и любые приложения к нему содержат конфиденциальную информацию и предназначены исключительно для адресата. Если Вы получили его по ошибке, удалите его.`,
    { own: [NEW], signature: ['предназначены исключительно для адресата'] },
  ),
  quoting(
    'a note of confidence in English',
    `${NEW}\n\nCONFIDENTIALITY NOTICE: This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete it.`,
    { own: [NEW], signature: ['intended solely'] },
  ),
  quoting(
    'the mark of an antivirus',
    `${NEW}\n\n--\nЭто сообщение проверено на вирусы антивирусом Avast.\nhttps://www.avast.com/antivirus`,
    { own: [NEW], signature: ['проверено на вирусы'] },
  ),
  quoting('the mark of an antivirus without a rule', `${NEW}\n\nБез вирусов. www.avast.ru`, {
    own: [NEW],
    signature: ['Без вирусов.'],
  }),
  quoting('a telephone', `${NEW}\n\nОтправлено с iPhone`, { own: [NEW], signature: ['Отправлено с iPhone'] }),
  quoting('Outlook on a telephone', `${NEW}\n\nПолучите Outlook для iOS<https://aka.example/o0ukef>`, {
    own: [NEW],
    signature: ['Outlook для iOS'],
  }),
  quoting('Mail.ru on a telephone', `${NEW}\n\n--\nОтправлено из мобильной Почты Mail`, {
    own: [NEW],
    signature: ['мобильной Почты'],
  }),
  quoting(
    'the heading of an application is no quotation',
    'Директору ООО «Энергосбыт»\nОт: Петрова Ивана Сергеевича\nАдрес: г. Тюмень, ул. Мира, 5\nТелефон: 200-300\n\nЗаявление\n\nПрошу заменить прибор учёта.',
    { own: ['От: Петрова Ивана Сергеевича', 'Прошу заменить прибор'] },
  ),
  quoting(
    'a heading with «Кому» and «Тема» by the writer himself',
    'Кому: директору\nОт: Петрова И. С.\nТема: замена прибора\n\nПрошу заменить прибор учёта.',
    { own: ['Прошу заменить прибор'] },
  ),
  quoting('«more than» is no quotation', 'Сообщаю:\n> 50 В просадка в сети каждый вечер\nПрошу проверить.', {
    own: ['Сообщаю:', 'Прошу проверить.'],
  }),
  quoting('a dialogue with dashes', `Был у вас в офисе.\n-- Почему нет света?\n-- Не знаем.\n${NEW}`, {
    own: ['Почему нет света?', 'Не знаем.', NEW],
  }),
  quoting('rules of a form', 'Заявление\n____________________\nПрошу заменить прибор учёта.\n____________________ (подпись)', {
    own: ['Прошу заменить прибор'],
  }),
  quoting('«пишет:» in the middle of a letter', `Ваш сотрудник мне пишет:\nоплатите до 10 июня.\nА я уже оплатил. ${NEW}`, {
    own: ['А я уже оплатил.', NEW],
  }),
  quoting(
    '«С уважением» and a postscript with the matter',
    `${NEW}\n\nС уважением, Иван\n\nP.S. Прошу также прислать акт сверки.`,
    { own: [NEW, 'Прошу также прислать акт сверки.'] },
  ),
];
