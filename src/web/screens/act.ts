/** One command on one letter: its form as a dialog or a page of its own, and what happens when it is sent. */
import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotAllowed, NotFound } from '../../domain/errors.ts';
import type { CardView } from '../../office/office.ts';
import { cardFields } from '../card-fields.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { fieldsOf } from '../fields.ts';
import { type Body, commandFrom } from '../form.ts';
import { problemOf } from '../problem.ts';
import { letterHref } from '../rows.ts';
import { isPart, personOf } from '../session.ts';
import { filledIn, type HumanCommand, isHumanCommand } from '../words.ts';

interface Params {
  readonly number: string;
  readonly command: string;
}

/** GET: the form. Without JavaScript the same form is a page. */
export function ask(desk: Desk): RequestHandler<{ number: string; command: string }> {
  return async (request, response) => {
    const command = commandOf(desk, request.params);
    const view = await desk.office.card(request.params.number, personOf(response));
    await show(desk, request, response, command, view, request.query as Body, {}, []);
  };
}

/** POST: done, or the form again with what is missing (422) or in the way (409). */
export function act(desk: Desk): RequestHandler<{ number: string; command: string }> {
  const { office, words } = desk;
  return async (request, response) => {
    const command = commandOf(desk, request.params);
    const person = personOf(response);
    const view = await office.card(request.params.number, person);
    const body = (request.body ?? {}) as Body;
    try {
      await office.handle(view.stored.id, commandFrom(command, body, view.stored.value, view.people), person);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem || error instanceof NotFound) throw error;
      response.status(problem.status);
      const fields = error instanceof Invalid ? error.fields : {};
      const said = error instanceof Invalid && Object.keys(fields).length > 0 ? [error.message].filter(Boolean) : problem.reasons;
      const reasons = error instanceof NotAllowed || error instanceof Invalid ? said : [problem.title, ...problem.reasons];
      return show(desk, request, response, command, view, body, fields, reasons);
    }
    sayNext(response, filledIn(words.commands[command].done, { number: view.stored.value.number }));
    leave(request, response, await placeAfter(desk, response, command, view, body));
  };
}

function commandOf({ words }: Desk, { command }: Params): HumanCommand {
  if (!isHumanCommand(words, command)) throw new NotFound('Такого действия нет. Откройте карточку и выберите действие внизу.');
  return command;
}

async function show(
  desk: Desk,
  request: Request<{ number: string; command: string }>,
  response: Response,
  command: HumanCommand,
  view: CardView,
  given: Body,
  errors: Readonly<Record<string, string>>,
  reasons: readonly string[],
): Promise<void> {
  const { standard, words, pages } = desk;
  const option = view.options.find((each) => each.command === command);
  const asks = option?.asks ?? [];
  const { number } = view.stored.value;
  const loads = asks.includes('executor') ? await desk.office.executorLoads() : {};
  const data = {
    number,
    href: letterHref(number),
    action: `${letterHref(number)}/do/${command}`,
    heading: words.commands[command].title,
    hint: words.hints[command] ?? '',
    button: words.commands[command].button,
    severe: SEVERE.has(command),
    impossible:
      option && !option.allowed ? option.reasons : option ? [] : ['Карточка уже в другом состоянии. Откройте её заново.'],
    reasons,
    fields: fieldsOf(command, asks, { standard, words, view, loads, given, errors }),
    card: asks.includes('card') ? cardFields(words, view.stored.value.card, given, errors) : null,
    onward: placeIn(given),
    sheet:
      SHOWS_ANSWER.has(command) && view.stored.value.reply
        ? `${letterHref(number)}/reply-pages/0.png?r=${view.stored.revision}`
        : null,
  };
  if (isPart(request)) return pages.part(response, 'act', data);
  await pages.screen(request, response, 'act', { title: data.heading, here: null, narrow: false, ...data });
}

/** Nobody puts his name under a text that he does not see. */
const SHOWS_ANSWER: ReadonlySet<HumanCommand> = new Set(['submit', 'approve', 'sign', 'send', 'hand_over']);

/** What leaves the house or cannot be undone has no filled button of its own colour. */
const SEVERE: ReadonlySet<HumanCommand> = new Set(['refuse', 'leave_unanswered', 'set_aside', 'reopen']);

/** «Подтвердить и следующий»: the clerk stays in the flow. */
async function placeAfter(
  { office }: Desk,
  response: Response,
  command: HumanCommand,
  view: CardView,
  body: Body,
): Promise<string> {
  const { number } = view.stored.value;
  if (body.onward === 'next' && command === 'confirm_card') {
    const next = await office.journal({ tray: 'incoming', limit: 1, order: 'waiting' }, personOf(response));
    const [first] = next.items;
    return first ? letterHref(first.number) : '/trays/incoming';
  }
  return placeIn(body) ?? letterHref(number);
}

/** A list that the form was opened from. */
function placeIn({ onward }: Body): string | null {
  return typeof onward === 'string' && /^\/(?:trays\/[a-z]+|dispatch|sign|control)$/.test(onward) ? onward : null;
}

function leave(request: Request<{ number: string; command: string }>, response: Response, to: string): void {
  if (isPart(request)) response.set('HX-Redirect', to).status(204).end();
  else response.redirect(303, to);
}
