/** Two built engines, one database, one mailbox. With MONGODB_URI on that server, else on an embedded one. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { API_TOKEN, eventually, forget, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';

const MAILS = 24;

let dovecot: Dovecot;
let database: TestDatabase;
const engines: RunningEngine[] = [];

beforeAll(async () => {
  dovecot = await startDovecot();
}, 300_000);
afterAll(() => dovecot?.stop());

describe('8.4.2: two engines on one database register each mail once', () => {
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    for (const engine of engines) {
      await engine.stop();
      forget(engine.dataDir);
    }
    await database?.stop();
  });

  it('reading one mailbox under two names, at the same moment: numbers without a gap, each letter once with both arrivals', async () => {
    const user = dovecot.user(0);
    // Names differ, so no lease keeps them apart; what comes later each reads by its own cursor, whatever the other has flagged
    engines.push(...(await Promise.all([engineAt(user, '127.0.0.1'), engineAt(user, 'localhost')])));
    await eventually('both watch', async () => engines.every((engine) => engine.output().includes(': connected')));
    await dovecot.as(user, async (client) => {
      for (let n = 0; n < MAILS; n += 1) await client.append('INBOX', mail(n));
    });
    await eventually('all registered by both', async () => (await arrivals()).flat().length === 2 * MAILS, 90_000);
    const letters = await lettersOf(urlOf(0));
    expect(letters.map(({ number }) => Number(number.split('/')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: MAILS }, (_, at) => at + 1),
    );
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(MAILS);
    expect((await arrivals()).map((sources) => new Set(sources).size)).toEqual(Array(MAILS).fill(2));
  }, 240_000);

  it('reading one mailbox under one name: one arrival a mail, and when the reader stops the other goes on', async () => {
    const user = dovecot.user(1);
    const [third, fourth] = await Promise.all([engineAt(user, '127.0.0.1'), engineAt(user, '127.0.0.1')]);
    engines.push(third, fourth);
    await dovecot.append(user, mail('first'));
    await eventually('the first is registered', async () => (await found('first')).length === 1, 60_000);
    await third.stop();
    await dovecot.append(user, mail('second'));
    await eventually('the second is registered', async () => (await found('second')).length === 1, 60_000);
    expect(
      (await arrivals()).filter((sources) => sources.some((source) => source.startsWith(user))).map(({ length }) => length),
    ).toEqual([1, 1]);
  }, 240_000);
});

function engineAt(user: string, host: string): Promise<RunningEngine> {
  const { password, port } = dovecot;
  return startEngine({
    MONGODB_URI: database.uri,
    IMAP_URLS: `imap://${user}:${password}@${host}:${port}/INBOX?office=${encodeURIComponent('ЦО')}`,
    IMAP_POLL_SECONDS: '5',
  });
}

function urlOf(index: number): string {
  const engine = engines[index];
  if (!engine) throw new Error('no such engine');
  return engine.url;
}

async function found(what: string) {
  return (await lettersOf(urlOf(0))).filter(({ subject }) => subject === `letter ${what}`);
}

/** Of each letter, where it came in. */
async function arrivals(): Promise<string[][]> {
  const numbers = (await lettersOf(urlOf(0))).map(({ number }) => number);
  return Promise.all(
    numbers.map(async (number) => {
      const response = await fetch(`${urlOf(0)}/api/letters/${encodeURIComponent(number)}`, {
        headers: { authorization: `Bearer ${API_TOKEN}` },
      });
      const card = (await response.json()) as { arrivals: readonly { source: string }[] };
      return card.arrivals.map(({ source }) => source);
    }),
  );
}

function mail(n: number | string): string {
  const headers = [
    'From: ivan@customer.example',
    'To: kanc@tbek.example',
    `Subject: letter ${n}`,
    `Message-ID: <two-${n}@customer.example>`,
  ];
  return `${headers.join('\r\n')}\r\n\r\nProshu pereschitat, dogovor 12/${n}.\r\n`;
}
