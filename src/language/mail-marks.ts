/** How mail programs mark what is not the writer's own, in Russian and English: one line each, or a few that belong together. */

/** `> `, and The Bat! with the initials of the quoted: `ИП> `. */
export function isPrefixed(line: string): boolean {
  return /^[ \t]{0,4}(?:\p{Lu}{1,3})?>(?!\s*$)|^[ \t]{0,4}>+(?:[ \t>]*)$/u.test(line);
}

const RULE = '(?:[-_=*—–]{2,}\\s*)';

/** «-----Исходное сообщение-----»: an answer stands above it, all below is the mail that it answers. */
export function isReplyMark(line: string): boolean {
  return REPLY.test(line.trim());
}

const REPLY = new RegExp(
  `^${RULE}(?:исходное сообщение|первоначальное сообщение|original message|original appointment|reply message|ответ на сообщение)\\s*${RULE}$`,
  'i',
);

/** «-------- Пересылаемое сообщение --------», «Начало переадресованного сообщения:». */
export function isForwardMark(line: string): boolean {
  return (
    FORWARD.test(line.trim()) ||
    /^(?:begin forwarded message|начало переадресованного сообщения|начало пересылаемого сообщения):\s*$/i.test(line.trim())
  );
}

const FORWARD = new RegExp(
  `^${RULE}(?:forwarded message|forwarded by .{1,80}|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение|перенаправленное сообщение|начало переадресованного сообщения|начало пересылаемого сообщения)\\s*${RULE}$`,
  'i',
);

export function isForwardEnd(line: string): boolean {
  return FORWARD_END.test(line.trim());
}

const FORWARD_END = new RegExp(
  `^${RULE}(?:end of forwarded message|(?:завершение|конец) (?:пересылаемого|пересланного|переадресованного|перенаправленного) сообщения)\\s*${RULE}$`,
  'i',
);

/** «Отправлено с iPhone», «Отправлено из мобильной Почты Mail.ru», «Sent from my iPhone». */
export function isMobileMark(line: string): boolean {
  return MOBILE.test(line.trim());
}

