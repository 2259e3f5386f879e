/** The inbox against a real Dovecot. */

import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { limits, type MailboxConfig } from '../../src/config.ts';
import { type InboxSettings, imapInbox } from '../../src/mail/inbox.ts';
import type { Inbox, IncomingMail } from '../../src/office/ports/mail.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';

const servers: Server[] = [];
const KEYWORD = '$ChanceryRegistered';
const letter = (n: number | string, body = 'Прошу пересчитать.') =>
  `From: ivan@customer.example\r\nSubject: letter ${n}\r\nMessage-ID: <${n}@customer.example>\r\n\r\n${body}\r\n`;
const subject = ({ raw }: IncomingMail) => /Subject: (.*)\r/.exec(raw.toString())?.[1];

describe('Mailboxes: every message exactly once (8.4.1, 8.4.2)', () => {
  let dovecot: Dovecot;
  let nextUser = 0;
  const inboxes: Inbox[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot();
  }, 300_000);
  afterEach(async () => {
    await Promise.all(inboxes.splice(0).map((inbox) => inbox.stop()));
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => dovecot?.stop());

  function mailboxOf(user: string, changes: Partial<MailboxConfig> = {}): MailboxConfig {
    const { host, port, password } = dovecot;
    const base = { host, port, secure: false, starttls: false, user, password, folder: 'INBOX', office: 'ЦО', ...changes };
    return { ...base, name: `${user}@${host}:${port}/${base.folder}` };
  }

  function open(mailbox: MailboxConfig, changes: Partial<InboxSettings> = {}) {
    const inbox = imapInbox({
      mailboxes: [mailbox],
      limits,
      pollSeconds: 60,
      clock: { now: () => new Date() },
      log: () => {},
      waits: { reconnect: 50, reconnectMost: 200, refused: 60_000, retry: 100, retryMost: 300 },
      ...changes,
    });
    inboxes.push(inbox);
    return inbox;
  }

  const freshUser = () => dovecot.user(nextUser++);
  const flagged = async (user: string, folder?: string) =>
    [...(await dovecot.flags(user, folder))].filter(([, flags]) => flags.has(KEYWORD)).map(([uid]) => uid);

  it('what lies there and what comes later is handed over with its bytes and a key of mailbox, UIDVALIDITY and UID', async () => {
    const user = freshUser();
    for (const n of [1, 2, 3]) await dovecot.append(user, letter(n));
    const seen: IncomingMail[] = [];
    const mailbox = mailboxOf(user);
    const inbox = open(mailbox);
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 3);
    const began = Date.now();
    await dovecot.append(user, letter(4));
    await until(() => seen.length === 4);
    expect(Date.now() - began).toBeLessThan(5000);

    expect(seen.map(({ raw }) => raw.toString())).toEqual([1, 2, 3, 4].map((n) => letter(n)));
    const { uidValidity } = await dovecot.as(user, (client) => client.mailboxOpen('INBOX'));
    expect(seen.map(({ key }) => key)).toEqual([1, 2, 3, 4].map((uid) => `imap:${mailbox.name}:${uidValidity}:${uid}`));
    expect(seen[0]).toMatchObject({ office: 'ЦО', source: mailbox.name });
    await untilAsync(async () => (await flagged(user)).length === 4);
    expect(inbox.status()).toMatchObject([{ mailbox: mailbox.name, state: 'watching', fetched: 4, error: null }]);
  });

  it('nothing is flagged before it is registered, and people’s own marks are left alone', async () => {
    const user = freshUser();
    await dovecot.append(user, letter(1));
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
    await untilAsync(async () => (await flagged(user)).length === 1);
    expect((await dovecot.flags(user)).get(1)?.has('\\Seen')).toBe(false);
  });

  it('a poisoned mail holds up none of its neighbours, is tried again, and is never flagged', async () => {
    const user = freshUser();
    for (const n of [1, 'poison', 3, 4]) await dovecot.append(user, letter(n));
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
    await untilAsync(async () => (await flagged(user)).length === 3);
    expect(await flagged(user)).toEqual([1, 3, 4]);
    expect(inbox.status()[0]?.error).toMatch(/UID 2.*остаётся в ящике/);
  });

  it('a mail that breaks the line each time it is fetched holds up none of its neighbours', async () => {
    const user = freshUser();
    for (const n of [1, 'CUT-THE-LINE', 3, 4]) await dovecot.append(user, letter(n));
    // Like a server, or a firewall, that dies of one message
    const proxy = createServer((near) => {
      const far = connect(dovecot.port, dovecot.host);
      near.pipe(far);
      far.on('data', (data) => (data.includes('CUT-THE-LINE') ? near.destroy() : near.write(data)));
      for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => [near, far].map((each) => each.destroy()));
    });
    const port = await listen(proxy);
    const seen: (string | undefined)[] = [];
    const inbox = open(mailboxOf(user, { port }));
    inbox.start(async (mails) => void seen.push(...mails.map(subject)));
    await until(() => seen.length === 3);
    await untilAsync(async () => (await flagged(user)).length === 3);
    expect(seen.sort()).toEqual(['letter 1', 'letter 3', 'letter 4']);
    expect(await flagged(user)).toEqual([1, 3, 4]);
    await inbox.stop();
  });

  it('a mail that was refused is registered when the refusal is over', async () => {
    const user = freshUser();
    await dovecot.append(user, letter(1));
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
    await untilAsync(async () => (await flagged(user)).length === 1);
    await until(() => inbox.status()[0]?.error === null);
  });

  it('after a kill -9 of the mail server the watch goes on by itself, with nothing twice', async () => {
    const user = freshUser();
    await dovecot.append(user, letter(1));
    const seen: IncomingMail[] = [];
    const inbox = open(mailboxOf(user));
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    await untilAsync(async () => (await flagged(user)).length === 1);
    await dovecot.kill();
    await until(() => inbox.status()[0]?.state !== 'watching');
    expect(inbox.status()[0]?.error).toMatch(/Нет связи/);
    await dovecot.restart();
    await dovecot.append(user, letter(2));
    await until(() => seen.length === 2);
    expect(seen.map(subject)).toEqual(['letter 1', 'letter 2']);
    await until(() => inbox.status()[0]?.error === null);
  });

  it('a new engine on an old mailbox asks for nothing that bears the receipt', async () => {
    const user = freshUser();
    for (const n of [1, 2]) await dovecot.append(user, letter(n));
    const first: IncomingMail[] = [];
    const before = open(mailboxOf(user));
    before.start(async (mails) => void first.push(...mails));
    await until(() => first.length === 2);
    await before.stop();
    expect(await flagged(user)).toEqual([1, 2]);
    await dovecot.append(user, letter(3));
    const second: IncomingMail[] = [];
    open(mailboxOf(user)).start(async (mails) => void second.push(...mails));
    await until(() => second.length > 0);
    expect(second.map(subject)).toEqual(['letter 3']);
  });

  it('a folder made anew (another UIDVALIDITY) is read from the beginning under other keys', async () => {
    const user = freshUser();
    await dovecot.append(user, letter(1), 'Work');
    const seen: IncomingMail[] = [];
    const inbox = open(mailboxOf(user, { folder: 'Work' }), {
      waits: { reconnect: 1500, reconnectMost: 1500 },
    });
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    await untilAsync(async () => (await flagged(user, 'Work')).length === 1);
    // Made anew while nobody looks: Dovecot itself mixes the two up for a session that still has the old one open
    await dovecot.kill();
    await dovecot.restart();
    await dovecot.as(user, async (client) => {
      await client.mailboxDelete('Work');
      await client.mailboxCreate('Work');
    });
    await dovecot.append(user, letter(1), 'Work');
    await until(() => seen.length === 2);
    expect(seen.map(({ key }) => key.split(':').at(-1))).toEqual(['1', '1']);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(2);
  });

  it('big batches come in pieces, in order; a message over the limit comes with its beginning and its size', async () => {
    const user = freshUser();
    const big = letter('big', 'x'.repeat(3_000_000));
    for (const raw of [letter(1), big, letter(3), letter(4), letter(5)]) await dovecot.append(user, raw);
    const batches: IncomingMail[][] = [];
    open(mailboxOf(user), { limits: { mailBytes: 2_000_000, batchMails: 2, batchBytes: 1_000_000 } }).start(
      async (mails) => void batches.push([...mails]),
    );
    await until(() => batches.flat().length === 5);
    expect(batches.flat().map(subject)).toEqual([1, 'big', 3, 4, 5].map((n) => `letter ${n}`));
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(2);
    const [oversized] = batches.flat().filter((mail) => mail.oversized !== undefined);
    expect([oversized?.oversized, oversized?.raw.length]).toEqual([Buffer.byteLength(big), 2 ** 20]);
    await untilAsync(async () => (await flagged(user)).length === 5);
  });

  it('a message of many megabytes comes whole', async () => {
    const user = freshUser();
    const big = letter('big', 'слово '.repeat(1_500_000));
    await dovecot.append(user, big);
    const seen: IncomingMail[] = [];
    open(mailboxOf(user)).start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    expect(seen[0]?.raw.equals(Buffer.from(big))).toBe(true);
  });

  it('a wrong password is said to people and not tried at once again', async () => {
    const inbox = open(mailboxOf(dovecot.user(0), { password: 'wrong' }));
    inbox.start(async () => {});
    await until(() => inbox.status()[0]?.error !== null);
    expect(inbox.status()[0]).toMatchObject({ state: 'waiting', error: expect.stringMatching(/логин или пароль.*повтор через/) });
  });

  it('where TLS is demanded no password goes to a server without it', async () => {
    const inbox = open(mailboxOf(dovecot.user(0), { starttls: true }));
    inbox.start(async () => {
      throw new Error('never');
    });
    await until(() => inbox.status()[0]?.error !== null);
    expect(inbox.status()[0]).toMatchObject({ fetched: 0, error: expect.stringMatching(/защищённое соединение|Нет связи/) });
  });

  it('a server that says nothing does not keep the engine from stopping', async () => {
    const inbox = open(mailboxOf('nobody', { port: await listen(createServer(() => {})) }));
    inbox.start(async () => {});
    await sleep(100);
    const began = Date.now();
    await inbox.stop();
    expect(Date.now() - began).toBeLessThan(1000);
    expect(inbox.status()[0]?.state).toBe('stopped');
  });
});

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

async function until(done: () => boolean): Promise<void> {
  await untilAsync(async () => done());
}

async function untilAsync(done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) if (await done()) return;
  throw new Error('it did not happen within 15 s');
}
