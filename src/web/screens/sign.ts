/** For signing: the list, the answer as it will go out, and the consumer's question beside it. */
import type { RequestHandler } from 'express';
import { NotAllowed } from '../../domain/errors.ts';
import { type Person, shortName } from '../../domain/person.ts';
import type { CardView } from '../../office/office.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, list } from '../form.ts';
import { lightOf } from '../lights.ts';
import { sheetPages } from '../reply-sheet.ts';
import { letterHref, rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { sheetOf } from '../sheet.ts';
import { counted } from '../times.ts';
import { word } from '../words.ts';

/** Two desks of one look: the visa before, the signature after. */
export type SigningTray = 'approval' | 'sign';

const DESKS = {
  approval: { place: '/trays/approval', main: 'approve' },
  sign: { place: '/sign', main: 'sign' },
} as const;

export function sign(desk: Desk, tray: SigningTray): RequestHandler {
  const { place, main } = DESKS[tray];
  const { office, words, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const page = await office.journal({ tray, limit: 100, order: 'due' }, person);
    const rows = page.items.map(rowView(desk, await office.people()));
    const asked = request.query.letter;
    const wanted = asked === undefined ? rows[0] : rows.find(({ number }) => number === asked);
    // Never another letter in the place of the one that was asked for: Ctrl+Enter would sign it
    if (typeof asked === 'string' && !wanted) return response.redirect(303, letterHref(asked));
    const chosen = wanted ? await chosenLetter(desk, await office.card(wanted.number, person), person, main) : null;
    await pages.screen(request, response, 'sign', {
      title: words.trays[tray].title,
      here: tray,
      narrow: rows.length > 0,
      total: String(rows.length),
      words: words.trays[tray],
      place,
      several: tray === 'sign',
      rows: rows.map((row) => ({ ...row, on: row.id === wanted?.id })),
      chosen,
      empty: rows.length === 0,
      next: null,
    });
  };
}

/** Several at once; what cannot be signed is said, what can is signed. At most twenty, as a hand signs. */
export function signAll({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const person = personOf(response);
    const numbers = list((request.body ?? {}) as Body, 'letter').slice(0, AT_ONCE);
    const refused: string[] = [];
    let signed = 0;
    for (const number of numbers) {
      const { stored } = await office.card(number, person);
      try {
        await office.handle(stored.id, { type: 'sign' }, person);
        signed += 1;
      } catch (error) {
        if (!(error instanceof NotAllowed)) throw error;
        refused.push(`№ ${number}: ${error.reasons.join(' ')}`);
      }
    }
    if (refused.length > 0) throw new NotAllowed([...(signed > 0 ? [`Подписано: ${signed}.`] : []), ...refused]);
    sayNext(
      response,
      signed === 1 ? `Подписано: № ${numbers[0]}` : `Подписано: ${counted(signed, 'ответ', 'ответа', 'ответов')}`,
    );
    response.redirect(303, '/sign');
  };
}

const AT_ONCE = 20;

async function chosenLetter(desk: Desk, view: CardView, person: Person, main: 'approve' | 'sign') {
  const { words, standard } = desk;
  const { value } = view.stored;
  const named = (id: string) => {
    const found = view.people.find((each) => each.id === id);
    return found ? shortName(found) : id;
  };
  const option = (name: 'approve' | 'sign' | 'return_draft') => {
    const found = view.options.find(({ command }) => command === name);
    return {
      command: name,
      label: words.commands[name].label,
      allowed: found?.allowed ?? false,
      reason: found?.reasons.join(' ') ?? 'Сейчас это невозможно.',
    };
  };
  const href = letterHref(value.number);
  const pages = await sheetPages(desk, view, person);
  return {
    number: value.number,
    href,
    light: lightOf(standard, value, view.today),
    pages: pages.map((_, index) => `${href}/reply-pages/${index}.png?r=${view.stored.revision}`),
    count: pages.length,
    visas: (value.reply?.visas ?? []).map(({ by, role }) => `${named(by)} · ${word(words.roles, role)}`),
    executor: value.executor ? named(value.executor) : '',
    refusal: value.refusal ? `Уведомление по п. ${value.refusal.clause}: ${value.refusal.reason}` : null,
    sheet: sheetOf(standard, words, value, view.html),
    main: option(main),
    back: option('return_draft'),
  };
}
