/** How mailboxes are read on: after a restart, from a day on, without keywords, by another engine, with OAuth2. */
import { connect, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { limits } from '../../src/config.ts';
import { imapInbox } from '../../src/mail/inbox.ts';
import { memoryCursors } from '../../src/mail/memory-cursors.ts';
import type { IncomingMail } from '../../src/office/ports/mail.ts';
import { startDovecot } from '../support/dovecot.ts';
import { tokenServer } from '../support/token-server.ts';
import { inboxRoom, letter, subject, until } from './inbox-room.ts';

describe('Mailboxes: read on from where they were left (8.4.1, 8.4.2)', () => {
  const { dovecot, freshUser, mailboxOf, open, flagged, listen } = inboxRoom();

  /** Like Exchange: no keywords of ours are kept. */
  async function withoutKeywords(): Promise<number> {
    const proxy = createServer((near) => {
      const far = connect(dovecot().port, dovecot().host);
      near.pipe(far);
      far.on('data', (data) =>
        near.write(data.toString('latin1').replace(/PERMANENTFLAGS \([^)]*\)/, 'PERMANENTFLAGS (\\Seen)'), 'latin1'),
      );
      for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => [near, far].map((each) => each.destroy()));
    });
    return listen(proxy);
  }

  it('where the server keeps no keywords the cursor alone tells a new engine what is new', async () => {
    const user = freshUser();
    const port = await withoutKeywords();
    for (const n of [1, 2]) await dovecot().append(user, letter(n));
    const cursors = memoryCursors();
    const seen: (string | undefined)[] = [];
    const first = open(mailboxOf(user, { port }), { cursors });
    first.start(async (mails) => void seen.push(...mails.map(subject)));
    await until(() => seen.length === 2);
    await first.stop();
    expect(await flagged(user)).toEqual([]);
    await dovecot().append(user, letter(3));
    open(mailboxOf(user, { port }), { cursors }).start(async (mails) => void seen.push(...mails.map(subject)));
    await until(() => seen.length >= 3);
    expect(seen).toEqual(['letter 1', 'letter 2', 'letter 3']);
  });

  it('a mail that waits for another try keeps the cursor back: a new engine asks for it again', async () => {
    const user = freshUser();
    const port = await withoutKeywords();
    for (const n of [1, 'poison', 3]) await dovecot().append(user, letter(n));
    const cursors = memoryCursors();
    const seen: (string | undefined)[] = [];
    const refusing = async (mails: readonly IncomingMail[]) => {
      if (mails.some((mail) => subject(mail) === 'letter poison')) throw new Error('not today');
      seen.push(...mails.map(subject));
    };
    const first = open(mailboxOf(user, { port }), { cursors, waits: { reconnect: 50, reconnectMost: 200, retry: 60_000 } });
    first.start(refusing);
    await until(() => seen.length === 2);
    await first.stop();
    const again: (string | undefined)[] = [];
    open(mailboxOf(user, { port }), { cursors }).start(async (mails) => void again.push(...mails.map(subject)));
    await until(() => again.includes('letter poison'));
    expect(again).not.toContain('letter 1');
  });

  it('from a day on: what reached the mailbox earlier is left alone, unflagged', async () => {
    const user = freshUser();
    await dovecot().as(user, (client) => client.append('INBOX', letter('old'), [], new Date('2026-01-10T08:00:00Z')));
    await dovecot().as(user, (client) => client.append('INBOX', letter('young'), [], new Date('2026-02-10T08:00:00Z')));
    const seen: (string | undefined)[] = [];
    open(mailboxOf(user, { since: '2026-02-01' })).start(async (mails) => void seen.push(...mails.map(subject)));
    await until(async () => (await flagged(user)).length === 1);
    await dovecot().append(user, letter('new'));
    await until(() => seen.length === 2);
    expect(seen).toEqual(['letter young', 'letter new']);
    await until(async () => (await flagged(user)).length === 2);
    expect(await flagged(user)).toEqual([2, 3]);
  });

  it('registered mail is moved to the folder asked for, which is made when it is missing', async () => {
    const user = freshUser();
    for (const n of [1, 'poison', 3]) await dovecot().append(user, letter(n));
    const inbox = open(mailboxOf(user, { move: 'Registered' }));
    inbox.start(async (mails) => {
      if (mails.some((mail) => subject(mail) === 'letter poison')) throw new Error('not today');
    });
    await until(async () => (await dovecot().flags(user)).size === 1);
    expect((await dovecot().flags(user, 'Registered')).size).toBe(2);
    expect([...(await dovecot().flags(user)).keys()]).toEqual([2]);
  });

  it('a mail that people delete between list and fetch is no fault', async () => {
    const user = freshUser();
    for (const n of [1, 2, 3, 4]) await dovecot().append(user, letter(n));
    const seen: (string | undefined)[] = [];
    const inbox = open(mailboxOf(user), { limits: { mailBytes: 2 ** 20, batchMails: 1, batchBytes: 2 ** 20 } });
    inbox.start(async (mails) => {
      if (seen.length === 0) {
        await dovecot().as(user, async (client) => {
          await client.mailboxOpen('INBOX');
          await client.messageDelete('3,4', { uid: true });
        });
      }
      seen.push(...mails.map(subject));
    });
    await until(async () => (await flagged(user)).length >= 2);
    await dovecot().append(user, letter(5));
    await until(() => seen.includes('letter 5'));
    expect(inbox.status()[0]?.error).toBeNull();
  });

  it('of two engines one reads a mailbox; when it stops the other takes over', async () => {
    const user = freshUser();
    const cursors = shared();
    await dovecot().append(user, letter(1));
    const seen: [string, string | undefined][] = [];
    const engine = (holder: string) => {
      const inbox = open(mailboxOf(user), { cursors, holder, waits: { reconnect: 50, reconnectMost: 200, lease: 600 } });
      inbox.start(async (mails) => void seen.push(...mails.map((mail): [string, string | undefined] => [holder, subject(mail)])));
      return inbox;
    };
    const one = engine('one');
    await until(() => seen.length === 1);
    const two = engine('two');
    await dovecot().append(user, letter(2));
    await until(() => seen.length === 2);
    expect(two.status()[0]).toMatchObject({ fetched: 0, error: null });
    await one.stop();
    await dovecot().append(user, letter(3));
    await until(() => seen.length === 3);
    expect(seen).toEqual([
      ['one', 'letter 1'],
      ['one', 'letter 2'],
      ['two', 'letter 3'],
    ]);
  });
});

