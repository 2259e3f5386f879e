/** Looking at what lies in the quarantine, before somebody decides whether it is a letter (8.4.2). */
import { NotAllowed, NotFound } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Arrival, Arrivals, Vault } from './ports/intake.ts';
import type { ParsedMail, ParseMail } from './ports/mail.ts';
import type { Audit, Clock } from './ports/people.ts';
import type { Register } from './ports/register.ts';

export interface PutAsideView {
  readonly arrival: Arrival;
  /** Null: scans and other files. */
  readonly mail: ParsedMail | null;
  /** The letter whose answer or notice a report speaks of; null: it is no report, or of no mail of ours. */
  readonly about: string | null;
}

export interface PutAside {
  /** @throws NotFound, NotAllowed */
  view(key: string, actor: Person): Promise<PutAsideView>;
  /** The bytes as they came. @throws NotFound, NotAllowed */
  file(key: string, index: number, actor: Person): Promise<FileBytes>;
}

export interface PutAsideNeeds {
  readonly arrivals: Pick<Arrivals, 'get'>;
  readonly vault: Pick<Vault, 'read'>;
  readonly parse: ParseMail;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly register: Pick<Register, 'thread'>;
}

export function putAside({ arrivals, vault, parse, audit, clock, register }: PutAsideNeeds): PutAside {
  /** 152-ФЗ ст. 19: each look at somebody's mail is on record. */
  async function opened(key: string, actor: Person): Promise<Arrival> {
    if (!actor.roles.some((role) => role === 'clerk' || role === 'head'))
      throw new NotAllowed(['Письма в карантине смотрит канцелярия (п. 8.4.2).']);
    const arrival = await arrivals.get(key);
    const basis = `карантин: ${arrival.key}`;
    await audit.record({ at: clock.now().toISOString(), by: actor.id, what: 'viewed', letterId: null, basis, address: null });
    return arrival;
  }
  return {
    async view(key, actor) {
      const arrival = await opened(key, actor);
      const raw = arrival.files.find(({ type }) => type === 'message/rfc822');
      const mail = raw ? await parse(await vault.read(raw.hash), { contents: false }) : null;
      const reported = mail?.bounce?.about ?? mail?.receipt?.about;
      const [letter] = reported ? await register.thread([reported]) : [];
      return { arrival, mail, about: letter?.number ?? null };
    },
    async file(key, index, actor) {
      const file = (await opened(key, actor)).files[index];
      if (!file) throw new NotFound('Такого файла нет.');
      const { hash, name, type, size } = file;
      return { name, type, size, content: await vault.read(hash) };
    },
  };
}
