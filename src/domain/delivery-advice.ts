/** What a clerk can do about a mail that did not get through, by the server's own words (RFC 3463, RFC 5321). */

/** One sentence in Russian; the first rule that fits. */
export function adviceOn(error: string): string {
  return RULES.find(([pattern]) => pattern.test(error))?.[1] ?? OTHER;
}

const OTHER = 'Отправьте ответ другим способом сегодня же (п. 9.8) или спросите у потребителя другой адрес.';

const RULES: readonly (readonly [RegExp, string])[] = [
  [/возможно, оно дошло/i, 'Позвоните потребителю: если письмо не дошло, отправьте его ещё раз.'],
  [
    /занимает \d+ МБ|5\.3\.4|\b552\b.*size|size larger|too (?:big|large)/i,
    'Письмо слишком велико для почты. Отправьте ответ почтой или вручите, а большие приложения передайте на носителе.',
  ],
  [
    /[45]\.2\.2|mailbox.*full|quota|переполнен/i,
    'Ящик потребителя переполнен. Позвоните ему или отправьте ответ другим способом сегодня же (п. 9.8).',
  ],
  [
    /5\.1\.[0-36]|no such user|user unknown|unknown user|does ?n[o']t exist|не адрес электронной почты|mailbox (?:unavailable|not found)/i,
    'Такого адреса нет. Проверьте его по тексту обращения и отправьте снова или выберите другой способ (п. 9.8).',
  ],
  [
    /5\.4\.|ENOTFOUND|domain.*not found|host.*not found|no mx/i,
    'Почтового сервера с таким именем нет. Проверьте адрес после знака @.',
  ],
  [
    /5\.7\.|spam|blocked|black ?list|policy|dmarc|spf/i,
    'Сервер потребителя не принял письмо от нас. Отправьте другим способом сегодня же, а отдел ИТ пусть проверит SPF и DKIM.',
  ],
  [
    /ECONN|ESOCKET|ETIMEDOUT|EAI_AGAIN|EAUTH|\b(?:421|45\d|535|530)\b/i,
    'Почта не уходила слишком долго. Попросите отдел ИТ проверить почтовый сервер, затем отправьте снова.',
  ],
];
