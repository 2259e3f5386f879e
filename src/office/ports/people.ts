/** People, their sessions, the time, and the trail of who looked at what. */
import type { Instant } from '../../domain/card.ts';
import type { Person, PersonId } from '../../domain/person.ts';

export interface Clock {
  now(): Date;
}

export interface People {
  /** Active people. */
  all(): Promise<readonly Person[]>;
  /** Those who left too, by surname. */
  everyone(): Promise<readonly Person[]>;
  /** @throws NotFound */
  get(id: PersonId): Promise<Person>;
  /** Null when login or password is wrong. */
  authenticate(login: string, password: string): Promise<Person | null>;
  /** Keeps a person who is not there yet. False when there is one: nothing changes, and the password is not his. */
  hire(person: Person, password: string): Promise<boolean>;
  /** Keeps a person, with an argon2 hash of the password when one is given. */
  save(person: Person, password?: string): Promise<void>;
}

export interface Sessions {
  /** Opens a session and gives back its secret token; only its hash is kept. */
  open(person: PersonId, now: Date): Promise<string>;
  /** Null when unknown or older than the limits allow; touching extends it. */
  person(token: string, now: Date): Promise<PersonId | null>;
  close(token: string): Promise<void>;
  /** All of a person's sessions, but the one with this token. */
  closeAll(person: PersonId, except?: string): Promise<void>;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly by: PersonId;
  /** viewed, opened_original, exported, logged_in, login_failed, changed … */
  readonly what: string;
  readonly letterId: string | null;
  readonly basis: string | null;
  readonly address: string | null;
}

export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  of(letterId: string, limit: number): Promise<readonly AuditEntry[]>;
}
