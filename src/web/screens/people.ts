/** People of the house for the administrator, and for heads the absences of those below them. */
import type { Request, RequestHandler, Response } from 'express';
import { NotAllowed } from '../../domain/errors.ts';
import { handsOf, unitName } from '../../domain/organisation.ts';
import { fullName, type Person, ROLES, shortName } from '../../domain/person.ts';
import { russianDay } from '../../domain/words.ts';
import type { PersonFields } from '../../office/administration.ts';
import { ADMINISTERS, has, maySetAbsence } from '../../office/rights.ts';
import { choice, unitChoices } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, line, list } from '../form.ts';
import { personOf } from '../session.ts';
import { word } from '../words.ts';
import { faultsOf } from './knowledge.ts';
import { awayFrom, awayView, dayOf, errorsOf, showMe } from './me.ts';

type Params = { id: string };

export function people(desk: Desk): RequestHandler {
  const { office, standard, words, pages } = desk;
  return async (request, response) => {
    const all = await office.everyone(personOf(response));
    const today = dayOf(desk);
    const q = typeof request.query.q === 'string' ? request.query.q.trim().toLowerCase() : '';
    const shown = all.filter((each) => `${fullName(each)} ${each.login} ${each.position}`.toLowerCase().includes(q));
    const groups = standard.organisation.offices.flatMap(({ code, name }) => {
      const here = shown.filter(({ office: of, active }) => of === code && active);
      return here.length > 0 ? [{ label: `${code} · ${name}`, rows: here.map((each) => rowOf(desk, each, all, today)) }] : [];
    });
    const gone = shown.filter(({ active }) => !active).map((each) => rowOf(desk, each, all, today));
    await pages.screen(request, response, 'people', {
      title: 'Сотрудники',
      here: 'people',
      narrow: false,
      total: String(all.filter(({ active }) => active).length),
      q,
      groups: gone.length > 0 ? [...groups, { label: 'Уволены', rows: gone }] : groups,
      roleWords: words.roles,
    });
  };
}

export function personForm(desk: Desk): RequestHandler<Params> {
  return (request, response) => showPerson(desk, request, response, { given: null, faults: {}, password: null });
}

/** The password is shown on the answer itself, never kept and never in an address. */
export function savePerson(desk: Desk): RequestHandler<Params> {
  const { office } = desk;
  return async (request, response) => {
    const { id } = request.params;
    const actor = personOf(response);
    const given = fieldsFrom((request.body ?? {}) as Body);
    try {
      if (id === 'new') {
        const { person, password } = await office.hirePerson(given, actor);
        request.params.id = person.id;
        return await showPerson(desk, request, response, { given: null, faults: {}, password });
      }
      await office.changePerson(id, given, actor);
    } catch (error) {
      const faults = faultsOf(error);
      response.status(422);
      return showPerson(desk, request, response, { given, faults, password: null });
    }
    sayNext(response, 'Карточка сотрудника сохранена');
    response.redirect(303, `/people/${id}`);
  };
}

export function personAct(desk: Desk): RequestHandler<Params & { act: string }> {
  const { office } = desk;
  return async (request, response) => {
    const { id, act } = request.params;
    const actor = personOf(response);
    if (act === 'password' || act === 'readmit') {
      const password = act === 'password' ? await office.resetPassword(id, actor) : await office.readmitPerson(id, actor);
      return showPerson(desk, request, response, { given: null, faults: {}, password });
    }
    await office.dismissPerson(id, actor);
    sayNext(response, 'Сотрудник уволен, вход закрыт');
    response.redirect(303, '/people');
  };
}

export function absence(desk: Desk): RequestHandler<Params> {
  const { office } = desk;
  return async (request, response) => {
    const { id } = request.params;
    const actor = personOf(response);
    const body = (request.body ?? {}) as Body;
    const own = line(body, 'onward') === '/me';
    try {
      await office.setAbsences(id, awayFrom(body), actor);
    } catch (error) {
      const faults = faultsOf(error);
      response.status(422);
      if (own) return showMe(desk, request, response, faults);
      return showPerson(desk, request, response, { given: null, faults, password: null });
    }
    sayNext(response, 'Отсутствие отмечено');
    response.redirect(303, own ? '/me' : `/people/${id}`);
  };
}

interface Shown {
  readonly given: PersonFields | null;
  readonly faults: Readonly<Record<string, string>>;
  readonly password: string | null;
}

/** A head sees the absences of the people below, the administrator everything. @throws NotAllowed */
async function showPerson(
  desk: Desk,
  request: Request<Params>,
  response: Response,
  { given, faults, password }: Shown,
): Promise<void> {
  const { office, standard, words, pages } = desk;
  const actor = personOf(response);
  const { id } = request.params;
  const all = await office.people();
  const known = id === 'new' ? null : await office.person(id);
  const admin = has(actor, ADMINISTERS);
  const absences = known !== null && maySetAbsence(standard, handsOf({ actor, people: all, today: dayOf(desk) }), known);
  if (!admin && !absences)
    throw new NotAllowed(['Карточку сотрудника открывает администратор, отсутствие отмечает руководитель.']);
  const value = given ?? known ?? BLANK;
  await pages.screen(request, response, 'person', {
    title: known ? shortName(known) : 'Новый сотрудник',
    here: 'people',
    narrow: false,
    admin,
    id,
    isNew: known === null,
    active: known?.active ?? true,
    self: id === actor.id,
    heading: known ? fullName(known) : 'Новый сотрудник',
    about: known ? `${known.position} · ${unitName(standard, known.unit)}` : '',
    value: { ...value },
    units: unitChoices(standard, value.unit),
    offices: standard.organisation.offices.map(({ code, name }) => choice(code, `${code} · ${name}`, code === value.office)),
    roles: ROLES.filter((role) => role !== 'system').map((role) =>
      choice(role, word(words.roles, role), value.roles.includes(role)),
    ),
    error: errorsOf(faults),
    password,
    login: known?.login ?? '',
    away: absences && known ? awayView(known, all) : null,
  });
}

function rowOf({ standard, words }: Desk, person: Person, all: readonly Person[], today: string) {
  const away = person.absences.find(({ from, to }) => from <= today && today <= to);
  const substitute = all.find(({ id }) => id === person.substitute);
  return {
    href: `/people/${person.id}`,
    name: fullName(person),
    login: person.login,
    position: person.position,
    unit: unitName(standard, person.unit),
    roles: person.roles.map((role) => word(words.roles, role)).join(', '),
    away: away ? `отсутствует до ${russianDay(away.to)}` : '',
    substitute: substitute ? shortName(substitute) : '',
  };
}

function fieldsFrom(body: Body): PersonFields {
  const text = (name: string) => line(body, name);
  return {
    login: text('login'),
    surname: text('surname'),
    name: text('name'),
    patronymic: text('patronymic'),
    position: text('position'),
    unit: text('unit'),
    office: text('office'),
    phone: text('phone'),
    email: text('email'),
    roles: ROLES.filter((role) => role !== 'system' && list(body, 'roles').includes(role)),
  };
}

const BLANK: PersonFields = {
  login: '',
  surname: '',
  name: '',
  patronymic: '',
  position: '',
  unit: '',
  office: '',
  phone: '',
  email: '',
  roles: [],
};
