/** All of store/ over one connection. */
import type { Db } from 'mongodb';
import type { Config } from './config.ts';
import type { Standard } from './domain/standard.ts';
import type { HousePorts } from './house-ports.ts';
import type { Letters } from './office/ports/letters.ts';
import type { Cursors, KeptTokens } from './office/ports/mail.ts';
import type { Clock } from './office/ports/people.ts';
import { mongoArrivals } from './store/arrivals.ts';
import { mongoAudit } from './store/audit.ts';
import { mongoBatches } from './store/batches.ts';
import { connectStore } from './store/connection.ts';
import { mongoCursors } from './store/cursors.ts';
import { mongoDrafts } from './store/drafts.ts';
import { mongoKeptTokens } from './store/kept-tokens.ts';
import { mongoLetters } from './store/letters.ts';
import { mongoNotices } from './store/notices.ts';
import { mongoNumbers } from './store/numbers.ts';
import { mongoPeople } from './store/people.ts';
import { pendingEffects, pulse } from './store/pulse.ts';
import { mongoReadings } from './store/readings.ts';
import { mongoRegister } from './store/register.ts';
import { mongoSessions } from './store/sessions.ts';
import { mongoShelf } from './store/shelf.ts';
import { mongoStatusCodes } from './store/status-codes.ts';
import { mongoTallies } from './store/tallies.ts';
import { mongoTeaching } from './store/teaching.ts';
import { mongoVault } from './store/vault.ts';

type StorePorts = Pick<
  HousePorts,
  | 'letters'
  | 'numbers'
  | 'register'
  | 'tallies'
  | 'vault'
  | 'arrivals'
  | 'people'
  | 'sessions'
  | 'audit'
  | 'notices'
  | 'statusCodes'
  | 'teaching'
  | 'drafts'
  | 'shelf'
  | 'readings'
  | 'batches'
>;

export interface Store extends StorePorts {
  readonly db: Db;
  readonly cursors: Cursors;
  readonly keptTokens: KeptTokens;
  /** The letters for an office whose clock is not the real one. */
  lettersUnder(clock: Clock): Letters;
  pulse(): Promise<void>;
  pendingEffects(): Promise<number>;
  close(): Promise<void>;
}

export async function openStore(
  uri: string,
  standard: Pick<Standard, 'numbering' | 'workflow'>,
  limits: Pick<Config['limits'], 'sessionMs' | 'idleMs'>,
): Promise<Store> {
  const connection = await connectStore(uri);
  const { db } = connection;
  if (!db) throw new Error('the database connection has no database');
  return {
    db: db as unknown as Db,
    letters: mongoLetters(connection, standard.numbering),
    lettersUnder: (clock) => mongoLetters(connection, standard.numbering, clock),
    numbers: mongoNumbers(connection, standard.numbering),
    register: mongoRegister(connection, standard.workflow),
    tallies: mongoTallies(connection, standard.workflow),
    vault: mongoVault(connection),
    readings: mongoReadings(connection),
    batches: mongoBatches(connection),
    arrivals: mongoArrivals(connection),
    people: mongoPeople(connection),
    sessions: mongoSessions(connection, limits),
    audit: mongoAudit(connection),
    notices: mongoNotices(connection),
    statusCodes: mongoStatusCodes(connection),
    teaching: mongoTeaching(connection),
    drafts: mongoDrafts(connection),
    shelf: mongoShelf(connection),
    cursors: mongoCursors(connection),
    keptTokens: mongoKeptTokens(connection),
    pulse: () => pulse(connection),
    pendingEffects: () => pendingEffects(connection),
    close: () => connection.close(),
  };
}
