/** Copies of sent replies in a real mailbox. */
import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../src/config.ts';
import { imapSentFolder } from '../../src/mail/sent-folder.ts';
import type { MailboxConfig } from '../../src/mailbox-url.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot();
}, 120_000);
afterAll(() => dovecot?.stop());

const mail = (id: string) =>
  Buffer.from(`From: kanc@tbek.example\r\nMessage-ID: <${id}@tbek.example>\r\nSubject: Reply\r\n\r\nText\r\n`);

function mailbox(n: number, changes: Partial<MailboxConfig> = {}): MailboxConfig {
  const { host, port, password } = dovecot;
  const user = dovecot.user(n);
  const plain = { secure: false, starttls: false, folder: 'INBOX', since: null, move: null, oauth: null };
  return {
    ...plain,
    name: `${user}@${host}:${port}/INBOX`,
    host,
    port,
    user,
    password,
    office: 'ЦО',
    sent: 'Отправленные',
    ...changes,
  };
}

const copies = async (n: number, folder = 'Отправленные') => [...(await dovecot.flags(dovecot.user(n), folder)).values()];

describe('8.4.6: a copy of what was sent lies in the Sent folder of the mailbox', () => {
  it('once, as read, however often it is kept; the folder is made when it is missing', async () => {
    const sent = imapSentFolder([mailbox(0)], { limits, tokenOf: () => null });
    for (const id of ['1', '1', '2', '1']) await sent?.keep(mail(id), `<${id}@tbek.example>`, 'ЦО');
    const kept = await copies(0);
    expect([kept.length, kept.every((flags) => flags.has('\\Seen'))]).toEqual([2, true]);
  });

  it('in the mailbox of the office, else in the first that has such a folder; none has one: nowhere', async () => {
    const sent = imapSentFolder([mailbox(1, { sent: null }), mailbox(2), mailbox(3, { office: 'Ф02' })], {
      limits,
      tokenOf: () => null,
    });
    await sent?.keep(mail('a'), '<a@tbek.example>', 'Ф02');
    await sent?.keep(mail('b'), '<b@tbek.example>', 'МРО-1');
    expect([(await copies(3)).length, (await copies(2)).length]).toEqual([1, 1]);
    expect(imapSentFolder([mailbox(1, { sent: null })], { limits, tokenOf: () => null })).toBeNull();
  });

  it('a mailbox that does not answer is an error of the copy alone: it is tried again', async () => {
    const away = imapSentFolder([mailbox(0, { port: 1 })], { limits, tokenOf: () => null });
    await expect(away?.keep(mail('c'), '<c@tbek.example>', 'ЦО')).rejects.toThrow();
  });
});
