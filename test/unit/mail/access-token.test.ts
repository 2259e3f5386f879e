import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accessToken, accessTokens, TokenRefused } from '../../../src/mail/access-token.ts';
import { locked, unlocked } from '../../../src/mail/locked-token.ts';
import type { KeptTokens } from '../../../src/office/ports/mail.ts';
import { tokenServer } from '../../support/token-server.ts';

let provider: Awaited<ReturnType<typeof tokenServer>>;
let now: number;
let database: Map<string, string>;
let kept: KeptTokens;
const said: string[] = [];

beforeEach(async () => {
  provider = await tokenServer({ once: true });
  now = Date.parse('2026-11-23T06:00:00Z');
  database = new Map();
  kept = {
    load: async (account) => database.get(account) ?? null,
    save: async (account, token) => void database.set(account, token),
  };
});
afterEach(() => provider.stop());

const engine = (changes: { refreshToken?: string; kept?: KeptTokens | null } = {}) => {
  const { refreshToken = 'refresh-configured', kept: own = kept } = changes;
  const config = { tokenUrl: `${provider.url}/token`, clientId: 'us', clientSecret: 'hush', refreshToken, scope: null };
  return accessToken('user3', config, { clock: { now: () => new Date(now) }, kept: own, log: (line) => said.push(line) });
};
const anHour = () => {
  now += 3_590_000;
};

describe('OAuth2: the refresh token changes with each answer (RFC 6749 6)', () => {
  it('access is asked for once and kept until shortly before its end, also when two ask at the same moment', async () => {
    const token = engine();
    expect(await Promise.all([token.get(), token.get()])).toEqual(['access-1', 'access-1']);
    anHour();
    expect(await token.get()).toBe('access-2');
    expect(provider.asked).toEqual(['refresh-configured', 'refresh-user3-1']);
  });

  it('the new refresh token survives a restart, and another engine on the same database goes on with it', async () => {
    const [one, two] = [engine(), engine()];
    await one.get();
    expect(await two.get()).toBe('access-2');
    anHour();
    expect(await one.get()).toBe('access-3');
    expect(await engine().get()).toBe('access-4');
    expect(provider.asked).toEqual(['refresh-configured', 'refresh-user3-1', 'refresh-user3-2', 'refresh-user3-3']);
  });

  it('what lies in the database is locked, and tells nothing to whoever has not the configuration', async () => {
    await engine().get();
    const [lying = ''] = database.values();
    expect(lying).not.toContain('refresh');
    expect(Buffer.from(lying, 'base64').toString()).not.toContain('refresh');
    expect([unlocked(lying, 'refresh-configured'), unlocked(lying, 'guessed')]).toEqual(['refresh-user3-1', null]);
    expect([unlocked('rubbish', 'a'), unlocked(null, 'a'), unlocked(locked('x', 'a'), 'a')]).toEqual([null, null, 'x']);
  });

  it('a token that people configure anew serves at once', async () => {
    await engine().get();
    await provider.stop();
    provider = await tokenServer({ once: true });
    expect(await engine({ refreshToken: 'refresh-new' }).get()).toBe('access-1');
    expect(provider.asked).toEqual(['refresh-new']);
  });

  it('without the database it goes on in memory, says so without a token, and keeps the next one', async () => {
    let away = true;
    const token = engine({
      kept: { ...kept, save: (...all) => (away ? Promise.reject(new Error('no primary')) : kept.save(...all)) },
    });
    await token.get();
    expect([database.size, said.at(-1)]).toEqual([0, 'the new refresh token of user3 could not be kept: no primary']);
    away = false;
    anHour();
    expect(await token.get()).toBe('access-2');
    expect(await engine().get()).toBe('access-3');
  });

  it('when neither the kept nor the configured one is taken, the provider is quoted', async () => {
    await expect(engine({ refreshToken: 'stolen' }).get()).rejects.toBeInstanceOf(TokenRefused);
    await engine().get();
    await provider.stop();
    provider = await tokenServer({ once: true });
    // Somebody else has renewed it twice meanwhile
    for (const refresh of ['refresh-configured', 'refresh-user3-1'])
      await fetch(`${provider.url}/token`, { method: 'POST', body: `refresh_token=${refresh}` });
    await expect(engine().get()).rejects.toThrow(/invalid_grant/);
    expect(provider.asked).toEqual(['refresh-configured', 'refresh-user3-1']);
  });

  it('all who open one mailbox share its access: two would take each other\u2019s token away', () => {
    const tokenOf = accessTokens({ clock: { now: () => new Date(now) }, kept, log: () => {} });
    const oauth = { tokenUrl: provider.url, clientId: 'us', clientSecret: null, refreshToken: 'refresh-x', scope: null };
    const mailbox = (folder: string, user = 'kanc') => ({ ...MAILBOX, user, folder, oauth });
    expect(tokenOf(mailbox('INBOX'))).toBe(tokenOf(mailbox('Sent')));
    expect(tokenOf(mailbox('INBOX'))).not.toBe(tokenOf(mailbox('INBOX', 'other')));
    expect(tokenOf({ ...mailbox('INBOX'), oauth: null })).toBeNull();
  });
});

const MAILBOX = {
  ...{ name: 'kanc@mx/INBOX', host: 'mx', port: 993, secure: true, starttls: false, password: '' },
  ...{ office: 'ЦО', since: null, move: null, sent: null },
};
