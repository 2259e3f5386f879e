/** People of the house: hired, changed, dismissed; passwords; absences and who stands in. Every change is audited. */
import { dayIn, isDay } from '../domain/calendar.ts';
import { Invalid, NotAllowed } from '../domain/errors.ts';
import { handsOf, officeOf, unitOf } from '../domain/organisation.ts';
import { type DayRange, type Person, type PersonId, ROLES, type Role, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { demandGoodPassword, randomPassword } from './password.ts';
import type { Audit, Clock, People, Sessions } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import { ADMINISTERS, demand, maySetAbsence } from './rights.ts';

/** What the administrator's form holds. */
export type PersonFields = Pick<
  Person,
  'login' | 'surname' | 'name' | 'patronymic' | 'position' | 'unit' | 'office' | 'roles' | 'phone' | 'email'
>;

export interface Administration {
  /** Those who left too, by surname. @throws NotAllowed */
  everyone(actor: Person): Promise<readonly Person[]>;
  /** The password is told this once. @throws NotAllowed, Invalid */
  hirePerson(fields: PersonFields, actor: Person): Promise<{ readonly person: Person; readonly password: string }>;
  changePerson(id: PersonId, fields: PersonFields, actor: Person): Promise<Person>;
  /** Ends all sessions. @throws NotAllowed while letters are in the person's hands */
  dismissPerson(id: PersonId, actor: Person): Promise<void>;
  /** Comes back, with a new password. */
  readmitPerson(id: PersonId, actor: Person): Promise<string>;
  /** A new password, told this once; all sessions end. */
  resetPassword(id: PersonId, actor: Person): Promise<string>;
  /** One's own; all sessions end but the one with this token. @throws Invalid */
  changePassword(actor: Person, given: { readonly old: string; readonly next: string }, token: string): Promise<void>;
  /** @throws NotAllowed for others than the person, the heads above and the administrator; Invalid */
  setAbsences(id: PersonId, away: Away, actor: Person): Promise<Person>;
}

export interface Away {
  readonly absences: readonly DayRange[];
  readonly substitute: PersonId | null;
}

export interface AdministrationNeeds {
  readonly standard: Standard;
  readonly people: People;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly register: Pick<Register, 'loads'>;
  readonly clock: Clock;
}

export function administering(needs: AdministrationNeeds): Administration {
  const { people, sessions, standard } = needs;
  const note = (actor: Person, what: string, basis: string) =>
    needs.audit.record({ at: needs.clock.now().toISOString(), by: actor.id, what, letterId: null, basis, address: null });
  const newPassword = async (person: Person) => {
    const password = randomPassword();
    await people.save(person, password);
    await sessions.closeAll(person.id);
    return password;
  };
  return {
    async everyone(actor) {
      demand(actor, ADMINISTERS);
      return people.everyone();
    },
    async hirePerson(fields, actor) {
      demand(actor, ADMINISTERS);
      const id = fields.login.trim().toLowerCase();
      const person = { id, ...checked(standard, fields), absences: [], substitute: null, active: true };
      const password = randomPassword();
      if (!(await people.hire(person, password)))
        throw new Invalid('', { login: 'Этот логин занят, возможно, уволенным сотрудником. Выберите другой.' });
      await note(actor, 'person_hired', `${id}: ${person.roles.join(', ')}`);
      return { person, password };
    },
    async changePerson(id, fields, actor) {
      demand(actor, ADMINISTERS);
      const before = await people.get(id);
      const person = { ...before, ...checked(standard, fields) };
      if (id === actor.id && !person.roles.includes('admin'))
        throw new Invalid('', { roles: 'Себя лишить прав администратора нельзя: это делает другой администратор.' });
      await people.save(person);
      await note(actor, 'person_changed', `${id}: ${changes(before, person).join(', ') || 'без изменений'}`);
      return person;
    },
    async dismissPerson(id, actor) {
      demand(actor, ADMINISTERS);
      if (id === actor.id) throw new NotAllowed(['Себя уволить нельзя: это делает другой администратор.']);
      const person = await people.get(id);
      const open = (await needs.register.loads())[id] ?? 0;
      if (open > 0)
        throw new NotAllowed([
          `В работе у сотрудника обращений: ${open}. Сначала руководитель подразделения назначит по ним другого исполнителя (п. 8.2.4).`,
        ]);
      await people.save({ ...person, active: false });
      await sessions.closeAll(id);
      await note(actor, 'person_dismissed', id);
    },
    async readmitPerson(id, actor) {
      demand(actor, ADMINISTERS);
      const password = await newPassword({ ...(await people.get(id)), active: true });
      await note(actor, 'person_readmitted', id);
      return password;
    },
    async resetPassword(id, actor) {
      demand(actor, ADMINISTERS);
      const person = await people.get(id);
      if (!person.active) throw new NotAllowed(['Сотрудник уволен. Сначала верните его на работу.']);
      const password = await newPassword(person);
      await note(actor, 'password_reset', id);
      return password;
    },
    async changePassword(actor, { old, next }, token) {
      if (!(await people.authenticate(actor.login, old)))
        throw new Invalid('', { old: 'Это не нынешний пароль. Проверьте раскладку и Caps Lock.' });
      demandGoodPassword(next, actor);
      if (next === old) throw new Invalid('', { next: 'Новый пароль совпадает с прежним. Придумайте другой.' });
      await people.save(await people.get(actor.id), next);
      await sessions.closeAll(actor.id, token);
      await note(actor, 'password_changed', actor.id);
    },
    async setAbsences(id, away, actor) {
      const [person, all] = await Promise.all([people.get(id), people.all()]);
      const today = dayIn(standard.organisation.company.zone, needs.clock.now());
      const hands = handsOf({ actor, people: all, today });
      if (!maySetAbsence(standard, hands, person))
        throw new NotAllowed(['Отсутствие отмечает сам сотрудник, его руководитель или администратор.']);
      const saved = { ...person, ...whole(away, person, all) };
      await people.save(saved);
      const ranges = saved.absences.map(({ from, to }) => `${from}–${to}`).join(', ') || 'нет';
      await note(actor, 'absence_set', `${id}: ${ranges}; замещает ${saved.substitute ?? 'никто'}`);
      return saved;
    },
  };
}

/** All faults at once, by field. @throws Invalid */
function checked(standard: Standard, given: PersonFields): PersonFields {
  const fields = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  ) as unknown as PersonFields;
  const faults: Record<string, string> = {};
  if (!/^[a-z][a-z0-9._-]{1,31}$/.test(fields.login.toLowerCase()))
    faults.login = 'Логин: от 2 до 32 латинских букв, цифр, точек и дефисов, первой буква.';
  if (!fields.surname) faults.surname = 'Впишите фамилию.';
  if (!fields.name) faults.name = 'Впишите имя: оно стоит в отметке об исполнителе (п. 8.4.5).';
  if (!fields.position) faults.position = 'Впишите должность.';
  if (!officeOf(standard, fields.office)) faults.office = 'Выберите офис.';
  if (unitOf(standard, fields.unit)?.office !== fields.office) faults.unit = 'Выберите подразделение этого офиса.';
  if (fields.roles.length === 0 || !fields.roles.every(isHumanRole)) faults.roles = 'Отметьте хотя бы одну роль.';
  const digits = fields.phone.replace(/\D/g, '').length;
  if (digits < 5 || digits > 20) faults.phone = 'Впишите телефон: он стоит в отметке об исполнителе (п. 8.2).';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email)) faults.email = 'Впишите рабочий e-mail: на него приходят поручения.';
  if (Object.keys(faults).length > 0) throw new Invalid('', faults);
  return fields;
}

