/** The public check of a reply (mark 31): whoever holds the paper sees that it is ours, of which day, and nothing more. */
import type { RequestHandler } from 'express';
import { russianDay } from '../../domain/words.ts';
import type { Desk } from '../desk.ts';

/** `/check/NUMBER?code=…` from the QR; `/check?number=…&code=…` typed by hand. */
export function checkReply({ office, pages }: Desk): RequestHandler {
  return async (request, response) => {
    const number = asked(request.params.number) || asked(request.query.number);
    const code = asked(request.query.code);
    const found = number && code ? await office.checkReply(number, code) : null;
    if (number && code && !found) response.status(404);
    response.set('X-Robots-Tag', 'noindex, nofollow').set('Referrer-Policy', 'no-referrer');
    const electronic = found?.electronic ?? null;
    pages.bare(request, response, 'check', {
      title: 'Проверка ответа',
      number,
      code,
      unknown: Boolean(number && code && !found),
      found: found && {
        number: found.number,
        signedOn: russianDay(found.signedOn),
        sentOn: found.sentOn && russianDay(found.sentOn),
        byHand: electronic === null,
        intact: electronic?.intact ?? false,
        broken: electronic !== null && !electronic.intact,
        serial: electronic?.serial ?? null,
      },
    });
  };
}

function asked(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 80) : '';
}
