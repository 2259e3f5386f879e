/** For signing: the list, the answer as it will go out, and the consumer's question beside it. */
import type { RequestHandler } from 'express';
import { NotAllowed } from '../../domain/errors.ts';
import { type Person, shortName } from '../../domain/person.ts';
import type { CardView } from '../../office/office.ts';
import { checksOf } from '../checks.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { notesOf, questionsList } from '../draft-view.ts';
import { type Body, list } from '../form.ts';
import { lightOf } from '../lights.ts';
import { sheetPages } from '../reply-sheet.ts';
import { letterHref, rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { sheetOf } from '../sheet.ts';
import { counted } from '../times.ts';
import { visasOf } from '../visas.ts';

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
      most: AT_ONCE,
      rows: rows.map((row) => ({ ...row, on: row.id === wanted?.id })),
      chosen,
      empty: rows.length === 0,
      next: null,
    });
  };
}

interface Result {
  readonly number: string;
  readonly href: string;
  readonly to: string;
  readonly title: string;
  /** The outgoing number; null: not signed. */
  readonly outgoing: string | null;
  readonly reasons: readonly string[];
}

/** Several by one confirmation, each with a result of its own: what cannot be signed is said, what can is signed. */
export function signAll(desk: Desk): RequestHandler {
  return async (request, response) => {
    const person = personOf(response);
    const numbers = [...new Set(list((request.body ?? {}) as Body, 'letter'))];
    const results: Result[] = [];
    for (const number of numbers.slice(0, AT_ONCE)) results.push(await signedOne(desk, number, person));
    for (const number of numbers.slice(AT_ONCE)) results.push(leftOver(number));
    const [only, second] = results;
    if (only?.outgoing && !second) {
      sayNext(response, `Подписано: № ${only.number}`);
      return response.redirect(303, '/sign');
    }
    const signed = results.filter(({ outgoing }) => outgoing !== null).length;
    if (signed < results.length) response.status(409);
    await desk.pages.screen(request, response, 'signed', {
      title: signed > 0 ? `Подписано: ${counted(signed, 'ответ', 'ответа', 'ответов')}` : 'Ничего не подписано',
      here: 'sign',
      narrow: false,
      results,
      left: results.length - signed,
    });
  };
}

async function signedOne({ office }: Desk, number: string, person: Person): Promise<Result> {
  const { stored } = await office.card(number, person);
  const { organisation, person: writer } = stored.value.card.correspondent;
  const about = {
    number,
    href: letterHref(number),
    to: organisation ?? writer ?? '',
    title: stored.value.reply?.title ?? stored.value.card.subject,
  };
  try {
    const { value } = await office.handle(stored.id, { type: 'sign' }, person);
    return { ...about, outgoing: value.reply?.outgoingNumber ?? null, reasons: [] };
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { ...about, outgoing: null, reasons: error.reasons };
  }
}

function leftOver(number: string): Result {
  const reasons = [`За один раз подписывается не больше ${AT_ONCE}. Этот ответ ждёт в списке.`];
  return { number, href: letterHref(number), to: '', title: '', outgoing: null, reasons };
}

/** As a hand signs. */
const AT_ONCE = 20;

async function chosenLetter(desk: Desk, view: CardView, person: Person, main: 'approve' | 'sign') {
  const { words, standard } = desk;
  const { value } = view.stored;
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
  const executor = view.people.find(({ id }) => id === value.executor);
  const { reply } = value;
  const checks = reply ? checksOf(desk, value, reply, view.people, person) : [];
  return {
    number: value.number,
    href,
    light: lightOf(standard, value, view.today),
    pages: pages.map((_, index) => `${href}/reply-pages/${index}.png?r=${view.stored.revision}`),
    count: pages.length,
    visas: visasOf(desk, view),
    executor: executor ? shortName(executor) : '',
    refusal: value.refusal ? `Уведомление по п. ${value.refusal.clause}: ${value.refusal.reason}` : null,
    sheet: sheetOf(standard, words, value, view.html),
    asked: questionsList(desk, view),
    lacks: checks.filter(({ good }) => !good),
    fine: checks.filter(({ good }) => good).length,
    notes: reply ? notesOf(desk, view, reply) : [],
    noteKey: `notes ${value.number} ${reply?.savedAt ?? ''}`,
    parts: reply
      ? [
          { part: 'title', paragraph: 0, text: reply.title },
          { part: 'salutation', paragraph: 0, text: reply.salutation },
          ...reply.text.map((text, paragraph) => ({ part: 'text', paragraph, text })),
        ]
      : [],
    main: option(main),
    back: option('return_draft'),
  };
}
