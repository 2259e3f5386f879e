import { mail } from '../build-mail.ts';
import type { Case } from './case.ts';

const OURS = { 'In-Reply-To': '<n-5@tbek.example>' };
const machine = (what: string, headers: Record<string, string | undefined>, body: string): Case => ({
  what,
  raw: mail(headers, body),
  automatic: 'auto-reply',
});

/** Programs that answer, whatever they put into the headers. */
export const ANSWERING_MACHINES: readonly Case[] = [
  machine(
    'Exchange in Russian, header names in lower case',
    {
      Subject: 'Автоматический ответ: Ответ на обращение',
      'x-auto-response-suppress': 'All',
      'auto-submitted': 'auto-generated',
      'x-ms-exchange-parent-message-id': '<n-5@tbek.example>',
      ...OURS,
    },
    'Добрый день! С 1 по 14 июня я в отпуске. По срочным вопросам прошу обращаться к Анне Сергеевне.',
  ),
  machine('Exchange of old', { Subject: 'Out of Office AutoReply: Ответ на обращение' }, 'I am out of the office until June 14.'),
  machine(
    '«Нет на месте» as the whole subject',
    { Subject: 'Нет на работе: Re: Ответ', ...OURS },
    'Буду отсутствовать на рабочем месте с 01.06 по 14.06. По срочным вопросам обращайтесь к Анне, тел. 200-300.',
  ),
  machine(
    'Dovecot Sieve',
    {
      Subject: 'Auto: Ответ на обращение',
      'Auto-Submitted': 'auto-replied (vacation)',
      Precedence: 'bulk',
      'X-Sieve': 'Pigeonhole Sieve 0.5.19',
    },
    'Меня нет, вернусь в понедельник.',
  ),
  machine('Zimbra', { Subject: 'Ответ', 'Auto-Submitted': 'auto-replied (zimbra; vacation)', Precedence: 'bulk' }, 'Я в отпуске'),
  machine(
    'cPanel',
    { Subject: 'Спасибо за письмо', 'X-Autorespond': 'Ответ', 'X-Loop': 'ivan@customer.example', Precedence: 'auto_reply' },
    'Мы получили ваше письмо и ответим.',
  ),
  machine(
    'Gmail',
    { Subject: 'Re: Ответ', Precedence: 'bulk', 'X-Autoreply': 'yes', 'Auto-Submitted': 'auto-replied', ...OURS },
    'В отпуске до 14 июня.',
  ),
  machine(
    'a vacation without a single header',
    { Subject: 'Re: Ответ на обращение № 1-26', ...OURS },
    'Здравствуйте! Меня не будет на работе до 14.06.2026, письма не читаю. По всем вопросам: Анна, тел. 200-300.',
  ),
  machine(
    '«Автоматическое уведомление» that nobody is in',
    { Subject: 'Автоответ: меня нет в офисе' },
    'Я буду в офисе 15 июня. Ваше письмо прочту по возвращении.',
  ),
  machine(
    'a ticket system',
    {
      From: 'help@luch.example',
      Subject: '[#1234] Заявка принята',
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      Precedence: 'bulk',
      ...OURS,
    },
    'Ваша заявка № 1234 зарегистрирована. Это письмо сформировано автоматически.',
  ),
  machine(
    'a registry of another office, without headers',
    { From: 'noreply@gov.example', Subject: 'Ваше обращение зарегистрировано', ...OURS },
    'Ваше письмо получено и зарегистрировано за № 77. Данное сообщение сформировано автоматически, отвечать на него не нужно.',
  ),
  machine(
    'a confirmation by challenge',
    { Subject: 'Please confirm your message', 'Auto-Submitted': 'auto-replied', ...OURS },
    'To deliver your message, please follow this link.',
  ),
  machine(
    'Redmine, to a list of its own',
    {
      From: 'redmine@luch.example',
      Subject: '[Проект - Задача #12] (Новая)',
      'X-Redmine-Host': 'luch.example',
      'X-Auto-Response-Suppress': 'All',
      'Auto-Submitted': 'auto-generated',
      'List-Id': '<redmine.luch.example>',
      Precedence: 'bulk',
    },
    'Задача #12 была добавлена.',
  ),
  machine(
    'who is on his yearly leave, at length',
    { Subject: 'Ответ: Ответ на обращение', ...OURS },
    'Добрый день!\r\n\r\nСпасибо за Ваше письмо. Я нахожусь в ежегодном отпуске с 01.06.2026 по 14.06.2026.\r\nПо всем вопросам просьба обращаться к моему заместителю Анне Петровой, тел. 200-300, anna@luch.example.\r\n\r\nС уважением,\r\nИван',
  ),
  machine('Outlook in French', { Subject: 'Réponse automatique : Ответ', ...OURS }, 'Je suis absent.'),
  machine(
    'an address that is left',
    { Subject: 'Изменился адрес почты', ...OURS },
    'Этот адрес больше не используется. Пишите на new@luch.example. Это автоматический ответ.',
  ),
];
