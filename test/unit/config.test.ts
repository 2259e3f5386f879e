import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { environmentKeys, readConfig } from '../../src/config.ts';

describe('the configuration', () => {
  it('is described in .env.example and in the README, variable by variable', () => {
    const example = readFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), 'utf8');
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
    expect([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)).toEqual(environmentKeys);
    expect([...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)).toEqual(environmentKeys);
  });

  it('reads several mailboxes, each bound to its office, and demands STARTTLS away from loopback', () => {
    const { mailboxes } = readConfig({
      IMAP_URLS:
        'imaps://kanc:p%40ss@mail.example/INBOX?office=ЦО imap://f02:x@mail.example:1143/Письма?office=Ф02 imap://a:b@127.0.0.1:143?office=ЦО',
    });
    expect(mailboxes.map(({ name, password, secure, starttls, office }) => [name, password, secure, starttls, office])).toEqual([
      ['kanc@mail.example:993/INBOX', 'p@ss', true, false, 'ЦО'],
      ['f02@mail.example:1143/Письма', 'x', false, true, 'Ф02'],
      ['a@127.0.0.1:143/INBOX', 'b', false, false, 'ЦО'],
    ]);
  });

  it.each([
    [{ PORT: 'http' }, /PORT/],
    [{ API_TOKEN: 'short' }, /API_TOKEN/],
    [{ IMAP_URLS: 'imaps://a:b@mail.example/INBOX' }, /office/],
    [{ IMAP_URLS: 'pop3://a:b@mail.example/?office=ЦО' }, /neither/],
    [{ IMAP_URLS: 'mail.example' }, /not a URL|neither/],
  ])('names the faulty variable: %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});
