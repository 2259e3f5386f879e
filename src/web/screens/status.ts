/** The public page of a letter (4.2, R7): reached by the link of the receipt, or by number and code. No log-in, no names, no cookie. */
import type { Request, RequestHandler, Response } from 'express';
import { dayIn, workingDaysBetween } from '../../domain/calendar.ts';
import type { PublicStatus, Stage } from '../../office/status.ts';
import type { Desk } from '../desk.ts';
import { counted, dayAndMonth, longMoment } from '../times.ts';

type Query = Readonly<Record<string, unknown>>;

/** The form; with a number and a code in it, the letter. */
export function findStatus(desk: Desk): RequestHandler {
  return async (request, response) => {
    const { number, code } = fieldsOf(request.query);
    if (!number && !code) return form(desk, request, response, '', '', '');
    await answer(desk, request, response, code, number || null);
  };
}

/** The link of the receipt. */
export function status(desk: Desk): RequestHandler {
  return async (request, response) =>
    answer(desk, request, response, String(request.params.code), null, request.query.accepted !== undefined);
}

/** For machines that come by: nothing of this belongs into an index or a cache. */
export const unlisted: RequestHandler = (_request, response, next) => {
  Object.assign(response.locals, { person: null, csrf: '' });
  response.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
  next();
};

/** `fresh`: straight from the form, so that the code is shown once more to be kept. */
async function answer(
  desk: Desk,
  request: Request,
  response: Response,
  code: string,
  number: string | null,
  fresh = false,
): Promise<void> {
  const found = await desk.office.status(code, number);
  if (found) {
    const data = { title: `Обращение № ${found.number}`, kept: fresh ? code : null, ...viewOf(desk, found) };
    return desk.pages.bare(request, response, 'status', data);
  }
  response.status(404);
  form(
    desk,
    request,
    response,
    number ?? '',
    code,
    'По этим данным обращения нет. Проверьте номер и код из письма о регистрации или позвоните нам.',
  );
}

function form({ pages, standard }: Desk, request: Request, response: Response, number: string, code: string, said: string): void {
  pages.bare(request, response, 'status-find', {
    title: 'Узнать, что с обращением',
    number,
    code,
    said,
    ...contactsOf(standard),
  });
}

function fieldsOf({ number, code }: Query): { number: string; code: string } {
  const text = (value: unknown) => (typeof value === 'string' ? value.trim().replace(/^№\s*/, '').slice(0, 60) : '');
  return { number: text(number), code: text(code) };
}

export function contactsOf({ organisation: { company } }: Desk['standard']) {
  return { phone: company.phone, tel: company.phone.replace(/[^\d+]/g, ''), email: company.email, hours: company.hours };
}

function viewOf(desk: Desk, found: PublicStatus) {
  const { standard } = desk;
  const open = OPEN.includes(found.stage);
  return {
    number: found.number.replace('-', '\u2011'),
    heading: HEADINGS[found.stage],
    term: open ? termOf(desk, found) : null,
    sent: found.stage === 'sent' && found.sentOn ? { day: dayAndMonth(found.sentOn), way: SENT_BY[found.channel] } : null,
    words: WORDS[found.stage].replace('{joined}', found.joinedTo ?? ''),
    steps: stepsOf(desk, found),
    more: open
      ? `mailto:${standard.organisation.company.email}?subject=${encodeURIComponent(`Дополнение к № ${found.number}`)}`
      : null,
    ...contactsOf(standard),
  };
}

/** A5: the due day itself is still in time. */
function termOf({ standard, now }: Desk, { dueOn, extendedBy }: PublicStatus) {
  const today = dayIn(standard.organisation.company.zone, now());
  const late = today > dueOn;
  const left = workingDaysBetween(standard.calendar, today, dueOn);
  const rest = left === 0 ? 'сегодня последний день' : `осталось ${counted(left, 'рабочий день', 'рабочих дня', 'рабочих дней')}`;
  return {
    late,
    label: late ? 'Мы должны были ответить' : 'Ответим не позднее',
    day: dayAndMonth(dueOn),
    rest: late ? 'Просим прощения за задержку: ответ в работе.' : extendedBy > 0 ? `${rest}, срок продлён` : rest,
  };
}

