/** Russian words for the codes of the domain, and how days and names are written in sentences. */
import type { GroundId, Kind, TopicId } from '../language/finding.ts';
import type { Day } from './calendar.ts';
import type { AnswerChannel, Channel } from './card.ts';
import type { CommandType } from './command.ts';
import type { EffectType } from './effect.ts';
import type { Role } from './person.ts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  clerk: 'делопроизводитель',
  executor: 'исполнитель',
  head: 'руководитель подразделения',
  signatory: 'подписант',
  lawyer: 'юрист',
  security: 'служба безопасности',
  quality: 'контролёр качества',
  admin: 'администратор',
  system: 'программа',
};

/** What is done, as on a button or in a list of steps. */
export const COMMAND_WORDS: Readonly<Record<CommandType, string>> = {
  register: 'Зарегистрировать',
  arrive_again: 'Отметить повторное поступление',
  recognised: 'Распознать текст',
  ask_rescan: 'Попросить пересканировать',
  rescanned: 'Заменить скан лучшим',
  examine: 'Рассмотреть текст',
  confirm_card: 'Подтвердить карточку',
  amend_card: 'Исправить карточку',
  supplement: 'Дополнение к №',
  join_addition: 'Присоединено дополнение',
  set_aside: 'Не обращение',
  reroute: 'Передать в другое подразделение',
  assign: 'Назначить исполнителя',
  name_complained_of: 'Указать, на кого жалоба',
  extend: 'Продлить срок',
  hurry: 'Поторопить исполнителя',
  draft: 'Составить ответ',
  submit: 'На согласование',
  approve: 'Согласовать',
  return_draft: 'Вернуть с замечанием',
  settle_note: 'Отметить замечание',
  sign: 'Подписать',
  rendered: 'Напечатать на бланке',
  signed_copy: 'Принять скан подписанного листа',
  send: 'Отправить по электронной почте',
  send_copy: 'Отправить скан-копию по электронной почте',
  sending: 'Начать отправку',
  send_unsure: 'Отметить, что приём не подтверждён',
  sent: 'Отметить отправку',
  copy_sent: 'Отметить отправку скан-копии',
  send_failed: 'Отметить сбой отправки',
  hand_over: 'Отметить вручение или почту',
  give_notice: 'Отметить, что уведомление передано',
  bounced: 'Ответ вернулся',
  copy_bounced: 'Скан-копия вернулась',
  earlier_bounced: 'Прежнее письмо вернулось',
  read: 'Отметить прочтение',
  waive_copy: 'Обойтись без скан-копии',
  refuse: 'Отказать с уведомлением',
  leave_unanswered: 'Оставить без рассмотрения',
  dismiss_ground: 'Снять основание',
  object: 'Принять возражение',
  reopen: 'Возобновить',
  close: 'Списать в дело',
};

export const EFFECT_WORDS: Readonly<Record<EffectType, string>> = {
  recognise: 'распознать скан',
  examine: 'рассмотреть текст',
  acknowledge: 'подтвердить регистрацию письмом',
  notify_executor: 'известить исполнителя',
  render_letterhead: 'напечатать на бланке',
  send: 'отправить',
  file_sent_mail: 'положить копию в папку отправленных',
  tell_parent: 'присоединить к первому обращению',
  send_notice: 'уведомить потребителя',
  decide_ground: 'применить основание, если правило автоматическое',
};

export const TOPIC_WORDS: Readonly<Record<TopicId, string>> = {
  contracts: 'договоры',
  billing: 'расчёты',
  metering: 'учёт электроэнергии',
  debt: 'задолженность',
  reliability: 'надёжность и качество',
  tariffs: 'цены и тарифы',
  service: 'обслуживание',
  legal: 'юридические вопросы',
  press: 'пресса',
  other: 'прочее',
};

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  complaint: 'жалоба',
  proposal: 'предложение',
  feedback: 'отзыв',
  request: 'обращение',
};

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  email: 'электронная почта',
  post: 'почта',
  'in-person': 'лично',
  'web-form': 'интернет-приёмная',
  phone: 'телефон',
  hotline: 'горячая линия',
  'answering-machine': 'автоответчик',
  fax: 'факс',
};

export const ANSWER_CHANNEL_WORDS: Readonly<Record<AnswerChannel, string>> = {
  email: 'электронная почта',
  post: 'почта',
  'in-person': 'на руки',
  phone: 'телефон',
};

/** In a sentence after «по основанию». */
export const GROUND_WORDS: Readonly<Record<GroundId, string>> = {
  abuse: 'брань, оскорбления, угрозы',
  illegible: 'текст не прочитать',
  repeat: 'ответ уже дан',
  confidential: 'конфиденциальные сведения',
  'no-contacts': 'нет контактов',
};

/** «27.11.2026». */
export function russianDay(day: Day): string {
  return day.split('-').reverse().join('.');
}

/** «а, б или в». */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} или ${words.at(-1)}`;
}

/** « (п. 8.2.5)» with a space before it, or nothing. */
export function byClause(clause: string | null): string {
  return clause ? ` (п. ${clause})` : '';
}

/** «310 КБ» */
export function fileSize(bytes: number): string {
  if (bytes >= 2 ** 30) return `${Math.round(bytes / 2 ** 30)}\u00a0ГБ`;
  if (bytes >= 2 ** 20) return `${(bytes / 2 ** 20).toFixed(1).replace('.', ',')}\u00a0МБ`;
  return `${Math.max(1, Math.round(bytes / 1024))}\u00a0КБ`;
}
