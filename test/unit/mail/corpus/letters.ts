/** Letters that look like mail of machines. */
import { mail } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';
import { ANSWERS } from './machines.ts';

const letter = (what: string, headers: Record<string, string | undefined>, body = TEXT): Case => ({
  what,
  raw: mail(headers, body),
  automatic: null,
});

/** People wrote them, whatever they look like: a letter in doubt is registered. */
export const LETTERS: readonly Case[] = [
  letter(
    '«недоставлено» in the subject',
    { Subject: 'Недоставлено уведомление об отключении' },
    'Уведомление об отключении мне недоставлено. Прошу разобраться, договор 12/46.',
  ),
  letter('«автоматически» in the text', {}, 'Деньги списаны автоматически. Прошу вернуть переплату по счёту.'),
  letter('«Автоответчик» at the beginning', { Subject: 'Автоответчик Вашей горячей линии не работает' }),
  letter('«Автоматический ответ» as the matter', { Subject: 'Автоматический ответ Вашего сайта неверен' }),
  letter(
    'who writes on holiday',
    { Subject: 'Я в отпуске, а счёт пришёл', ...ANSWERS },
    'Я в отпуске, вернусь 15.03. Прошу не отключать электроэнергию до моего возвращения.',
  ),
  letter('a short answer to ours', { Subject: 'Re: Ответ на обращение', ...ANSWERS }, 'Спасибо, получено, вопросов нет.'),
  letter(
    '«Read:» in the title of a letter',
    { Subject: 'Read: my complaint about the meter' },
    'My meter is broken, please send somebody.',
  ),
  letter('noreply@ of a form', { From: 'noreply@site.example', 'Reply-To': 'ivan@customer.example' }),
  letter(
    'a state portal that marks its mail as generated',
    { From: 'no-reply@portal.example', 'Auto-Submitted': 'auto-generated' },
    'Обращение гражданина № 7. Прошу принять меры: нет света по ул. Мира, 5.',
  ),
  letter('List-Unsubscribe on a complaint', { 'List-Unsubscribe': '<mailto:u@customer.example>' }),
  letter(
    'bulk mail of a 1C program with a claim',
    { Precedence: 'bulk' },
    'Направляем претензию: просим пересчитать начисления по договору 12/46.',
  ),
  letter(
    'a member of a list who asks us',
    { 'List-Id': '<dom5.groups.example>', To: 'dom5@groups.example', Cc: 'kanc@tbek.example' },
    'Соседи! Прошу канцелярию ответить, почему нет света третий день.',
  ),
  letter(
    'our own mailbox as a group',
    { 'List-Id': '<kanc.tbek.example>', Precedence: 'list', 'List-Post': '<mailto:kanc@tbek.example>' },
    'Добрый день, где мой ответ?',
  ),
  letter(
    'an answer to ours with a list header of the provider',
    { ...ANSWERS, 'List-Unsubscribe': '<mailto:u@customer.example>' },
    'Не согласен.',
  ),
  letter('an answer to ours that a filter took for spam', { ...ANSWERS, 'X-Spam-Flag': 'YES' }, 'Не согласен.'),
  letter('postmaster@ of a small firm', { From: 'ООО «Луч» <postmaster@luch.example>', Subject: 'Опломбировка' }),
  letter('an empty envelope sender', { 'Return-Path': '<>' }),
  letter('«undeliverable» as the matter', {
    Subject: 'Undeliverable: your bills to our office',
    'Return-Path': '<ivan@customer.example>',
  }),
  letter('SCL of one', { 'X-MS-Exchange-Organization-SCL': '1' }),
  letter('«X-Spam: Not detected»', { 'X-Spam': 'Not detected' }),
  letter('spam as the matter', { Subject: 'Ваш спам: [SPAM] прекратите рассылку' }),
  letter('a loop mark of theirs', { 'X-Loop': 'ticket@customer.example' }),
  letter(
    'a state portal without a verb that asks: its fields do',
    { From: 'no-reply@portal.example', 'Auto-Submitted': 'auto-generated' },
    'Поступило новое сообщение.\r\nТекст: На улице Мира третий день нет света.\r\nАдрес: ул. Мира, 5',
  ),
  letter(
    'a form of a site, sent in bulk',
    { From: 'robot@site.example', 'Auto-Submitted': 'auto-generated', Precedence: 'bulk', Subject: 'Обратная связь' },
    'Имя: Пётр\r\nТелефон: 200-300\r\nСообщение: почему так дорого? верните деньги',
  ),
  letter('bulk mail of accountants', { Precedence: 'bulk' }, 'Добрый день. Акт сверки во вложении, ждём подписанный экземпляр.'),
  letter(
    'passed on by a rule of Exchange',
    { 'X-MS-Exchange-Inbox-Rules-Loop': 'secretary@luch.example' },
    'Просим подключить объект по адресу ул. Мира, 5. Договор № 12.',
  ),
  letter(
    'redirected by a rule, and it only tells',
    {
      'X-MS-Exchange-Generated-Message-Source': 'Mailbox Rules Agent',
      'Resent-From': '<secretary@luch.example>',
      Subject: 'Авария',
    },
    'На столбе искрит провод.',
  ),
  letter(
    'a complaint that a filter took for spam',
    { 'X-Spam-Flag': 'YES', 'X-MS-Exchange-Organization-SCL': '5', Subject: '[SPAM] Жалоба на отключение' },
    'Прошу восстановить электроснабжение по ул. Мира, 5.',
  ),
  letter('«Out of office hours»', { Subject: 'Out of office hours nobody answers' }, 'Please call me back about my bill.'),
  letter('«Auto:» of a car', { Subject: 'Auto: сбитый столб' }, 'Машина сбила столб на ул. Мира, провода висят.'),
  letter('«Read:» of a meter', { Subject: 'Read: meter' }, 'My meter was read wrongly. Please check.'),
  letter(
    'a letter that the post did not deliver, from a program without an envelope sender',
    { Subject: 'Не доставлено письмо', 'Return-Path': '<>' },
    'Прошу повторно направить ответ: письмо не доставлено почтой.',
  ),
  letter(
    'whom the post has disappointed, from a program without an envelope sender',
    { Subject: 'Не доставлено', 'Return-Path': '<>' },
    'Квитанции за май так и не пришли. Жду.',
  ),
  letter(
    'postmaster@ of a small firm that misses its letters',
    { From: 'postmaster@luch.example', Subject: 'Не доставлено: квитанции за май', 'Return-Path': '<>' },
    'Просим направить квитанции за май по договору № 12/46-Э ещё раз.',
  ),
];
