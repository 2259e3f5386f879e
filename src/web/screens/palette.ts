/** Ctrl+K: letters by number or words, and places. */
import type { RequestHandler } from 'express';
import type { Desk } from '../desk.ts';
import { railOf } from '../rail.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';

export function palette(desk: Desk): RequestHandler {
  const { office, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const q = typeof request.query.q === 'string' ? request.query.q.trim().slice(0, 200) : '';
    const [found, people, counts] = await Promise.all([
      q ? office.journal({ q, limit: 7, order: 'newest' }, person) : null,
      office.people(),
      office.counts(person),
    ]);
    const rail = railOf(person, counts, null);
    const places = [...rail.main, ...rail.more].filter(({ label }) => q === '' || label.toLowerCase().includes(q.toLowerCase()));
    pages.part(response, 'palette-results', {
      q,
      letters: found?.items.map(rowView(desk, people)) ?? [],
      places,
      journal: q ? `/journal?q=${encodeURIComponent(q)}` : null,
    });
  };
}