function isHumanRole(role: Role): boolean {
  return role !== 'system' && ROLES.includes(role);
}

function changes(before: Person, after: Person): readonly string[] {
  const keys = Object.keys(after) as (keyof Person)[];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** @throws Invalid */
function whole({ absences, substitute }: Away, person: Person, all: readonly Person[]): Away {
  for (const { from, to } of absences) {
    if (!isDay(from) || !isDay(to)) throw new Invalid('', { absences: 'Выберите оба дня: с какого и по какое.' });
    if (from > to) throw new Invalid('', { absences: 'Первый день позже последнего. Поменяйте их местами.' });
  }
  if (substitute === person.id) throw new Invalid('', { substitute: 'Сам себя сотрудник не замещает. Выберите другого.' });
  const stand = all.find(({ id }) => id === substitute);
  if (substitute && !stand) throw new Invalid('', { substitute: 'Такого сотрудника нет. Выберите из списка.' });
  const both = stand && absences.find((mine) => stand.absences.some((his) => his.from <= mine.to && mine.from <= his.to));
  if (stand && both) throw new Invalid('', { substitute: `${shortName(stand)} в эти дни тоже отсутствует. Выберите другого.` });
  return { absences: [...absences].sort((a, b) => a.from.localeCompare(b.from)), substitute };
}
