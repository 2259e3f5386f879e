/** What machines and people write: where headers say nothing, or say too much. Words alone never decide of a letter; they tip a doubt. */

/** Of the whole mail. */
export interface Wording {
  readonly subject: string | null;
  readonly text: string;
}

const REPLY_SUBJECT =
  /^(?:автоматический ответ|автоответ|автоматическое уведомление|automatic reply|auto[ -]?reply|auto[ -]?response|autoreply|out of (?:the )?office|автоответчик)\s*(?:[:([«"<–—-]|re:|$)|^auto:|^out of (?:the )?office\b/i;

/** «Автоматический ответ: …», as programs begin; «Автоответчик Вашей линии молчит» is a complaint. */
export function isReplySubject(subject: string | null): boolean {
  return REPLY_SUBJECT.test((subject ?? '').trim());
}

const AWAY_SUBJECT =
  /^(?:re:\s*)?(?:я\s+)?(?:сейчас\s+)?(?:нахожусь\s+)?(?:в отпуске|в командировке|отсутствую|на больничном|вне офиса|on vacation|on leave|away from (?:the )?office)(?:\s+(?:до|с|по|until|till|from)\s.{0,40})?[.!:]?$/i;
const AWAY_TEXT =
  /в отпуске|в командировке|на больничном|отсутствую|буду отсутствовать|вне офиса|out of (?:the )?office|on (?:vacation|leave)|вернусь|доступ к почте/i;
const RECEIVED_TEXT =
  /автоматическ\S+ (?:ответ|уведомлени|сообщени|письмо)|(?:письмо|сообщение|обращение) (?:получено|принято|доставлено)|не требует ответа|отвечать на (?:него|это письмо) не (?:нужно|надо)|this is an automat/i;
const READ_SUBJECT = /^(?:прочтено|прочитано|не прочтено|не прочитано|read|not read):/i;
const READ_TEXT = /(?:был[оа]? (?:прочитан|удален)|was (?:read|deleted)|прочитано получателем)/i;

/** A vacation program without any header of its own: short, of absence or receipt, and it asks for nothing. `marked`: it answers a mail of ours, or is sent in bulk. */
export function soundsAutomatic({ subject, text }: Wording, marked: boolean): boolean {
  if (text.length > SHORT) return false;
  const title = (subject ?? '').trim();
  if (READ_SUBJECT.test(title)) return READ_TEXT.test(text) && !asks(text);
  if (AWAY_SUBJECT.test(title)) return (AWAY_TEXT.test(text) || text.trim() === '') && !asks(text);
  const says = marked && (RECEIVED_TEXT.test(text) || (AWAY_TEXT.test(text) && text.length < 500));
  return says && !asks(text);
}

/** Machines are brief. */
const SHORT = 1500;

const BOUNCE_SUBJECT =
  /^(?:(?:re|fwd?):\s*)?(?:не ?доставлено|недоставлено|не уда(?:ется|ётся|лось) доставить|сообщение не доставлено|ваше сообщение не доставлено|письмо не доставлено|ошибка доставки|undeliver|delivery (?:status notification|failure|has failed|notification)|mail (?:delivery (?:failed|failure|system)|system error)|returned mail|failure notice|message (?:delivery|could not)|warning: message|delayed mail|non[- ]?delivery)/i;

export function isBounceSubject(subject: string | null): boolean {
  return BOUNCE_SUBJECT.test((subject ?? '').trim());
}

/** The words of a server about a mail that came back. */
export function soundsReturned(text: string): boolean {
  return /\b[45]\d\d[ -]#?[45]\.\d+\.\d+|\b55\d\b|not be delivered|undeliver|не (?:может|могло|удалось|удаётся|удается)(?: быть)? достав/i.test(
    text.slice(0, 20_000),
  );
}

const ASKS =
  /(?<![а-яё])(?:прошу|просим|требую|требуем|жалуюсь|жалоба на|претензи[яю]|заявлени[ея] (?:о|на)|обращаюсь|обращаемся|примите меры|сообщите|разберитесь)(?![а-яё])/i;
const MATTER =
  /договор|лицев|сч[её]т|прибор|электр|энерг|(?<![а-яё])свет|отключ|напряжен|тариф|начисл|квитанц|показани|подключ|оплат|задолжен|пен[яи]|ответ/i;
const PROMOTES =
  /отписаться|отпишитесь|unsubscribe|вы подписаны|подписаны на|дайджест|рассылк|вебинар|скидк|(?<![а-яё])акци[яи](?![а-яё])|новости (?:за|недели|компании)/i;

/** Somebody wants something of a power company: no newsletter, no vacation program writes so. */
export function asks(text: string): boolean {
  const read = text.slice(0, 20_000);
  return ASKS.test(read) && MATTER.test(read) && !PROMOTES.test(read);
}