describe('Mailboxes: OAuth2 (RFC 6749 6, XOAUTH2)', () => {
  it('the mailbox of a big provider is opened with an access token that the refresh token brought', async () => {
    const provider = await tokenServer();
    const dovecot = await startDovecot({ introspection: `${provider.url}/introspect?token=` });
    const { host, port, password, user } = dovecot;
    const mailbox = (refreshToken: string) => ({
      ...{ name: `u@${host}/INBOX`, host, port, secure: false, starttls: false, user: user(3), password: '', folder: 'INBOX' },
      ...{ office: 'ЦО', since: null, move: null, sent: null },
      oauth: { tokenUrl: `${provider.url}/token`, clientId: 'us', clientSecret: 'hush', refreshToken, scope: null },
    });
    const watched = (refreshToken: string) =>
      imapInbox({ mailboxes: [mailbox(refreshToken)], limits, pollSeconds: 60, clock: { now: () => new Date() }, log: () => {} });
    await dovecot.as(user(3), (client) => client.append('INBOX', letter(1)));
    expect(password).toBe('secret');
    const seen: (string | undefined)[] = [];
    const good = watched('refresh-user3');
    const bad = watched('stolen');
    try {
      good.start(async (mails) => void seen.push(...mails.map(subject)));
      bad.start(async () => {});
      await until(() => seen.length === 1);
      await until(() => bad.status()[0]?.error !== null);
      expect(bad.status()[0]?.error).toMatch(/не принял доступ по OAuth2 \(user3\)/);
    } finally {
      await Promise.all([good.stop(), bad.stop(), dovecot.stop(), provider.stop()]);
    }
  }, 60_000);
});

/** Cursors with a lease, as a database keeps them for two engines. */
function shared() {
  const kept = memoryCursors();
  const leases = new Map<string, { holder: string; until: number }>();
  return {
    ...kept,
    async lease(mailbox: string, holder: string, ms: number) {
      const now = leases.get(mailbox);
      if (now && now.holder !== holder && now.until > Date.now()) return false;
      leases.set(mailbox, { holder, until: Date.now() + ms });
      return true;
    },
    async release(mailbox: string, holder: string) {
      if (leases.get(mailbox)?.holder === holder) leases.delete(mailbox);
    },
  };
}

/** A provider: refresh tokens `refresh-…`, each answer with a new one; Dovecot asks it whose an access token is. */
