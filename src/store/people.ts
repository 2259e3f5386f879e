/** People on MongoDB. Passwords are kept as argon2id hashes only. */
import { hash, verify } from '@node-rs/argon2';
import type { Connection } from 'mongoose';
import { Invalid, NotFound } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { People } from '../office/ports/people.ts';
import { modelOf } from './collections.ts';
import { isDuplicate } from './insert.ts';
import { together } from './together.ts';

interface PersonDocument extends Omit<Person, 'id'> {
  readonly _id: string;
  readonly passwordHash?: string;
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of random bytes nobody kept: an unknown login costs as much time as a wrong password, so that nobody can guess who works here. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$h/glY5l3KXc4yRP5FSLhTg$oZ5FtT3oMfzu7/QROBt9PpcpKTSYTGUrAercJYvJE9Q';

/** Two at a time: the staff of a first start, hashed all at once, would take more memory than anything later. */
const hashOf = together<string, string>((passwords) => Promise.allSettled(passwords.map((each) => hash(each, COST))), 2);

export function mongoPeople(connection: Connection): People {
  const people = modelOf<PersonDocument>(connection, 'people');
  return {
    async all() {
      const found = await people.find({ active: true }).sort({ surname: 1, _id: 1 }).lean<PersonDocument[]>();
      return found.map(personOf);
    },
    async everyone() {
      return (await people.find().sort({ surname: 1, _id: 1 }).lean<PersonDocument[]>()).map(personOf);
    },
    async get(id) {
      const found = await people.findById(id).lean<PersonDocument>();
      if (!found) throw new NotFound('Такого сотрудника нет.');
      return personOf(found);
    },
    async authenticate(login, password) {
      const found = await people
        .findOne({ login: loginOf(login), active: true })
        .select('+passwordHash')
        .lean<PersonDocument>();
      const right = await verify(found?.passwordHash ?? NOBODY, password);
      return right && found?.passwordHash ? personOf(found) : null;
    },
    async hire({ id, ...fields }, password) {
      const passwordHash = await hashOf(password);
      try {
        const once = { ...fields, login: loginOf(fields.login), passwordHash };
        const { upsertedCount } = await people.updateOne(
          { _id: id },
          { $setOnInsert: once },
          { upsert: true, runValidators: true },
        );
        return upsertedCount > 0;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async save(person, password) {
      const { id, ...fields } = { ...person, login: loginOf(person.login) };
      const passwordHash = password === undefined ? undefined : await hashOf(password);
      try {
        await people.updateOne(
          { _id: id },
          { $set: { ...fields, ...(passwordHash !== undefined && { passwordHash }) } },
          { upsert: true, runValidators: true },
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new Invalid('Этот логин занят другим сотрудником. Выберите другой.', { login: 'занят' });
      }
    },
  };
}

function personOf({ _id, passwordHash: _, ...person }: PersonDocument): Person {
  return { id: _id, ...person };
}

/** People type logins as they like. */
function loginOf(login: string): string {
  return login.trim().toLowerCase();
}
