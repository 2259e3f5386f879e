/** Kill -9 at each point of the intake path: every letter is found exactly once, numbers without a gap, the mailbox flagged. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accept } from '../../src/accept.ts';
import { readConfig } from '../../src/config.ts';
import { imapInbox } from '../../src/mail/inbox.ts';
import { testDatabase } from '../support/database.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually } from '../support/engine.ts';
import { intakeHouse } from '../support/intake-house.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAILS = 4;

/**
 * In the order of the path, for a batch and for a mail that comes alone (its arrival is noted before it is understood). A second
 * arrival of one letter is the only save that intake itself makes. Two points with nothing kept between them are one.
 */
const POINTS: readonly (readonly [string, number])[] = [
  ['after the vault', 50],
  ['after the letter is numbered', 50],
  ['after a second arrival is joined', 50],
  ['after the arrival is noted', 50],
  ['about the flag', 50],
  ['after the arrival is noted', 1],
  ['after the letter is numbered', 1],
  ['after the arrival is settled', 1],
];

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot();
}, 120_000);
afterAll(() => dovecot?.stop());

describe('8.4.2: each mail is registered exactly once, wherever the engine is killed', () => {
  it.each(POINTS.map(([point, together], index) => [point, together, index] as const))(
    'killed %s (mails at a time: %d)',
    async (point, together, index) => {
      const user = dovecot.user(index % 10);
      const folder = `kill${index}`;
      for (let n = 0; n < MAILS; n += 1) await dovecot.append(user, mail(`${index}-${n}`), folder);
      // The same letter once more, as if it had been sent to two of our addresses
      await dovecot.append(user, mail(`${index}-0`, 'other.tbek.example'), folder);
      const database = await testDatabase();
      const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/${folder}?office=${encodeURIComponent('ЦО')}`;
      try {
        expect(await intake(database.uri, url, point, together)).toBe('SIGKILL');
        const engine = await secondEngine(database.uri, url);
        try {
          await eventually('all mails flagged', () => flagged(user, folder, MAILS + 1));
          const { register, letters, arrivals } = engine.store;
          const { items } = await register.page({ scope: everything, limit: 50 });
          expect(items.map(({ number }) => Number(number.split('/')[1])).sort()).toEqual([1, 2, 3, 4]);
          const ways = await Promise.all(items.map(async ({ id }) => (await letters.load(id)).value.arrivals.length));
          expect(ways.sort()).toEqual([1, 1, 1, 2]);
          expect(await arrivals.counts()).toMatchObject({ received: 0, registered: MAILS + 1, failed: 0 });
        } finally {
          await engine.stop();
        }
      } finally {
        await database.stop();
      }
    },
    90_000,
  );
});

const everything = { all: true, offices: [], units: [], person: 'test', standsFor: [] };

/** The engine that is started after the crash: carries on what was left, and watches the same mailbox. */
async function secondEngine(uri: string, url: string) {
  const house = await intakeHouse(uri);
  const settings = { ...readConfig({ IMAP_URLS: url }), clock: { now: () => new Date() }, log: () => {} };
  const inbox = imapInbox(settings);
  inbox.start((mails) => accept(house, mails));
  return {
    store: house.store,
    async stop() {
      await inbox.stop();
      await house.stop();
    },
  };
}

async function flagged(user: string, folder: string, count: number): Promise<boolean> {
  const flags = await dovecot.flags(user, folder);
  return [...flags.values()].filter((set) => set.has('$ChanceryRegistered')).length === count;
}

function intake(uri: string, url: string, point: string, together: number): Promise<NodeJS.Signals | null> {
  const child = start(uri, url, point, together);
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

function start(uri: string, url: string, point: string, together: number) {
  return spawn(process.execPath, ['--import', 'tsx', 'test/support/dying-intake.ts', uri, url, point, String(together)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function mail(id: string, relay = 'mx.tbek.example'): string {
  return [
    `Received: from mail.primer.example by ${relay}; Mon, 23 Nov 2026 09:00:00 +0500`,
    'From: =?utf-8?B?0KLQtdGB0YI=?= <info@primer.example>',
    'To: kanc@tbek.example',
    `Subject: Reconciliation ${id}`,
    `Message-ID: <${id}@primer.example>`,
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Просим провести сверку расчётов по договору № ${id}. Телефон 8 (000) 000-00-00.`,
  ].join('\r\n');
}
