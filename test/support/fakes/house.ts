/** Numbers, people, sessions and the trail in memory. Trusted because they pass their contracts. */
import { randomUUID } from 'node:crypto';
import { Invalid, NotFound } from '../../../src/domain/errors.ts';
import { outgoingNumber } from '../../../src/domain/numbering.ts';
import type { Person } from '../../../src/domain/person.ts';
import type { Numbering } from '../../../src/domain/standard.ts';
import type { Numbers } from '../../../src/office/ports/letters.ts';
import type { NoticeTally } from '../../../src/office/ports/mail.ts';
import type { Audit, AuditEntry, People, Sessions } from '../../../src/office/ports/people.ts';

export function fakeNumbers(numbering: Numbering): Numbers {
  const given = new Map<string, string>();
  const last = new Map<string, number>();
  return {
    async outgoing(office, year, replyId) {
      const known = given.get(replyId);
      if (known) return known;
      const n = (last.get(`${year} ${office}`) ?? 0) + 1;
      const number = outgoingNumber(numbering, office, year, n);
      last.set(`${year} ${office}`, n);
      given.set(replyId, number);
      return number;
    },
  };
}

export function fakePeople(staff: readonly Person[] = []): People {
  const people = new Map(staff.map((person) => [person.id, person]));
  const passwords = new Map<string, string>();
  const plain = (login: string) => login.trim().toLowerCase();
  return {
    async all() {
      return [...people.values()]
        .filter(({ active }) => active)
        .sort((a, b) => (`${a.surname} ${a.id}` < `${b.surname} ${b.id}` ? -1 : 1));
    },
    async everyone() {
      return [...people.values()].sort((a, b) => (`${a.surname} ${a.id}` < `${b.surname} ${b.id}` ? -1 : 1));
    },
    async get(id) {
      const found = people.get(id);
      if (!found) throw new NotFound('Такого сотрудника нет.');
      return found;
    },
    async authenticate(login, password) {
      const found = [...people.values()].find((each) => each.login === plain(login) && each.active);
      return found && passwords.get(found.id) === password ? found : null;
    },
    async hire(person, password) {
      const login = plain(person.login);
      if ([...people.values()].some((each) => each.login === login || each.id === person.id)) return false;
      people.set(person.id, { ...person, login });
      passwords.set(person.id, password);
      return true;
    },
    async save(person, password) {
      const login = plain(person.login);
      if ([...people.values()].some((each) => each.login === login && each.id !== person.id)) {
        throw new Invalid('Этот логин занят другим сотрудником. Выберите другой.', { login: 'занят' });
      }
      people.set(person.id, { ...person, login });
      if (password !== undefined) passwords.set(person.id, password);
    },
  };
}

export function fakeSessions({ sessionMs, idleMs }: { readonly sessionMs: number; readonly idleMs: number }): Sessions {
  const sessions = new Map<string, { readonly person: string; readonly openedAt: number; touchedAt: number }>();
  return {
    async open(person, now) {
      const token = randomUUID() + randomUUID();
      sessions.set(token, { person, openedAt: now.getTime(), touchedAt: now.getTime() });
      return token;
    },
    async person(token, now) {
      const found = sessions.get(token);
      if (!found) return null;
      if (now.getTime() - found.touchedAt > idleMs || now.getTime() - found.openedAt > sessionMs) {
        sessions.delete(token);
        return null;
      }
      found.touchedAt = Math.max(found.touchedAt, now.getTime());
      return found.person;
    },
    async close(token) {
      sessions.delete(token);
    },
    async closeAll(person, except) {
      for (const [token, each] of sessions) if (each.person === person && token !== except) sessions.delete(token);
    },
  };
}

export function fakeNotices(): NoticeTally {
  const days = new Map<string, Set<string>>();
  return {
    had: async (address, day, occasion) => days.get(`${day} ${address}`)?.has(occasion) ?? false,
    async take(address, day, occasion, most) {
      const had = days.get(`${day} ${address}`) ?? new Set();
      if (most < 1 || (!had.has(occasion) && had.size >= most)) return false;
      days.set(`${day} ${address}`, had.add(occasion));
      return true;
    },
  };
}

export function fakeAudit(): Audit {
  const entries: AuditEntry[] = [];
  return {
    async record(entry) {
      entries.push(entry);
    },
    async of(letterId, limit) {
      return entries
        .filter((each) => each.letterId === letterId)
        .reverse()
        .slice(0, limit);
    },
  };
}
