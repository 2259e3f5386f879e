/** The inbox against a real Dovecot. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from '../../src/office/ports/mail.ts';
import { inboxRoom, letter, subject, until } from './inbox-room.ts';

describe('Mailboxes: every message exactly once (8.4.1, 8.4.2)', () => {
  const { dovecot, freshUser, mailboxOf, open, flagged } = inboxRoom();

  it('what lies there and what comes later is handed over with its bytes and a key of mailbox, UIDVALIDITY and UID', async () => {
    const user = freshUser();
    for (const n of [1, 2, 3]) await dovecot().append(user, letter(n));
    const seen: IncomingMail[] = [];
    const mailbox = mailboxOf(user);
    const inbox = open(mailbox);
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 3);
    const began = Date.now();
    await dovecot().append(user, letter(4));
    await until(() => seen.length === 4);
    expect(Date.now() - began).toBeLessThan(25_000);

    expect(seen.map(({ raw }) => raw.toString())).toEqual([1, 2, 3, 4].map((n) => letter(n)));
    const { uidValidity } = await dovecot().as(user, (client) => client.mailboxOpen('INBOX'));
    expect(seen.map(({ key }) => key)).toEqual([1, 2, 3, 4].map((uid) => `imap:${mailbox.name}:${uidValidity}:${uid}`));
    expect(seen[0]).toMatchObject({ office: 'ЦО', source: mailbox.name });
    await until(async () => (await flagged(user)).length === 4);
    expect(inbox.status()).toMatchObject([{ mailbox: mailbox.name, state: 'watching', fetched: 4, error: null }]);
  });

  it('nothing is flagged before it is registered, and people’s own marks are left alone', async () => {
    const user = freshUser();
    await dovecot().append(user, letter(1));
    let registered: () => void = () => {};
    const registering = new Promise<void>((resolve) => {
      registered = resolve;
    });
    let asked = false;
    open(mailboxOf(user)).start(() => {
      asked = true;
      return registering;
    });
    await until(() => asked);
    await sleep(200);
    expect(await flagged(user)).toEqual([]);
    registered();
    await until(async () => (await flagged(user)).length === 1);
    expect((await dovecot().flags(user)).get(1)?.has('\\Seen')).toBe(false);
  });

  it('a poisoned mail holds up none of its neighbours, is tried again, and is never flagged', async () => {
    const user = freshUser();
    for (const n of [1, 'poison', 3, 4]) await dovecot().append(user, letter(n));
    const seen: (string | undefined)[] = [];
    let tries = 0;
    const inbox = open(mailboxOf(user));
    inbox.start(async (mails) => {
      const poisoned = mails.some((mail) => subject(mail) === 'letter poison');
      if (poisoned && mails.length === 1) tries++;
      if (poisoned) throw new Error('the database does not like it');
      seen.push(...mails.map(subject));
    });
    await until(() => tries >= 3);
    expect(seen.sort()).toEqual(['letter 1', 'letter 3', 'letter 4']);
    await until(async () => (await flagged(user)).length === 3);
    expect(await flagged(user)).toEqual([1, 3, 4]);
    expect(inbox.status()[0]?.error).toMatch(/UID 2.*остаётся в ящике/);
  });

  it('a mail that was refused is registered when the refusal is over', async () => {
    const user = freshUser();
    await dovecot().append(user, letter(1));
    let down = true;
    const seen: IncomingMail[] = [];
    const inbox = open(mailboxOf(user));
    inbox.start(async (mails) => {
      if (down) throw new Error('the database is down');
      seen.push(...mails);
    });
    await until(() => inbox.status()[0]?.error !== null);
    down = false;
    await until(() => seen.length === 1);
    await until(async () => (await flagged(user)).length === 1);
    await until(() => inbox.status()[0]?.error === null);
  });

  it('a new engine on an old mailbox asks for nothing that bears the receipt', async () => {
    const user = freshUser();
    for (const n of [1, 2]) await dovecot().append(user, letter(n));
    const first: IncomingMail[] = [];
    const before = open(mailboxOf(user));
    before.start(async (mails) => void first.push(...mails));
    await until(() => first.length === 2);
    await before.stop();
    expect(await flagged(user)).toEqual([1, 2]);
    await dovecot().append(user, letter(3));
    const second: IncomingMail[] = [];
    open(mailboxOf(user)).start(async (mails) => void second.push(...mails));
    await until(() => second.length > 0);
    expect(second.map(subject)).toEqual(['letter 3']);
  });

  it('big batches come in pieces, in order; a message over the limit comes with its beginning and its size', async () => {
    const user = freshUser();
    const big = letter('big', 'x'.repeat(3_000_000));
    for (const raw of [letter(1), big, letter(3), letter(4), letter(5)]) await dovecot().append(user, raw);
    const batches: IncomingMail[][] = [];
    open(mailboxOf(user), { limits: { mailBytes: 2_000_000, batchMails: 2, batchBytes: 1_000_000 } }).start(
      async (mails) => void batches.push([...mails]),
    );
    await until(() => batches.flat().length === 5);
    expect(batches.flat().map(subject)).toEqual([1, 'big', 3, 4, 5].map((n) => `letter ${n}`));
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(2);
    const [oversized] = batches.flat().filter((mail) => mail.oversized !== undefined);
    expect([oversized?.oversized, oversized?.raw.length]).toEqual([Buffer.byteLength(big), 2 ** 20]);
    await until(async () => (await flagged(user)).length === 5);
  });

  it('a message of many megabytes comes whole', async () => {
    const user = freshUser();
    const big = letter('big', 'слово '.repeat(1_500_000));
    await dovecot().append(user, big);
    const seen: IncomingMail[] = [];
    open(mailboxOf(user)).start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    expect(seen[0]?.raw.equals(Buffer.from(big))).toBe(true);
  });
});
