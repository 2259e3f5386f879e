/**
 * Engine, database and mail server are killed -9 while the mails come in: each mail is one letter, numbers have no gap. Run by hand
 * with CHAOS_MAILS=1000 CHAOS_ROUNDS=3 CHAOS_KILLS=9 for the long form.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually, forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';

const MAILS = Number(process.env.CHAOS_MAILS ?? 80);
const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 1);
const KILLS = Number(process.env.CHAOS_KILLS ?? 3);
const LIMIT_MS = 60_000 + MAILS * ROUNDS * 300;

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot();
}, 120_000);
afterAll(() => dovecot?.stop());

describe('8.4.2: whatever dies while mails come in, each is registered exactly once', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => [round]))(
    'killed at random, round %d',
    async (round) => {
      const user = dovecot.user(round);
      await dovecot.as(user, async (client) => {
        for (let n = 0; n < MAILS; n += 1) await client.append('INBOX', mail(`${round}-${n}`));
      });
      const random = seeded(20_261_125 + round);
      const dataDir = freshDataDir();
      const env = {
        DATA_DIR: dataDir,
        IMAP_URLS: `imap://${user}:${dovecot.password}@${dovecot.host}:${dovecot.port}/INBOX?office=${encodeURIComponent('ЦО')}`,
        IMAP_POLL_SECONDS: '5',
      };
      let engine = await startEngine(env);
      try {
        for (let kill = 0; kill < KILLS; kill += 1) {
          await sleep(random() * 1500);
          if (kill % 3 === 0) {
            await engine.kill();
            engine = await startEngine(env);
          } else if (kill % 3 === 1) killDatabase(engine);
          else {
            await dovecot.kill();
            await dovecot.restart();
          }
        }
        await eventually('all mails flagged', () => allFlagged(user), LIMIT_MS);
        const letters = await lettersOf(engine.url);
        expect(letters.map(({ number }) => Number(number.split('/')[1])).sort((a, b) => a - b)).toEqual(upTo(MAILS));
        expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(MAILS);
      } finally {
        await engine.stop();
        forget(dataDir);
      }
    },
    LIMIT_MS + 60_000,
  );
});

/** The engine's child that is the database. */
function killDatabase({ process: engine }: RunningEngine): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
      if (parent !== engine.pid || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded-mongo')) continue;
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it ended by itself meanwhile
    }
  }
}

async function allFlagged(user: string): Promise<boolean> {
  const flags = await dovecot.flags(user).catch(() => new Map<number, Set<string>>());
  return [...flags.values()].filter((set) => set.has('$ChanceryRegistered')).length === MAILS;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1);
}

/** The same kills at every run: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function mail(id: string): string {
  return [
    'From: info@primer.example',
    'To: kanc@tbek.example',
    `Subject: Reconciliation ${id}`,
    `Message-ID: <${id}@primer.example>`,
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Просим провести сверку расчётов по договору № ${id}. Телефон 8 (000) 000-00-00.`,
  ].join('\r\n');
}
