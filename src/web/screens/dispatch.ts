/** Dispatch: signed answers, by which way each goes, what the server said; and the list for the post office. */
import type { RequestHandler } from 'express';
import { ANSWER_CHANNELS } from '../../domain/card.ts';
import { adviceOn } from '../../domain/delivery-advice.ts';
import { ENVELOPES } from '../../office/ports/paper.ts';
import type { RegisterRow } from '../../office/ports/register.ts';
import type { Desk } from '../desk.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { word } from '../words.ts';
import { sendFile } from './files.ts';

export function dispatch(desk: Desk): RequestHandler {
  const { office, words, pages } = desk;
  return async (request, response) => {
    const page = await office.journal({ tray: 'dispatch', limit: 200, order: 'due' }, personOf(response));
    const only =
      ANSWER_CHANNELS.find((each) => each === request.query.only) ?? (request.query.only === 'failed' ? 'failed' : 'all');
    const view = rowView(desk, await office.people());
    const rows = page.items
      .filter((row) => passes(row, only))
      .map((row) => ({
        ...view(row),
        sendings: sendingsOf(desk, row),
        posts: row.answerChannel === 'post',
        notice: row.paperNotice !== null,
        noticeOnly: row.paperNotice !== null && row.outgoingNumber === null,
      }));
    const chip = (filter: string, label: string) => ({
      label,
      icon: null,
      href: filter === 'all' ? '/dispatch' : `/dispatch?only=${filter}`,
      count: page.items.filter((row) => passes(row, filter)).length,
      on: filter === only,
      apart: filter === 'failed',
    });
    const chips = [
      chip('all', 'Все'),
      chip('email', 'E-mail-сканы'),
      chip('post', 'Почта'),
      chip('in-person', 'На руки'),
      chip('phone', 'По телефону'),
      chip('failed', 'Не дошло'),
    ];
    await pages.screen(request, response, 'dispatch', {
      title: words.trays.dispatch.title,
      here: 'dispatch',
      narrow: false,
      total: String(page.items.length),
      words: words.trays.dispatch,
      chips: chips.filter(({ count, on }) => count > 0 || on),
      rows,
      empty: page.items.length === 0,
      actions: commandsFor(page.items).map((command) => ({ command, ...words.commands[command] })),
      posts: page.items.filter(({ answerChannel }) => answerChannel === 'post').length,
      next: null,
    });
  };
}

/** The bar has what the rows can use: copies are seldom lost, and few consumers have no e-mail. */
function commandsFor(rows: readonly RegisterRow[]) {
  const lostCopy = rows.some(({ dispatches }) => dispatches.some((each) => each.copy && isLost(each)));
  const notice = rows.some(({ paperNotice }) => paperNotice !== null);
  return [
    'send' as const,
    'hand_over' as const,
    ...(lostCopy ? (['send_copy', 'waive_copy'] as const) : []),
    ...(notice ? (['give_notice'] as const) : []),
  ];
}

function isLost({ status }: RegisterRow['dispatches'][number]): boolean {
  return status === 'failed' || status === 'bounced';
}

/** «Реестр на сегодня»: printed and handed to the post office with the envelopes. */
export function postRegister({ office }: Desk): RequestHandler {
  return async (_request, response) => sendFile(response, await office.postRegister(personOf(response)));
}

/** «Конверт». */
export function envelope({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const format = ENVELOPES.find((each) => each === request.query.format) ?? 'E65';
    sendFile(response, await office.envelope(request.params.number, format, personOf(response)));
  };
}

/** Each sending of a reply with its own state; of one that did not get through the server's words and what to do. */
function sendingsOf({ words }: Pick<Desk, 'words'>, { dispatches }: RegisterRow) {
  return dispatches.map((dispatch) => {
    const { channel, status, to, error, copy, readAt, trackingNumber } = dispatch;
    const bad = isLost(dispatch);
    return {
      way: copy ? 'скан-копия' : word(words.answerChannels, channel),
      to,
      state: readAt ? 'прочитано' : word(words.dispatch, status),
      tracking: trackingNumber,
      bad,
      error: bad ? (error ?? 'сервер не назвал причину') : null,
      advice: bad ? (copy ? COPY_ADVICE : adviceOn(error ?? '')) : null,
    };
  });
}

/** The term has ended by the other way. */
const COPY_ADVICE = 'Ответ уже ушёл другим путём. Отправьте скан-копию на другой адрес или снимите её с отправки.';

function passes(row: RegisterRow, filter: string): boolean {
  if (filter === 'all') return true;
  if (filter === 'failed') return row.dispatches.some(isLost);
  return row.answerChannel === filter;
}
