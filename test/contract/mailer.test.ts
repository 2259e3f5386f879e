import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboxMailer, type StoppableMailer } from '../../src/mail/outbox.ts';
import { smtpMailer } from '../../src/mail/relay.ts';
import { type Mailer, type OutgoingMail, Unconfirmed, Undeliverable } from '../../src/office/ports/mail.ts';
import { startSmtp, type TestSmtp } from '../support/smtp-server.ts';
import { mailerContract, reply } from './mailer.contract.ts';

const from = '"Канцелярия" <kanc@tbek.example>';
const sent = async (mailer: Mailer, more: Partial<OutgoingMail> = {}) => mailer.send(await mailer.compose({ ...reply, ...more }));

const idsIn = ({ mails }: TestSmtp) => mails.map(({ raw }) => /^Message-ID: (.*)\r/m.exec(raw.toString())?.[1]);

describe('Mail through a relay', () => {
  let smtp: TestSmtp;
  let mailer: StoppableMailer;
  beforeEach(async () => {
    smtp = await startSmtp();
    mailer = smtpMailer(smtp.url, { from, timeoutMs: 1000 });
  });
  afterEach(async () => {
    mailer.stop();
    await smtp.stop();
  });

  mailerContract(async () => ({ mailer, sent: async () => smtp.mails.slice(-1).map(({ raw }) => raw) }));

  it('the envelope has the consumer and our bare address', async () => {
    await sent(mailer);
    expect(smtp.mails).toMatchObject([{ from: 'kanc@tbek.example', to: ['ivan@customer.example'] }]);
  });

  const permanent: [string, Parameters<TestSmtp['fault']>[0]][] = [
    ['an address that does not exist', { at: 'recipient', code: 550, says: 'No such user here' }],
    ['a message that is too big', { at: 'message', code: 552, says: 'Message size exceeds limit' }],
  ];
  for (const [what, fault] of permanent) {
    it(`8.4.6: ${what} is for people, in the words of the server`, async () => {
      smtp.fault(fault);
      const failure = await sent(mailer).catch((error) => error);
      expect(failure).toBeInstanceOf(Undeliverable);
      expect(failure.response).toMatch(new RegExp(`${'code' in fault ? fault.code : ''}.*${'says' in fault ? fault.says : ''}`));
      expect(mailer.status().error).toBeNull();
    });
  }

  const temporary: [string, Parameters<TestSmtp['fault']>[0]][] = [
    ['greylisting', { at: 'recipient', code: 451, says: 'Try again later' }],
    ['a full disk over there', { at: 'message', code: 452, says: 'Insufficient storage' }],
    ['a line that breaks before the message', { at: 'hang-up' }],
  ];
  for (const [what, fault] of temporary) {
    it(`${what} is tried again, under the same Message-ID`, async () => {
      smtp.fault(fault);
      const failure = await sent(mailer).catch((error) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(Undeliverable);
      expect(failure).not.toBeInstanceOf(Unconfirmed);
      expect(smtp.mails).toEqual([]);
      expect(mailer.status().error).toMatch(/повторится сама/);
      await sent(mailer);
      expect(mailer.status()).toEqual({ kind: 'smtp', error: null });
      expect(idsIn(smtp)).toEqual(['<reply-1@tbek.example>']);
    });
  }

  const unknown: [string, Parameters<TestSmtp['fault']>[0]][] = [
    ['a line that breaks after the message was taken', { at: 'drop' }],
    ['a server that says nothing after the message', { at: 'silent' }],
  ];
  for (const [what, fault] of unknown) {
    it(`of ${what} nobody knows whether it has the mail; the same bytes go out again under the same Message-ID`, async () => {
      smtp.fault(fault);
      expect(await sent(mailer).catch((error) => error)).toBeInstanceOf(Unconfirmed);
      expect(smtp.mails).toHaveLength(1);
      await sent(mailer);
      expect(idsIn(smtp)).toEqual(['<reply-1@tbek.example>', '<reply-1@tbek.example>']);
      expect(smtp.mails[0]?.raw.equals(smtp.mails[1]?.raw as Buffer)).toBe(true);
    });
  }

  it('an attempt has an end, also with a server that trickles', async () => {
    const hasty = smtpMailer(smtp.url, { from, timeoutMs: 60_000, attemptMs: 300 });
    smtp.fault({ at: 'silent' });
    expect(await sent(hasty).catch((error) => error)).toBeInstanceOf(Unconfirmed);
    hasty.stop();
  });

  it('what is larger than the server announces to take is for people at once, and nothing is transmitted (RFC 1870)', async () => {
    const small = await startSmtp({ size: 1000 });
    const through = smtpMailer(small.url, { from, timeoutMs: 1000 });
    await expect(sent(through)).rejects.toBeInstanceOf(Undeliverable);
    expect(small.mails).toEqual([]);
    through.stop();
    await small.stop();
  });

  it('the kept bytes and those that the consumer gets are the same', async () => {
    const composed = await mailer.compose(reply);
    await mailer.send(composed);
    expect(smtp.mails[0]?.raw.equals(composed.raw)).toBe(true);
  });

  it('one of two recipients refused is not passed over: the other has the mail, this one is named', async () => {
    smtp.fault({ at: 'recipient', code: 550, says: 'No such user here', only: 'petr@customer.example' });
    const { refused } = await sent(mailer, { to: 'ivan@customer.example, petr@customer.example' });
    expect(refused).toEqual([{ address: 'petr@customer.example', response: expect.stringContaining('550 No such user here') }]);
    expect(smtp.mails.map(({ to }) => to)).toEqual([['ivan@customer.example']]);
  });

  it('a server that is not there is a temporary trouble, and people see it', async () => {
    await smtp.stop();
    const failure = await sent(mailer).catch((error) => error);
    expect(failure).not.toBeInstanceOf(Undeliverable);
    expect(mailer.status().error).toMatch(/SMTP_URL/);
  });

  it('a relay on this machine may bear a certificate of its own making', async () => {
    const own = await startSmtp({ tls: true });
    const through = smtpMailer(own.url, { from, timeoutMs: 1000 });
    await sent(through);
    expect(own.mails).toHaveLength(1);
    through.stop();
    await own.stop();
  });

  it('what is no address is not sent anywhere', async () => {
    await expect(sent(mailer, { to: 'не знаю' })).rejects.toThrow(/не адрес электронной почты/);
    expect(smtp.mails).toEqual([]);
  });
});

describe('Mail into a folder, where there is no relay', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'outbox-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  mailerContract(async () => ({
    mailer: outboxMailer(join(dir, 'outbox'), { from }),
    sent: async () => readdirSync(join(dir, 'outbox')).map((name) => readFileSync(join(dir, 'outbox', name))),
  }));

  it('one file a mail, named by the Message-ID: a repeat overwrites itself, nothing half-written stays', async () => {
    const mailer = outboxMailer(dir, { from });
    await sent(mailer);
    expect(await sent(mailer)).toEqual({ response: 'reply-1@tbek.example.eml', refused: [] });
    await sent(mailer, { messageId: '<../../etc/passwd@tbek.example>' });
    expect(readdirSync(dir).sort()).toEqual([
      expect.stringMatching(/^_.*etc_passwd@tbek\.example-[0-9a-f]{12}\.eml$/),
      'reply-1@tbek.example.eml',
    ]);
  });

  it('a folder that cannot be written is said to people', async () => {
    const mailer = outboxMailer(join(dir, 'file\0name'), { from });
    await expect(sent(mailer)).rejects.toThrow();
    expect(mailer.status().error).toMatch(/Проверьте место на диске/);
  });
});
