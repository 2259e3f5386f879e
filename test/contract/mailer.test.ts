import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboxMailer, type StoppableMailer, smtpMailer } from '../../src/mail/outbox.ts';
import { Undeliverable } from '../../src/office/ports/mail.ts';
import { startSmtp, type TestSmtp } from '../support/smtp-server.ts';
import { mailerContract, reply } from './mailer.contract.ts';

const from = '"Канцелярия" <kanc@tbek.example>';

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
    await mailer.send(reply);
    expect(smtp.mails).toMatchObject([{ from: 'kanc@tbek.example', to: ['ivan@customer.example'] }]);
  });

  const permanent: [string, Parameters<TestSmtp['fault']>[0]][] = [
    ['an address that does not exist', { at: 'recipient', code: 550, says: 'No such user here' }],
    ['a message that is too big', { at: 'message', code: 552, says: 'Message size exceeds limit' }],
  ];
  for (const [what, fault] of permanent) {
    it(`8.4.6: ${what} is for people, in the words of the server`, async () => {
      smtp.fault(fault);
      const failure = await mailer.send(reply).catch((error) => error);
      expect(failure).toBeInstanceOf(Undeliverable);
      expect(failure.response).toMatch(new RegExp(`${'code' in fault ? fault.code : ''}.*${'says' in fault ? fault.says : ''}`));
      expect(mailer.status().error).toBeNull();
    });
  }

  const temporary: [string, Parameters<TestSmtp['fault']>[0]][] = [
    ['greylisting', { at: 'recipient', code: 451, says: 'Try again later' }],
    ['a full disk over there', { at: 'message', code: 452, says: 'Insufficient storage' }],
    ['a line that breaks after the message was taken', { at: 'drop' }],
    ['a server that says nothing after the message', { at: 'silent' }],
  ];
  for (const [what, fault] of temporary) {
    it(`${what} is tried again, under the same Message-ID`, async () => {
      smtp.fault(fault);
      const failure = await mailer.send(reply).catch((error) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(Undeliverable);
      expect(mailer.status().error).toMatch(/повторится сама/);
      await mailer.send(reply);
      expect(mailer.status()).toEqual({ kind: 'smtp', error: null });
      const ids = smtp.mails.map(({ raw }) => /^Message-ID: (.*)\r/m.exec(raw.toString())?.[1]);
      expect(new Set(ids)).toEqual(new Set(['<reply-1@tbek.example>']));
    });
  }

  it('one of two recipients refused is not passed over', async () => {
    smtp.fault({ at: 'recipient', code: 550, says: 'No such user here', only: 'petr@customer.example' });
    await expect(mailer.send({ ...reply, to: 'ivan@customer.example, petr@customer.example' })).rejects.toBeInstanceOf(
      Undeliverable,
    );
  });

  it('a server that is not there is a temporary trouble, and people see it', async () => {
    await smtp.stop();
    const failure = await mailer.send(reply).catch((error) => error);
    expect(failure).not.toBeInstanceOf(Undeliverable);
    expect(mailer.status().error).toMatch(/SMTP_URL/);
  });

  it('a relay on this machine may bear a certificate of its own making', async () => {
    const own = await startSmtp({ tls: true });
    const through = smtpMailer(own.url, { from, timeoutMs: 1000 });
    await through.send(reply);
    expect(own.mails).toHaveLength(1);
    through.stop();
    await own.stop();
  });

  it('what is no address is not sent anywhere', async () => {
    await expect(mailer.send({ ...reply, to: 'не знаю' })).rejects.toThrow(/не адрес электронной почты/);
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
    await mailer.send(reply);
    expect(await mailer.send(reply)).toEqual({ response: 'reply-1@tbek.example.eml' });
    await mailer.send({ ...reply, messageId: '<../../etc/passwd@tbek.example>' });
    expect(readdirSync(dir).sort()).toEqual([
      expect.stringMatching(/^_.*etc_passwd@tbek\.example-[0-9a-f]{12}\.eml$/),
      'reply-1@tbek.example.eml',
    ]);
  });

  it('a folder that cannot be written is said to people', async () => {
    const mailer = outboxMailer(join(dir, 'file\0name'), { from });
    await expect(mailer.send(reply)).rejects.toThrow();
    expect(mailer.status().error).toMatch(/Проверьте место на диске/);
  });
});
