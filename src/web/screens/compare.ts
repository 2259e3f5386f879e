/** Two letters of one consumer side by side (8.2.8): what both say, what only one of them does. */
import type { RequestHandler } from 'express';
import { NotFound } from '../../domain/errors.ts';
import type { CardView } from '../../office/office.ts';
import type { Desk } from '../desk.ts';
import { comparedHtml } from '../highlight-compared.ts';
import { letterHref } from '../rows.ts';
import { personOf } from '../session.ts';
import { shortDay } from '../times.ts';

export function compare({ office, pages }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const person = personOf(response);
    const view = await office.card(request.params.number, person);
    const other = await office.card(earlierNumber(view, request.query.with), person);
    const [now, before] = [view.stored.value, other.stored.value];
    const marks = office.rules.compare(textOf(view), textOf(other));
    const answer = view.earlier.find(({ number }) => number === before.number);
    await pages.screen(request, response, 'compare', {
      title: `Сравнение · № ${now.number}`,
      here: null,
      narrow: true,
      number: now.number,
      href: letterHref(now.number),
      now: { ...headOf(view, now.registeredOn), html: comparedHtml(textOf(view), marks.now) },
      before: { ...headOf(other, view.today), html: comparedHtml(textOf(other), marks.before) },
      answered:
        answer?.outgoingNumber && answer.sentOn
          ? `исх. № ${answer.outgoingNumber} от ${shortDay(answer.sentOn, view.today)}`
          : null,
      fresh: marks.now.filter(({ what }) => what === 'new').length,
    });
  };
}

/** The letter that is asked for, else the one that the engine found it repeats, else the latest. */
function earlierNumber({ stored, earlier }: CardView, wanted: unknown): string {
  const repeated = stored.value.findings.find(({ ground }) => ground === 'repeat')?.repeatOf ?? stored.value.repeatOf;
  const found =
    (typeof wanted === 'string' && earlier.find(({ number }) => number === wanted)) ||
    earlier.find(({ id }) => id === repeated) ||
    earlier[0];
  if (!found) throw new NotFound('Прежних обращений этого потребителя нет: сравнивать не с чем.');
  return found.number;
}

function textOf({ stored }: CardView): string {
  return stored.value.repaired?.text ?? stored.value.text;
}

function headOf({ stored }: CardView, today: string) {
  const { number, registeredOn, card } = stored.value;
  return { number, href: letterHref(number), on: shortDay(registeredOn, today), subject: card.subject };
}
