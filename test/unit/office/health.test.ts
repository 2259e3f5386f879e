import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { healthOf } from '../../../src/office/health.ts';
import { OUR_DATABASE_IS_AWAY } from '../../../src/office/ports/mail.ts';

const health = (error: string | null, databaseAnswers: boolean) =>
  healthOf({
    version: '1',
    databaseKind: 'mongodb',
    pulse: () => (databaseAnswers ? Promise.resolve() : Promise.reject(new Error('no primary'))),
    pendingEffects: async () => 0,
    arrivals: { counts: async () => ({ received: 0, quarantined: 0, failed: 0, registered: 0 }) },
    inbox: { status: () => [{ mailbox: 'kanc@mx/INBOX', state: 'waiting', lastRoundAt: null, fetched: 0, error }] },
    mailer: { status: () => ({ kind: 'smtp', error: null }) },
    reader: { status: () => ({ ocr: true, missing: [] }) },
    dataDir: tmpdir(),
  })();

describe('What is said of the house when something is away', () => {
  it('the words of the mail server stand as they are, and the engine takes letters all the same', async () => {
    const { ready, reasons } = await health('Сервер mx просит подождать: «Too many connections».', true);
    expect([ready, reasons]).toEqual([true, ['Ящик kanc@mx/INBOX: Сервер mx просит подождать: «Too many connections».']]);
  });

  it('without the database the database is named, once, and no mailbox', async () => {
    const { ready, reasons } = await health(OUR_DATABASE_IS_AWAY, false);
    expect(ready).toBe(false);
    expect(reasons).toEqual([expect.stringMatching(/^База данных не отвечает/)]);
  });
});
