/** What machines and people write: where headers say nothing, or say too much. Words alone never decide of a letter; they tip a doubt. */

/** Of the whole mail. */
export interface Wording {
  readonly subject: string | null;
  readonly text: string;
}

const REPLY_SUBJECT =
  /^(?:автоматический ответ|автоответ|автоматическое уведомление|automatic reply|auto[ -]?reply|auto[ -]?response|autoreply|автоответчик|réponse automatique|automatische antwort|abwesenheitsnotiz|автоматична відповідь|аўтаматычны адказ)\s*(?:[:([«"<–—-]|re:|$)|^out of (?:the )?office(?!\s+hours)\b/i;

/** «Автоматический ответ: …», as programs begin; «Автоответчик Вашей линии молчит» is a complaint. */
export function isReplySubject({ subject, text }: Wording): boolean {
  const title = (subject ?? '').trim();
  if (REPLY_SUBJECT.test(title)) return true;
  // «Auto: …» of Dovecot; and cars
  return /^auto:/i.test(title) && (AWAY_TEXT.test(text) || SELF_TEXT.test(text) || text.trim() === '');
}

const AWAY_SUBJECT =
  /^(?:re:\s*)?(?:я\s+)?(?:сейчас\s+)?(?:нахожусь\s+)?(?:в отпуске|в командировке|отсутствую|на больничном|вне офиса|on vacation|on leave|away from (?:the )?office)(?:\s+(?:до|с|по|until|till|from)\s.{0,40})?[.!:]?$/i;
const AWAY_TEXT =
  /(?<![а-яё])в (?:[а-яё]+ ){0,2}(?:отпуске|командировке)|на больничном|отсутствую|буду отсутствовать|вне офиса|(?:не буду|меня (?:нет|не будет)) (?:на работе|на рабочем месте|в офисе)|out of (?:the )?office|on (?:vacation|leave)|вернусь|доступ к почте/i;
/** Who is away and still wants something speaks to us: a question, or a verb that asks for more than to turn to a colleague. */
const SPEAKS =
  /\?(?:\s|$)|(?<![а-яё])(?:мне|нам|хочу|хотим)(?![а-яё])|(?<![а-яё])(?!(?:обра|свя|звон|позвон|пиш|напиш|направ|перешл|адресу|здрав|извин|прост)[а-яё]*)[а-яё]+(?:айте|яйте|ейте|ойте|уйте|ьте|ите)(?:сь)?(?![а-яё])/i;
const BUSINESS =
  /деньг|(?<![а-яё])долг|документ|вложени|осмотр|(?<![а-яё])акт[а-яё]{0,2}(?![а-яё])|перен[её]с|согласен|согласна/i;
const RECEIVED_TEXT =
  /(?:письмо|сообщение|обращение|заявка|запрос)\S* [^.!?\n]{0,60}(?:получен|принят|доставлен|зарегистрирован)/i;
/** «Это письмо сформировано автоматически»: a machine tells of itself, a person of others. */
const SELF_TEXT =
  /(?:это|данное|настоящее)(?: (?:электронное|письмо|сообщение|уведомление|ответ))*[^.!?\n]{0,40} автоматическ|(?:сформирован|создан|отправлен|сгенерирован)\S* (?:автоматически|роботом)|отвечать на (?:него|(?:это|данное) \S+) не (?:нужно|надо|следует|требуется)|^\s*автоматическ\S+ (?:ответ|уведомление|сообщение|письмо)\s*[.:!\n]|this is an automat/i;
/** As a sentence of its own: «Это автоматический ответ.» */
const SELF_SENTENCE = /(?:^|[.!?\n]\s*)(?:это|данное|настоящее)[^.!?,\n]{0,60} автоматическ[^.!?,\n]{0,40}(?:[.!]|\s*$)/i;
const READ_SUBJECT = /^(?:прочтено|прочитано|не прочтено|не прочитано|read|not read):/i;
const READ_TEXT =
  /был[оа]? (?:прочитан|удал[её]н)|^\s*(?:прочитан|удал[её]н)\S*[^.!?\n]{0,40}\d[.:]\d\d|was (?:read|deleted)(?: without being read)?,? (?:on|at) |прочитано получателем/im;

/**
 * A program without any header of its own: short, it tells of absence, of a reading or of itself, and it asks for nothing. `marked`:
 * it answers a mail of ours, or is sent in bulk. People answer in few words too: «письмо получено» alone is theirs.
 */
export function soundsAutomatic({ subject, text }: Wording, marked: boolean): boolean {
  if (text.length > SHORT || asks(text)) return false;
  const title = (subject ?? '').trim();
  if (READ_SUBJECT.test(title)) return READ_TEXT.test(text);
  const away = (AWAY_TEXT.test(text) || text.trim() === '') && !SPEAKS.test(text) && !BUSINESS.test(text);
  if (AWAY_SUBJECT.test(title)) return away;
  if (!marked) return false;
  if (SELF_SENTENCE.test(text) && !SPEAKS.test(text) && !BUSINESS.test(text)) return true;
  return SELF_TEXT.test(text) ? RECEIVED_TEXT.test(text) : away && text.trim() !== '' && text.length < 500 && !MATTER.test(text);
}

/** Machines are brief. */
const SHORT = 1500;

const BOUNCE_SUBJECT =
  /^(?:(?:re|fwd?):\s*)?(?:не ?доставлено|недоставлен|не уда(?:ется|ётся|лось) доставить|(?:ваше )?(?:сообщение|письмо) не (?:было )?доставлено|ошибка доставки|undeliver|(?:permanent )?delivery (?:status notification|failure|has failed|notification)|mail (?:delivery (?:failed|failure|system)|system error|could not be)|returned mail|failure notice|message (?:delivery|could not)|warning: (?:message|could not send)|delayed mail|non[- ]?delivery|\[bounce\])/i;

export function isBounceSubject(subject: string | null): boolean {
  return BOUNCE_SUBJECT.test((subject ?? '').trim());
}

/** The words of a server about a mail that came back. */
export function soundsReturned(text: string): boolean {
  return /\b[45]\d\d[ -]#?[45]\.\d+\.\d+|(?:^|said:|error:?|smtp.{0,20}|[#<([])[ \t]*55\d\b|not be delivered|undeliver|не (?:может|могло|удалось|удаётся|удается)(?: быть)? достав/im.test(
    text.slice(0, 20_000),
  );
}

const QUOTED_SERVER = /(?<!\d)[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}[^\n]{0,300}@|RCPT TO:\s*<[^<>\s]+@/i;

/** The code and the address together, and nobody who asks what to do: `550 5.1.1 <somebody@…>`. */
export function quotesServer(text: string): boolean {
  const read = text.slice(0, 20_000);
  return QUOTED_SERVER.test(read) && !SPEAKS.test(read) && !asks(read);
}

/** A server that goes on trying: nothing has come back yet. */
export function soundsDelayed(text: string): boolean {
  const read = text.slice(0, 20_000);
  return DELAYED.test(read) && !/permanent|given up|giving up|could not be delivered for .* gave up|возвращ/i.test(read);
}

const DELAYED =
  /not yet been delivered|has been delayed|delivery (?:attempts? will continue|is delayed)|will (?:continue|keep) (?:trying|to be retried)|still being retried|warning message only|warning only|доставк\S+ (?:задерж|отложен)|попытки доставки (?:будут продолж|продолж)/i;

const ASKS =
  /(?<![а-яё])(?:прошу|просим|требую|требуем|жалуюсь|жалоба на|претензи[яю]|заявлени[ея] (?:о|на)|обращаюсь|обращаемся|примите меры|сообщите|разберитесь)(?![а-яё])/i;
const MATTER =
  /договор|лицев|сч[её]т|прибор|электр|энерг|(?<![а-яё])свет|отключ|напряжен|тариф|начисл|квитанц|показани|подключ|оплат|задолжен|пен[яи]|ответ/i;
/** Spam speaks of bills too, but not of these. */
const OURS = /электр|энерг|(?<![а-яё])свет(?!ильник|одиод)|показани|прибор\S* уч|отключ|лицев|перерасч|опломб/i;
/** Fields of a form on a site: what a person filled in was sent by a program. */
const FIELD =
  /^[ \t]*(?:имя|ф\.?\s?и\.?\s?о\.?|фио|заявитель|отправитель|телефон|адрес|e-?mail|сообщение|текст(?: обращения)?|вопрос|обращение|договор|лицевой сч[её]т|тема)[ \t]*:/gim;
/** An office that passes on what somebody asked of us, or waits for its papers. */
const PASSES_ON =
  /(?<![а-яё])(?:направля(?:ем|ю|ется)|пересыла(?:ем|ю|ется)|препровожда(?:ем|ю))\s[^.!?]{0,200}(?:обращени|заявлени|жалоб|претензи|запрос)|(?<![а-яё])(?:жд[её]м|ожидаем)\s[^.!?]{0,80}(?:экземпляр|ответ|акт|подпис|сч[её]т)/i;
const PROMOTES =
  /отписаться|отпишитесь|unsubscribe|вы подписаны|подписаны на|дайджест|рассылк|вебинар|скидк|(?<![а-яё])акци[яи](?![а-яё])|новости (?:за|недели|компании)/i;

/** A form that somebody filled in: two of its fields at least. */
export function isForm(text: string): boolean {
  return new Set([...text.slice(0, 20_000).matchAll(FIELD)].map(([field]) => field.trim().toLowerCase())).size >= 2;
}

/** Asks what only customers of ours ask: whatever a filter says. */
export function asksAsCustomer(text: string): boolean {
  return asks(text) && OURS.test(text.slice(0, 20_000));
}

/** Somebody wants something of a power company: no newsletter, no vacation program writes so. */
export function asks(text: string): boolean {
  const read = text.slice(0, 20_000);
  return ((ASKS.test(read) && MATTER.test(read)) || PASSES_ON.test(read)) && !PROMOTES.test(read);
}
