/** Dispatch: signed answers, by which way each goes, what the server said; and the list for the post office. */
import type { RequestHandler } from 'express';
import { dayIn } from '../../domain/calendar.ts';
import { ANSWER_CHANNELS } from '../../domain/card.ts';
import { russianDay } from '../../domain/words.ts';
import type { RegisterRow } from '../../office/ports/register.ts';
import type { Desk } from '../desk.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';

export function dispatch(desk: Desk): RequestHandler {
  const { office, words, pages } = desk;
  return async (request, response) => {
    const page = await office.journal({ tray: 'dispatch', limit: 200, order: 'due' }, personOf(response));
    const only =
      ANSWER_CHANNELS.find((each) => each === request.query.only) ?? (request.query.only === 'failed' ? 'failed' : 'all');
    const view = rowView(desk, await office.people());
    const rows = page.items.filter((row) => passes(row, only)).map(view);
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
      actions: (['send', 'hand_over', 'bounced'] as const).map((command) => ({ command, ...words.commands[command] })),
      posts: page.items.filter(({ answerChannel }) => answerChannel === 'post').length,
      next: null,
    });
  };
}

/** Printed and handed to the post office with the envelopes. */
export function postRegister(desk: Desk): RequestHandler {
  const { office, pages, standard, now } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const page = await office.journal({ tray: 'dispatch', limit: 200, order: 'due' }, person);
    const rows = page.items.filter(({ answerChannel }) => answerChannel === 'post');
    const cards = await Promise.all(rows.map(({ number }) => office.card(number, person)));
    pages.bare(request, response, 'post-register', {
      title: 'Реестр почтовых отправлений',
      on: russianDay(dayIn(standard.organisation.company.zone, now())),
      rows: cards.map(({ stored: { value } }, index) => ({
        index: index + 1,
        outgoing: value.reply?.outgoingNumber ?? '',
        to: value.card.correspondent.organisation ?? value.card.correspondent.person ?? '',
        address: value.card.correspondent.address ?? 'адреса в карточке нет',
        tracking: value.reply?.dispatch?.trackingNumber ?? '',
      })),
      clerk: `${person.position} ${person.surname}`,
    });
  };
}

function passes(row: RegisterRow, filter: string): boolean {
  if (filter === 'all') return true;
  if (filter === 'failed') return row.dispatchStatus === 'failed' || row.dispatchStatus === 'bounced';
  return row.answerChannel === filter;
}
