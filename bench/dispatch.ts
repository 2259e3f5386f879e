/**
 * Replies per second from the clerk's button to «accepted» in the history, each with a letterhead of 100 KB, against bare
 * nodemailer (pool) sending the same bytes to the same server in the same run. `--replies N` (default 300), `--json`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { startEmbedded } from '../src/embedded-mongo/supervise.ts';
import { smtpMailer } from '../src/mail/relay.ts';
import type { ComposedMail } from '../src/office/ports/mail.ts';
import { person, staff } from '../test/support/house.ts';
import { intakeHouse } from '../test/support/intake-house.ts';
import { signedLetters } from '../test/support/signed-letters.ts';
import { startSmtp } from '../test/support/smtp-server.ts';

const json = process.argv.includes('--json');
const count = Number(process.argv[process.argv.indexOf('--replies') + 1]) || 300;
/** As many at once as the office performs effects. */
const AT_ONCE = 8;

const dir = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
const smtp = await startSmtp();
const database = await startEmbedded({ path: join(dir, 'db') });
const mailer = smtpMailer(smtp.url, { from: 'kanc@tbek.example' });
const spent: Record<string, number> = {};
const mails: ComposedMail[] = [];
const began = new Map<string, number>();
const times: number[] = [];
let queueing = true;

const house = await intakeHouse(database.uri, (ports) => ({
  ...ports,
  mailer: {
    ...mailer,
    compose: clocked('compose', async (mail) => {
      const composed = await mailer.compose(mail);
      mails.push(composed);
      return composed;
    }),
    send: clocked('smtp', mailer.send),
  },
  vault: { ...ports.vault, put: clocked('vault put', ports.vault.put), read: clocked('vault read', ports.vault.read) },
  letters: {
    ...ports.letters,
    claim: async (...args) => {
      if (queueing) return [];
      const lent = await clocked('claim', ports.letters.claim)(...args);
      for (const { id } of lent) began.set(id, performance.now());
      return lent;
    },
    load: clocked('load', ports.letters.load),
    save: async (letter, decision, completes) => {
      const saved = await clocked('save', ports.letters.save)(letter, decision, completes);
      if (completes) times.push(performance.now() - (began.get(letter.id) ?? 0));
      return saved;
    },
    settle: clocked('settle', ports.letters.settle),
  },
}));
try {
  for (const each of staff) await house.store.people.save(each);
  const ids = await signedLetters(house.store, count, { document: randomBytes(100_000) });
  for (const id of ids) await house.office.handle(id, { type: 'send' }, person('zhurnalova'));
  for (const name of Object.keys(spent)) delete spent[name];
  queueing = false;
  const started = performance.now();
  await house.perform();
  const wall = performance.now() - started;
  if (smtp.mails.length !== count) throw new Error(`${smtp.mails.length} of ${count} replies arrived`);
  await bare();
  const barePerSecond = await bare();
  const perSecond = Math.round((count / wall) * 1000);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  const ratio = Number((perSecond / barePerSecond).toFixed(3));
  const figures = { replies: count, perSecond, barePerSecond, ratio, p50ms: at(0.5), p95ms: at(0.95) };
  // Of the time of all that are under way at once
  const share = Object.fromEntries(Object.entries(spent).map(([name, ms]) => [name, Math.round((ms / wall / AT_ONCE) * 100)]));
  console.table([figures]);
  console.table([share]);
  if (json) console.log(JSON.stringify({ ...figures, share }));
} finally {
  await house.stop();
  mailer.stop();
  await database.stop();
  await smtp.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Mails per second by nodemailer alone, as many at once as we have. The second run counts: the first warms the code. */
async function bare(): Promise<number> {
  const relay = createTransport({ url: smtp.url, pool: true, maxConnections: AT_ONCE });
  const started = performance.now();
  await Promise.all(mails.map(({ raw, to }) => relay.sendMail({ raw, envelope: { from: 'kanc@tbek.example', to: [...to] } })));
  const perSecond = Math.round((mails.length / (performance.now() - started)) * 1000);
  relay.close();
  return perSecond;
}

function clocked<A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) {
  return async (...args: A): Promise<R> => {
    const started = performance.now();
    try {
      return await work(...args);
    } finally {
      spent[name] = (spent[name] ?? 0) + performance.now() - started;
    }
  };
}
