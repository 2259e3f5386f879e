/** One's own page: password, absences, who stands in. */
import type { Request, RequestHandler, Response } from 'express';
import { dayIn } from '../../domain/calendar.ts';
import { Invalid } from '../../domain/errors.ts';
import { unitName } from '../../domain/organisation.ts';
import { fullName, isAbsent, type Person, shortName } from '../../domain/person.ts';
import type { Away } from '../../office/administration.ts';
import { choice } from '../choices.ts';
import { cookie, sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, line } from '../form.ts';
import { personOf, SESSION_COOKIE } from '../session.ts';
import { faultsOf } from './knowledge.ts';

export function me(desk: Desk): RequestHandler {
  return (request, response) => showMe(desk, request, response, {});
}

export function ownPassword(desk: Desk): RequestHandler {
  const { office } = desk;
  return async (request, response) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
    try {
      if (text('next') !== text('again')) throw new Invalid('', { again: 'Пароли не совпали. Повторите новый ещё раз.' });
      const token = cookie(request, SESSION_COOKIE) ?? '';
      await office.changePassword(personOf(response), { old: text('old'), next: text('next') }, token);
    } catch (error) {
      response.status(422);
      return showMe(desk, request, response, faultsOf(error));
    }
    sayNext(response, 'Пароль изменён, на других компьютерах вход закрыт');
    response.redirect(303, '/me');
  };
}

export async function showMe(
  desk: Desk,
  request: Request,
  response: Response,
  faults: Readonly<Record<string, string>>,
): Promise<void> {
  const { office, standard, pages } = desk;
  const actor = personOf(response);
  const all = await office.people();
  const person = all.find(({ id }) => id === actor.id) ?? actor;
  const standsFor = all.filter((each) => each.substitute === person.id && isAbsent(each, dayOf(desk)));
  await pages.screen(request, response, 'me', {
    title: 'Вход и отсутствие',
    here: null,
    narrow: false,
    id: person.id,
    heading: fullName(person),
    about: `${person.position} · ${unitName(standard, person.unit)}`,
    login: person.login,
    away: awayView(person, all),
    standsFor: standsFor.map(shortName),
    error: errorsOf(faults),
  });
}

export function awayView(person: Person, all: readonly Person[]) {
  const rows = [...person.absences, { from: '', to: '' }];
  const others = all.filter(({ id }) => id !== person.id).sort((a, b) => a.surname.localeCompare(b.surname, 'ru'));
  return {
    rows: rows.map(({ from, to }, index) => ({ from, to, n: index })),
    substitutes: others.map((each) => choice(each.id, `${shortName(each)}, ${each.position}`, each.id === person.substitute)),
  };
}

/** A row whose days are both empty is no absence. */
export function awayFrom(body: Body): Away {
  const days = (name: string) => [body[name]].flat().map((each) => (typeof each === 'string' ? each.trim() : ''));
  const to = days('to');
  const absences = days('from').map((from, index) => ({ from, to: to[index] ?? '' }));
  return { absences: absences.filter(({ from, to: until }) => from || until), substitute: line(body, 'substitute') || null };
}

/** Every name is given: the templates are strict. */
export function errorsOf(faults: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = [
    'login',
    'surname',
    'name',
    'patronymic',
    'position',
    'unit',
    'office',
    'phone',
    'email',
    'roles',
    'absences',
    'substitute',
    'old',
    'next',
    'again',
    'all',
  ];
  return Object.fromEntries(names.map((name) => [name, faults[name] ?? '']));
}

export function dayOf({ standard, now }: Desk): string {
  return dayIn(standard.organisation.company.zone, now());
}