const MOBILE =
  /^(?:--\s*)?(?:отправлено (?:с|из|через|при помощи) (?:моего |мобильно[йг]о? |приложения |почты |почтового )*(?:«|")?(?:i(?:phone|pad|os)|android|андроид|samsung|xiaomi|huawei|honor|redmi|galaxy|poco|яндекс|yandex|mail\.ru|майл|почты?\b|outlook|gmail|rambler|windows|mymail|bluemail|blackberry|the bat|устройств|смартфон|телефон|планшет)|sent from (?:my |the )?(?:i(?:phone|pad)|android|samsung|galaxy|mobile|blackberry|outlook|mail for|yahoo|yandex|mail\.ru|proton|windows|phone|huawei|xiaomi)|(?:get|скачать|загрузите|скачайте|получите|получить) outlook (?:for|для) (?:ios|android))/i;

/**
 * What programs and lawyers write below everybody's letters: «Без вирусов. www.avast.ru», «Настоящее сообщение содержит
 * конфиденциальную информацию и предназначено исключительно для адресата». `lines` begin with the one in question: a note is
 * wrapped. One word of them alone is anybody's; two of such words are the lawyer's.
 */
export function isFooter(lines: readonly string[]): boolean {
  const first = lines[0]?.trim() ?? '';
  if (VIRUS.test(first) || CONFIDENCE_TITLE.test(first)) return true;
  if (!MESSAGE.test(first)) return false;
  const gap = lines.findIndex((line) => line.trim() === '');
  const note = lines.slice(0, gap < 0 ? lines.length : gap).join(' ');
  return CONFIDENCE.filter((sign) => sign.test(note)).length > 1;
}

const VIRUS =
  /^(?:без вирусов\.?\s*(?:$|www|https?:|\[|<|avast|kaspersky)|virus-free\.?\s*(?:$|www|https?:|\[|<|avast)|(?:это|данное|настоящее) (?:электронное )?(?:сообщение|письмо) (?:было )?проверено (?:на |антивирус|программой)|this (?:e-?mail|message) has been (?:checked|scanned) (?:for|by)|проверено (?:на вирусы|антивирусом))/i;
const CONFIDENCE_TITLE =
  /^[*_]{0,3}(?:confidentiality notice|legal disclaimer|disclaimer|уведомление о конфиденциальности)(?:[*_:.]|\s*$)/i;
const MESSAGE =
  /^[*_]{0,3}(?:внимание!?\s+)?(?:(?:настоящ|данн|эт)\S+|the|this|информация,? содержащаяся в (?:настоящ|данн|эт)\S+)\s+(?:электронн\S+\s+)?(?:сообщени|письм|e-?mail|message|communication|information)/i;
const CONFIDENCE = [
  /конфиденциальн|коммерческ\S+ тайн|confidential|privileged/i,
  /предназначен\S* (?:исключительно|только|лишь)?|intended (?:solely|only|for)/i,
  /адресат|получател|recipient|addressee/i,
  /по ошибке|ошибочно|in error|(?:удалите|уничтожьте) |please delete/i,
];

const FIELD =
  /^\s*\*{0,2}(от кого|от|from|отправитель|отправлено|отправлен|sent|date|дата|кому|to|получатель|копия|cc|тема|subject|важность|importance|reply-to)\s*\*{0,2}:\s*\*{0,2}\s*(.*)/i;
const AUTHOR = /^(?:от кого|от|from|отправитель)$/;
const SENT = /^(?:отправлено|отправлен|sent)$/;
const WHEN = /^(?:отправлено|отправлен|sent|date|дата)$/;
const WHITHER = /^(?:кому|to|получатель|тема|subject)$/;
const HOUR = /\d{1,2}[:.]\d{2}/;
/** What a form on a web site asks for: its fields are no header of a mail. */
const FORM =
  /^\s*\*{0,2}(?:сообщение|текст|вопрос|телефон|тел\.?|e-?mail|адрес|ф\.?\s?и\.?\s?о|имя|лицевой|договор|категория|message|phone)[^:]{0,40}:/i;
const BLOCK_LINES = 14;

interface Field {
  readonly name: string;
  readonly value: string;
}

/**
 * Lines of «От: … Отправлено: … Кому: … Тема: …» that begin at `at`, with the line drawn above them; 0 when there is none. The
 * author comes first, an hour and an addressee or a subject follow: a letter that only says «От: Иванова» is none.
 */
export function headerBlock(lines: readonly { readonly text: string }[], at: number): number {
  const ruled = /^\s*[-_—–*]{5,}\s*$/.test(lines[at]?.text ?? '');
  const from = at + (ruled ? (lines[at + 1]?.text.trim() === '' ? 2 : 1) : 0);
  const { fields, next } = fieldsAt(lines, from);
  const [author] = fields;
  const hour = fields.find(({ name, value }) => WHEN.test(name) && HOUR.test(value));
  if (!author || !AUTHOR.test(author.name) || !hour || !fields.some(({ name }) => WHITHER.test(name))) return 0;
  // «Дата» is written by people too, «Отправлено» with an hour by Outlook
  const isMail = ruled || SENT.test(hour.name) || /[^\s@]@[^\s@]/.test(author.value);
  return isMail && !FORM.test(lines[next]?.text ?? '') ? next - at : 0;
}

/** A long list of addressees goes on in the next line; some converters leave blank lines between the fields. */
function fieldsAt(
  lines: readonly { readonly text: string }[],
  from: number,
): { readonly fields: readonly Field[]; readonly next: number } {
  const fields: Field[] = [];
  let next = from;
  for (; next < Math.min(lines.length, from + BLOCK_LINES); next++) {
    const text = lines[next]?.text ?? '';
    const [, name, value = ''] = FIELD.exec(text) ?? [];
    if (name !== undefined) fields.push({ name: name.toLowerCase(), value });
    else if (fields.length === 0 || (text.trim() !== '' && (fields.length > 3 || !/[@;]/.test(text)))) break;
  }
  return { fields, next };
}

export interface Attribution {
  readonly lines: number;
  /** Names an address in angle brackets and an hour: nobody writes so by hand. */
  readonly sure: boolean;
}

/** «10.03.2026, 12:00, "Иванов" <i@…>:», «Вторник, 10 марта 2026, 12:00 +03:00 от …:», «On … wrote:»: on up to four lines, the last ends in a colon. */
export function attributionOf(lines: readonly string[]): Attribution | null {
  const [first = ''] = lines;
  if (!BEGINS.test(first)) return null;
  let whole = '';
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || whole.length > 500) return null;
    whole += `${line.trim()} `;
    if (!/:\s*$/.test(whole)) continue;
    const wrote = /(?:написал(?:\(?а\)?|и)?|пишет|сообщил(?:\(?а\)?)?|wrote|писал(?:\(?а\)?)?)[^:]{0,120}:\s*$/i.test(whole);
    const address = /<[^<>\s]+@[^<>\s]+>|\[mailto:|"[^"]+" [^\s@]+@\S+/i.test(whole);
    const hour = /\d{1,2}[:.]\d{2}/.test(whole) && /\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}/.test(whole);
    if (!(wrote || (address && hour))) return null;
    return { lines: index + 1, sure: address && hour };
  }
  return null;
}

/** An hour first (Yandex on a telephone), a date, a day of the week, «On», a name before its address: what an attribution begins with. */
const BEGINS =
  /^\s*(?:on\s|am\s|le\s|\d{1,2}:\d{2},?\s+\d{1,2}[\s.]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+\p{L}{3,9}\.?\s+\d{4}|(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|mon|tue|wed|thu|fri|sat|sun)\p{L}*\.?,|здравствуйте,.{0,60}вы писали|вы писали|в письме от |["«]?[\p{L}.\s-]{2,60}["»]?\s*<[^<>\s]+@[^<>\s]+>|[\w.+-]+@[\w.-]+\s+(?:пишет|wrote|написал))/iu;
