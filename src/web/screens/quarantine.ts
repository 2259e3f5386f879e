/** The quarantine: what looks like machine mail, with the reason; a person decides whether it is a letter (8.4.2). */
import type { RequestHandler } from 'express';
import { Invalid } from '../../domain/errors.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, line } from '../form.ts';
import { letterHref } from '../rows.ts';
import { personOf } from '../session.ts';
import { came } from '../times.ts';
import { word } from '../words.ts';

export function quarantine({ office, words, pages, now, standard }: Desk): RequestHandler {
  return async (request, response) => {
    const after = typeof request.query.after === 'string' ? request.query.after : undefined;
    const page = await (after === undefined ? office.quarantine() : office.quarantine(after));
    const { zone } = standard.organisation.company;
    await pages.screen(request, response, 'quarantine', {
      title: 'Карантин',
      here: 'quarantine',
      narrow: false,
      total: page.next ? `${page.items.length}+` : String(page.items.length),
      rows: page.items.map(({ key, at, subject, from, reason, category, state, source, attempts }) => ({
        key,
        href: `/quarantine/mail?key=${encodeURIComponent(key)}`,
        came: came(zone, at, now()),
        subject: subject || 'Без темы',
        from: from || 'не распознано',
        reason: reason ?? 'Причина не записана.',
        category: state === 'failed' ? 'не разобрано' : word(words.quarantine, category),
        failed: state === 'failed',
        source,
        attempts,
      })),
      more: page.next && `/quarantine?after=${encodeURIComponent(page.next)}`,
      empty: page.items.length === 0,
      words: { empty: 'Карантин пуст', rest: 'Автоответы, рассылки и опасные вложения будут ждать Вас здесь.' },
      next: null,
    });
  };
}

/** «Это обращение»: it gets its number now. */
export function adopt({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const receipt = await office.adopt(line((request.body ?? {}) as Body, 'key'), personOf(response));
    if (receipt.outcome !== 'registered') throw new Invalid(receipt.reason);
    sayNext(response, receipt.again ? `Такое письмо уже есть: № ${receipt.number}` : `Зарегистрировано: № ${receipt.number}`);
    response.redirect(303, letterHref(receipt.number));
  };
}
