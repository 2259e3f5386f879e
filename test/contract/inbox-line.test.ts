/** The inbox against a Dovecot that dies, and against servers that do worse. */
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from '../../src/office/ports/mail.ts';
import { inboxRoom, letter, subject, until } from './inbox-room.ts';

describe('Mailboxes: the line breaks, the door stays shut (8.4.2)', () => {
  const { dovecot, freshUser, mailboxOf, open, flagged, listen } = inboxRoom();

  it('a mail that breaks the line each time it is fetched holds up none of its neighbours', async () => {
    const user = freshUser();
    for (const n of [1, 'CUT-THE-LINE', 3, 4]) await dovecot().append(user, letter(n));
    // Like a server, or a firewall, that dies of one message
    const proxy = createServer((near) => {
      const far = connect(dovecot().port, dovecot().host);
      near.pipe(far);
      far.on('data', (data) => (data.includes('CUT-THE-LINE') ? near.destroy() : near.write(data)));
      for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => [near, far].map((each) => each.destroy()));
    });
    const port = await listen(proxy);
    const seen: (string | undefined)[] = [];
    const inbox = open(mailboxOf(user, { port }));
    inbox.start(async (mails) => void seen.push(...mails.map(subject)));
    await until(() => seen.length === 3);
    await until(async () => (await flagged(user)).length === 3);
    expect(seen.sort()).toEqual(['letter 1', 'letter 3', 'letter 4']);
    expect(await flagged(user)).toEqual([1, 3, 4]);
    await inbox.stop();
  });

  it('a server that falls silent in the middle of a message is left, and holds up none of the neighbours', async () => {
    const user = freshUser();
    for (const n of [1, 'FALL-SILENT', 3, 4]) await dovecot().append(user, letter(n));
    const proxy = createServer((near) => {
      const far = connect(dovecot().port, dovecot().host);
      near.pipe(far);
      let silent = false;
      far.on('data', (data) => {
        silent ||= data.includes('FALL-SILENT');
        if (!silent) near.write(data);
      });
      for (const socket of [near, far]) socket.on('error', () => {}).on('close', () => [near, far].map((each) => each.destroy()));
    });
    const port = await listen(proxy);
    const seen: (string | undefined)[] = [];
    const inbox = open(mailboxOf(user, { port }), {
      waits: { reconnect: 50, reconnectMost: 200, retry: 60_000, silence: 700 },
    });
    inbox.start(async (mails) => void seen.push(...mails.map(subject)));
    await until(async () => (await flagged(user)).length === 3);
    expect(seen.sort()).toEqual(['letter 1', 'letter 3', 'letter 4']);
    expect(await flagged(user)).toEqual([1, 3, 4]);
    await inbox.stop();
  });

  it('after a kill -9 of the mail server the watch goes on by itself, with nothing twice', async () => {
    const user = freshUser();
    await dovecot().append(user, letter(1));
    const seen: IncomingMail[] = [];
    const inbox = open(mailboxOf(user));
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    await until(async () => (await flagged(user)).length === 1);
    await dovecot().kill();
    await until(() => inbox.status()[0]?.state !== 'watching');
    expect(inbox.status()[0]?.error).toMatch(/Нет связи/);
    await dovecot().restart();
    await dovecot().append(user, letter(2));
    await until(() => seen.length === 2);
    expect(seen.map(subject)).toEqual(['letter 1', 'letter 2']);
    await until(() => inbox.status()[0]?.error === null);
  });

  it('a folder made anew (another UIDVALIDITY) is read from the beginning under other keys', async () => {
    const user = freshUser();
    await dovecot().append(user, letter(1), 'Work');
    const seen: IncomingMail[] = [];
    const inbox = open(mailboxOf(user, { folder: 'Work' }), {
      waits: { reconnect: 1500, reconnectMost: 1500 },
    });
    inbox.start(async (mails) => void seen.push(...mails));
    await until(() => seen.length === 1);
    await until(async () => (await flagged(user, 'Work')).length === 1);
    // Made anew while nobody looks: Dovecot itself mixes the two up for a session that still has the old one open
    await dovecot().kill();
    await dovecot().restart();
    await dovecot().as(user, async (client) => {
      await client.mailboxDelete('Work');
      await client.mailboxCreate('Work');
    });
    await dovecot().append(user, letter(1), 'Work');
    await until(() => seen.length === 2);
    expect(seen.map(({ key }) => key.split(':').at(-1))).toEqual(['1', '1']);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(2);
  });

  it('a wrong password is said to people and not tried at once again', async () => {
    const inbox = open(mailboxOf(dovecot().user(0), { password: 'wrong' }));
    inbox.start(async () => {});
    await until(() => inbox.status()[0]?.error !== null);
    expect(inbox.status()[0]).toMatchObject({ state: 'waiting', error: expect.stringMatching(/логин или пароль.*повтор через/) });
  });

  it('where TLS is demanded no password goes to a server without it', async () => {
    const inbox = open(mailboxOf(dovecot().user(0), { starttls: true }));
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
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(inbox.status()[0]?.state).toBe('stopped');
  });
});
