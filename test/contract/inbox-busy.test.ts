/** The inbox against a Dovecot that has no time for it, and against a database that is away. */
import { describe, expect, it } from '@jest/globals';
import { memoryCursors } from '../../src/mail/memory-cursors.ts';
import { OUR_DATABASE_IS_AWAY } from '../../src/office/ports/mail.ts';
import { type Mood, moodyImap } from '../support/moody-imap.ts';
import { inboxRoom, letter, subject, until } from './inbox-room.ts';

const LOGIN = /^(?:LOGIN|AUTHENTICATE)$/;

describe('Mailboxes: the server has no time (8.4.2)', () => {
  const { dovecot, freshUser, mailboxOf, open, listen } = inboxRoom();

  it.each<[string, Mood]>([
    ['Too many connections', { greeting: '* BYE Too many connections' }],
    [
      'Server is temporarily unavailable',
      { answer: (command) => (LOGIN.test(command) ? 'NO [UNAVAILABLE] Server is temporarily unavailable' : null) },
    ],
    ['Mailbox is in use', { answer: (command) => (command === 'SELECT' ? 'NO [INUSE] Mailbox is in use' : null) }],
    [
      'Too many simultaneous logins',
      { answer: (command) => (LOGIN.test(command) ? 'NO [LIMIT] Too many simultaneous logins' : null) },
    ],
    [
      'Request is throttled',
      { answer: (command) => (LOGIN.test(command) ? 'BAD Request is throttled. Suggested Backoff Time: 60 milliseconds' : null) },
    ],
    ['Session limit, come back', { answer: (command) => (command === 'UID FETCH' ? '* BYE Session limit, come back' : null) }],
  ])('«%s» is said on the health page, waited for, and nothing is lost or doubled', async (words, mood) => {
    const user = freshUser();
    await dovecot().append(user, letter(1));
    let busy = true;
    let tries = 0;
    const port = await listen(
      moodyImap(dovecot(), () => {
        if (busy) tries += 1;
        return busy ? mood : {};
      }),
    );
    const seen: (string | undefined)[] = [];
    const inbox = open(mailboxOf(user, { port }));
    inbox.start(async (mails) => void seen.push(...mails.map(subject)));
    await until(() => inbox.status()[0]?.error?.includes(words) ?? false);
    const before = tries;
    // A refused log-in would wait a minute in this room: it is not taken for one
    await until(() => tries > before);
    expect(inbox.status()[0]?.error).not.toMatch(/логин|пароль|папки/);
    expect(seen).toEqual([]);
    busy = false;
    await until(() => seen.length === 1);
    await until(() => inbox.status()[0]?.error === null);
    expect(seen).toEqual(['letter 1']);
  });

  it('a wrong password that the server calls so is no business of waiting', async () => {
    const refuses = { answer: (command: string) => (LOGIN.test(command) ? 'NO [AUTHENTICATIONFAILED] Try again later' : null) };
    const port = await listen(moodyImap(dovecot(), () => refuses));
    const inbox = open(mailboxOf(freshUser(), { port }));
    inbox.start(async () => {});
    await until(() => inbox.status()[0]?.error !== null);
    expect(inbox.status()[0]?.error).toMatch(/логин или пароль/);
  });
});

describe('Mailboxes: our own database is away', () => {
  const { dovecot, freshUser, mailboxOf, open, flagged } = inboxRoom();

  it('is not blamed on the mail server nor on a mail; the mail waits in the mailbox unflagged', async () => {
    const user = freshUser();
    let away = false;
    const cursors = memoryCursors();
    const answer = <T>(work: () => Promise<T>) => (away ? Promise.reject(new Error('no primary')) : work());
    const inbox = open(mailboxOf(user), {
      cursors: {
        load: (mailbox) => answer(() => cursors.load(mailbox)),
        save: (mailbox, cursor) => answer(() => cursors.save(mailbox, cursor)),
        lease: (mailbox, holder, ms) => answer(() => cursors.lease(mailbox, holder, ms)),
        release: (mailbox, holder) => answer(() => cursors.release(mailbox, holder)),
      },
    });
    const seen: (string | undefined)[] = [];
    inbox.start((mails) =>
      answer(async () => {
        seen.push(...mails.map(subject));
      }),
    );
    await until(() => inbox.status()[0]?.state === 'watching');
    away = true;
    await dovecot().append(user, letter(1));
    await until(() => inbox.status()[0]?.error !== null);
    expect(inbox.status()[0]?.error).toBe(OUR_DATABASE_IS_AWAY);
    expect([seen, await flagged(user)]).toEqual([[], []]);
    away = false;
    await until(async () => (await flagged(user)).length === 1);
    await until(() => inbox.status()[0]?.error === null);
    expect(seen).toEqual(['letter 1']);
  });
});
