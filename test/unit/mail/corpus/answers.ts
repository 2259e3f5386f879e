import { mail } from '../build-mail.ts';
import type { Case } from './case.ts';

const answer = (what: string, body: string, headers: Record<string, string> = {}): Case => ({
  what,
  raw: mail({ Subject: 'Re: Ответ на обращение № 1-26', 'In-Reply-To': '<n-5@tbek.example>', ...headers }, body),
  automatic: null,
});

/** People answer our mail in few words, and some of these words are those of machines. */
export const ANSWERS_OF_PEOPLE: readonly Case[] = [
  answer('who will be back for the fitter', 'Здравствуйте! Вернусь 15-го, тогда и приходите ставить счётчик.'),
  answer('who is in hospital', 'Я на больничном, документы привезу на следующей неделе. Можно так?'),
  answer(
    'who is on a business trip and asks to wait',
    'Сейчас в командировке. Подождите, пожалуйста, до 20-го, акт подпишу сам.',
  ),
  answer('who is away and gives the readings', 'Я в отпуске, показания на 1 июня 12345.'),
  answer('who will not be at home', 'Меня не будет дома до пятницы, перенесите осмотр.'),
  answer('who thanks', 'Спасибо, письмо получено.'),
  answer('who agrees', 'Согласен.'),
  answer('who has got nothing', 'Ваше письмо получено, но вложение не открывается.'),
  answer('who says that the letter was taken for another', 'Письмо получено по ошибке: я не Петров и договора с вами не имею.'),
  answer('who was told it is automatic', 'Мне пришло автоматическое уведомление, а ответа так и нет. Где он?'),
  answer('who is tired of automatic answers', 'Ваши автоматические ответы мне не нужны, дайте ответ человека.'),
  answer('who says it needs no answer', 'Долг оплачен 1 июня, платёжка во вложении. Письмо не требует ответа.'),
  answer('an appointment', 'Буду отсутствовать 10 июня с 9 до 12, в остальное время доступ к прибору есть.'),
  answer('who leaves his cottage', 'Уезжаю, вернусь осенью. Отключите дачу на это время.'),
  answer('who wants to be called', 'Я вне офиса, наберите меня на мобильный 8-900-000-00-00.'),
  answer('«Прочитано» and a no', 'Прочитано. Не согласен, буду писать в прокуратуру.', { Subject: 'Прочитано: нет' }),
  answer('Auto-Submitted: no', 'Я в отпуске до 15-го, деньги верну после.', { 'Auto-Submitted': 'no' }),
  answer('a smile of a provider in the headers', 'Не согласен.', { Precedence: 'bulk', 'X-Mailer': 'CRM' }),
  answer('who writes from postmaster@ of his firm', 'Счёт 550 за май не получили, вышлите.', { From: 'postmaster@luch.example' }),
  answer(
    'who quotes the code of a server',
    'Не могу отправить показания на ваш адрес, пишет 550 5.1.1 User unknown <pokaz@tbek.example>. Куда слать?',
    { Subject: 'Не доставлено', 'In-Reply-To': '' },
  ),
  answer('whose matter is a returned letter', 'Ваше заказное письмо вернулось, прошу направить ещё раз по адресу ул. Мира, 5.', {
    Subject: 'Возврат: письмо не доставлено',
    'In-Reply-To': '',
  }),
  answer('a letter of few words, first of its thread', 'Свет дайте', { Subject: 'Здравствуйте', 'In-Reply-To': '' }),
  answer('«Auto:» is a car', 'Авто стоит у трансформатора, подъехать нельзя. Уберите.', {
    Subject: 'Авто: мешает подъезду',
    'In-Reply-To': '',
  }),
  answer('«Out of office hours»', 'Nobody answers out of office hours. Please call back.', {
    Subject: 'Out of hours line does not answer',
    'In-Reply-To': '',
  }),
  answer('a firm whose name is a list', 'Коллеги, пришлите счёт за май.', {
    'List-Help': '<mailto:help@luch.example>',
    'X-Auto-Response-Suppress': 'OOF',
  }),
  answer('a reminder from a calendar by a person', 'Напоминаю: завтра в 10 ждём вашего инженера. Пропуск заказан.', {
    Subject: 'Напоминание: Осмотр прибора',
    'In-Reply-To': '',
  }),
  answer('who puts «spam» first', 'Вы шлёте мне чужие счета, прекратите.', { Subject: 'Спам: чужие счета', 'In-Reply-To': '' }),
  answer('an announcement to the tenants, us among them', 'Уважаемые собственники! Прошу ТБЭК сообщить тариф для собрания.', {
    Precedence: 'list',
    'In-Reply-To': '',
    To: 'dom@hoa.example',
    Cc: 'kanc@tbek.example',
  }),
  answer('who writes as a daemon is named', 'Добрый день, где мой ответ?', { From: 'Демон Петрович <demon@customer.example>' }),
  answer('an empty letter with a file said to be generated', '', {
    'Auto-Submitted': 'no',
    'In-Reply-To': '',
    Subject: 'Заявление',
  }),
  answer('who got an automatic answer and says so', 'Это автоматический ответ! Мне нужен ответ по существу.'),
  answer('who says it in one breath', 'Пришло что-то, это автоматический ответ, а спрашивал я о счётчике.'),
  answer('who leaves an address himself', 'Прошу далее писать на new@luch.example, старый ящик закрываю.'),
];
