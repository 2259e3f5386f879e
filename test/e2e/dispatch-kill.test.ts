/** Kill -9 at each point of the dispatch path: the reply reaches the server once, where nobody can know twice under one Message-ID. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoppableMailer } from '../../src/mail/outbox.ts';
import { smtpMailer } from '../../src/mail/relay.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { person, staff } from '../support/house.ts';
import { type IntakeHouse, intakeHouse } from '../support/intake-house.ts';
import { signedLetters } from '../support/signed-letters.ts';
import { startSmtp, type TestSmtp } from '../support/smtp-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** In the order of the path, and how often the server gets the mail in all. */
const POINTS: readonly (readonly [string, number])[] = [
  ['after the bytes are kept', 1],
  ['before the server', 1],
  ['after the server took it', 2],
  ['before it is noted', 2],
  ['after it is noted', 1],
];

let database: TestDatabase;
let engine: IntakeHouse;
/** The second engine looks when the lease of the dead one has ended; before, it must not take the work away. */
let waits = true;
let smtp: TestSmtp;
let mailer: StoppableMailer;

beforeAll(async () => {
  database = await testDatabase();
  smtp = await startSmtp();
  mailer = smtpMailer(smtp.url, { from: 'kanc@tbek.example' });
  const later = { now: () => new Date(Date.now() + 150_000) };
  engine = await intakeHouse(database.uri, (ports) => ({
    ...ports,
    mailer,
    letters: { ...ports.letters, claim: async (...args) => (waits ? [] : engine.store.lettersUnder(later).claim(...args)) },
  }));
  for (const each of staff) await engine.store.people.save(each);
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  mailer?.stop();
  await smtp?.stop();
  await database?.stop();
});

describe('8.4.6: a reply is sent and noted, wherever the engine is killed', () => {
  it.each(POINTS.map(([point, times], index) => [point, times, index] as const))(
    'killed %s: the server has it %d time(s)',
    async (point, times, index) => {
      const before = smtp.mails.length;
      const id = (await signedLetters(engine.store, 1, { first: index }))[0] ?? '';
      waits = true;
      await engine.office.handle(id, { type: 'send' }, person('zhurnalova'));
      expect(await dying(database.uri, smtp.url, point)).toBe('SIGKILL');
      waits = false;
      await engine.perform();
      const { value, pending } = await engine.store.letters.load(id);
      expect(value).toMatchObject({ state: 'sent', reply: { dispatch: { status: 'accepted' } } });
      expect(pending).toEqual([]);
      const mails = smtp.mails.slice(before);
      expect(mails).toHaveLength(times);
      expect(new Set(mails.map(({ raw }) => raw.toString())).size).toBe(1);
    },
    60_000,
  );
});

function dying(uri: string, smtpUrl: string, point: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/dying-dispatch.ts', uri, smtpUrl, point], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}