interface Step {
  readonly look: 'done' | 'now' | 'ahead';
  readonly title: string;
  readonly note: string;
}

function stepsOf({ standard }: Desk, found: PublicStatus): readonly Step[] {
  const { zone } = standard.organisation.company;
  const at = ORDER.indexOf(found.stage);
  const steps: readonly { title: string; note: string }[] = [
    { title: 'Зарегистрировано', note: longMoment(zone, found.registeredAt) },
    {
      title: 'Передано специалистам',
      note: [found.handedAt && longMoment(zone, found.handedAt), found.unit].filter(Boolean).join(' · '),
    },
    { title: at > 2 ? 'Ответ подготовлен' : 'Готовим ответ', note: '' },
    {
      title: found.signedOn && at >= 3 ? 'Подписано' : 'Подпишем',
      note: found.signedOn && at >= 3 ? dayAndMonth(found.signedOn) : '',
    },
    {
      title: found.stage === 'sent' ? SENT_BY[found.channel] : SEND_BY[found.channel],
      note: found.sentOn ? dayAndMonth(found.sentOn) : '',
    },
  ];
  if (at < 0) return steps.slice(0, found.handedAt ? 2 : 1).map((step) => ({ ...step, look: 'done' }));
  // What is done lies before the stage; at the stage of the sending all is done
  const current = found.stage === 'sent' ? steps.length : Math.max(at, found.stage === 'signed' ? 4 : at);
  const looks = (index: number) =>
    index < current || (index === current && DONE_BY_ITSELF.includes(found.stage)) ? 'done' : index === current ? 'now' : 'ahead';
  return steps.map((step, index) => ({
    ...step,
    look: looks(index),
    note: looks(index) === 'now' && !step.note ? 'сейчас' : step.note,
  }));
}

const ORDER: readonly Stage[] = ['registered', 'handed', 'answering', 'signed', 'sent'];
const OPEN: readonly Stage[] = ['registered', 'handed', 'answering', 'signed'];
/** The step has happened when the letter stands at it. */
const DONE_BY_ITSELF: readonly Stage[] = ['registered', 'handed'];

const HEADINGS: Readonly<Record<Stage, string>> = {
  registered: 'Зарегистрировано',
  handed: 'Передано специалистам',
  answering: 'Готовим ответ',
  signed: 'Ответ подписан',
  sent: 'Ответ отправлен',
  unanswered: 'Рассмотрение завершено',
  joined: 'Присоединено к обращению',
  aside: 'Рассмотрение завершено',
};

const WORDS: Readonly<Record<Stage, string>> = {
  registered: 'Если срок понадобится продлить, мы напишем Вам заранее и назовём причину.',
  handed: 'Если срок понадобится продлить, мы напишем Вам заранее и назовём причину.',
  answering: 'Если срок понадобится продлить, мы напишем Вам заранее и назовём причину.',
  signed: 'Осталось отправить его Вам.',
  sent: 'Если ответа ещё нет у Вас или в нём что-то неясно, позвоните нам: поможем.',
  unanswered: 'Письменный ответ на это обращение не готовится. О причинах расскажем по телефону; обратиться можно снова.',
  joined: 'Письмо дополняет обращение № {joined}. Ответ будет один на оба письма.',
  aside: 'Это сообщение не потребовало ответа. Если Вы ждали его, позвоните нам.',
};

const SEND_BY: Readonly<Record<PublicStatus['channel'], string>> = {
  email: 'Отправим на электронную почту',
  post: 'Отправим почтой',
  'in-person': 'Вручим лично',
  phone: 'Расскажем по телефону',
};

const SENT_BY: Readonly<Record<PublicStatus['channel'], string>> = {
  email: 'Отправлено на электронную почту',
  post: 'Отправлено почтой',
  'in-person': 'Вручено лично',
  phone: 'Рассказали по телефону',
};
