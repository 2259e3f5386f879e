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

  it('OAuth2: each mailbox may have its own provider, and never gets the secret of another one', () => {
    const { mailboxes } = readConfig({
      IMAP_URLS:
        'imaps://a%40big.example@imap.big.example/?office=ЦО&auth=oauth2 imaps://b@imap.other.example/?office=ЦО&auth=oauth2&token_url=https%3A%2F%2Fother.example%2Ftoken&client_id=we&scope=imap',
      OAUTH_TOKEN_URL: 'https://big.example/token',
      OAUTH_CLIENT_ID: 'us',
      OAUTH_CLIENT_SECRET: 'hush',
      OAUTH_REFRESH_TOKENS: 'a@big.example=r1 b=r2',
    });
    expect(mailboxes.map(({ oauth }) => oauth)).toEqual([
      { tokenUrl: 'https://big.example/token', clientId: 'us', clientSecret: 'hush', refreshToken: 'r1', scope: null },
      { tokenUrl: 'https://other.example/token', clientId: 'we', clientSecret: null, refreshToken: 'r2', scope: 'imap' },
    ]);
  });

  it.each([
    [
      { IMAP_URLS: 'imaps://a@mail.example/?office=ЦО&auth=oauth2&token_url=nowhere&client_id=a', OAUTH_REFRESH_TOKENS: 'a=b' },
      /token_url/,
    ],
    [{ PORT: 'http' }, /PORT/],
    [{ API_TOKEN: 'short' }, /API_TOKEN/],
    [{ IMAP_URLS: 'imaps://a:b@mail.example/INBOX' }, /office/],
    [{ IMAP_URLS: 'pop3://a:b@mail.example/?office=ЦО' }, /neither/],
    [{ IMAP_URLS: 'mail.example' }, /not a URL|neither/],
  ])('names the faulty variable: %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});
