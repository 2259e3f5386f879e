/** What the inbox tests share: a Dovecot of their own, inboxes that are stopped after each test. */
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { limits } from '../../src/config.ts';
import { imapInbox } from '../../src/mail/inbox.ts';
import type { InboxSettings } from '../../src/mail/inbox-settings.ts';
import type { MailboxConfig } from '../../src/mailbox-url.ts';
import type { Inbox, IncomingMail } from '../../src/office/ports/mail.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';

const KEYWORD = '$ChanceryRegistered';

export const letter = (n: number | string, body = 'Прошу пересчитать.') =>
  `From: ivan@customer.example\r\nSubject: letter ${n}\r\nMessage-ID: <${n}@customer.example>\r\n\r\n${body}\r\n`;

export const subject = ({ raw }: IncomingMail) => /Subject: (.*)\r/.exec(raw.toString())?.[1];

/** Call it inside `describe`. */
export function inboxRoom() {
  let dovecot: Dovecot;
  let nextUser = 0;
  const inboxes: Inbox[] = [];
  const servers: Server[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot();
  }, 300_000);
  afterEach(async () => {
    await Promise.all(inboxes.splice(0).map((inbox) => inbox.stop()));
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => dovecot?.stop());

  return {
    dovecot: () => dovecot,
    freshUser: () => dovecot.user(nextUser++),
    mailboxOf(user: string, changes: Partial<MailboxConfig> = {}): MailboxConfig {
      const { host, port, password } = dovecot;
      const base = {
        host,
        port,
        secure: false,
        starttls: false,
        user,
        password,
        folder: 'INBOX',
        office: 'ЦО',
        since: null,
        move: null,
        oauth: null,
        sent: null,
        ...changes,
      };
      return { ...base, name: `${user}@${host}:${port}/${base.folder}` };
    },
    open(mailbox: MailboxConfig, changes: Partial<InboxSettings> = {}): Inbox {
      const inbox = imapInbox({
        mailboxes: [mailbox],
        limits,
        pollSeconds: 60,
        clock: { now: () => new Date() },
        log: () => {},
        waits: {
          reconnect: 50,
          reconnectMost: 200,
          refused: 60_000,
          refusedMost: 60_000,
          lease: 5000,
          retry: 100,
          retryMost: 300,
        },
        ...changes,
      });
      inboxes.push(inbox);
      return inbox;
    },
    /** UIDs that bear our receipt. */
    flagged: async (user: string, folder?: string) =>
      [...(await dovecot.flags(user, folder))].filter(([, flags]) => flags.has(KEYWORD)).map(([uid]) => uid),
    /** Answers the port; closed after the test. */
    async listen(server: Server): Promise<number> {
      servers.push(server.listen(0, '127.0.0.1'));
      await new Promise((resolve) => server.once('listening', resolve));
      return (server.address() as AddressInfo).port;
    },
  };
}

export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) if (await done()) return;
  throw new Error('it did not happen within 15 s');
}
