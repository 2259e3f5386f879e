/** Kill -9 at each point of the intake path: every letter is found exactly once, numbers without a gap, the mailbox flagged. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { openStore, type Store } from '../../src/open-store.ts';
import { testDatabase } from '../support/database.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually } from '../support/engine.ts';
import { standard } from '../support/house.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAILS = 4;

/** In the order of the path; a second arrival of one letter is the only save that intake itself makes. */
const POINTS = [
  'before the batch is taken',
  'before the vault',
  'after the vault',
  'after the arrival is noted',
  'before the letter is numbered',
  'after the letter is numbered',
  'before the arrival is settled',
  'after the arrival is settled',
  'after a second arrival is joined',
  'before the flag',
  'about the flag',
];

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot();
}, 120_000);
afterAll(() => dovecot?.stop());

describe('8.4.2: each mail is registered exactly once, wherever the engine is killed', () => {
  it.each(POINTS.map((point, index) => [point, index] as const))(
    'killed %s',
    async (point, index) => {
      const user = dovecot.user(index % 10);
      const folder = `kill${index}`;
      for (let n = 0; n < MAILS; n += 1) await dovecot.append(user, mail(`${index}-${n}`), folder);
      // The same letter once more, as if it had been sent to two of our addresses
      await dovecot.append(user, mail(`${index}-0`, 'other.tbek.example'), folder);
      const database = await testDatabase();
      const url = `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/${folder}?office=${encodeURIComponent('ЦО')}`;
      try {
        expect(await intake(database.uri, url, point)).toBe('SIGKILL');
        const second = start(database.uri, url, 'none');
        const store = await openStore(database.uri, standard, readConfig({}).limits);
        try {
          await eventually('all mails flagged', () => flagged(user, folder, MAILS + 1));
          await eventually('both arrivals on one card', async () => (await arrivals(store)).join() === '2,1,1,1');
          const { items } = await store.register.page({ scope: everything, limit: 50 });
          expect(items.map(({ number }) => number).sort()).toEqual(numbers(MAILS));
          expect((await store.arrivals.counts()).received).toBe(0);
        } finally {
          second.kill('SIGKILL');
          await store.close();
        }
      } finally {
        await database.stop();
      }
    },
    90_000,
  );
});

const everything = { all: true, offices: [], units: [], person: 'test' };

function numbers(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, n) => expect.stringMatching(new RegExp(`^ЦО-\\d{4}/${String(n + 1).padStart(6, '0')}$`)) as string,
  );
}

/** How many ways each letter came in, most first. */
async function arrivals({ register, letters }: Store): Promise<readonly number[]> {
  const { items } = await register.page({ scope: everything, limit: 50 });
  const counts = await Promise.all(items.map(async ({ id }) => (await letters.load(id)).value.arrivals.length));
  return counts.sort((a, b) => b - a);
}

async function flagged(user: string, folder: string, count: number): Promise<boolean> {
  const flags = await dovecot.flags(user, folder);
  return [...flags.values()].filter((set) => set.has('$ChanceryRegistered')).length === count;
}

function intake(uri: string, url: string, point: string): Promise<NodeJS.Signals | null> {
  const child = start(uri, url, point);
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

function start(uri: string, url: string, point: string) {
  return spawn(process.execPath, ['--import', 'tsx', 'test/support/dying-intake.ts', uri, url, point], {
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
