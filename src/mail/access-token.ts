/** OAuth2 access by refresh token (RFC 6749 6): asked for when it is needed, kept until shortly before it ends. */
import type { MailboxConfig, OAuthConfig } from '../mailbox-url.ts';
import type { KeptTokens } from '../office/ports/mail.ts';
import type { Clock } from '../office/ports/people.ts';
import { locked, unlocked } from './locked-token.ts';

export interface AccessToken {
  /** @throws TokenRefused when the provider takes the refresh token no longer; any other error is passing */
  get(): Promise<string>;
  /** The mail server did not take it: ask for another one. */
  forget(): void;
}

/** In the provider's own words. */
export class TokenRefused extends Error {
  readonly authenticationFailed = true;
}

export interface TokenNeeds {
  readonly clock: Clock;
  /** Null: a new refresh token lives as long as this process. */
  readonly kept: KeptTokens | null;
  readonly log: (message: string) => void;
}

const TIMEOUT_MS = 20_000;
const EARLY_MS = 60_000;
/** Where the provider does not say how long it lives. */
const USUAL_SECONDS = 3600;

/** One access for each account, whoever asks: two would take each other's refresh token away. Null for mailboxes with a password. */
export function accessTokens(needs: TokenNeeds): (mailbox: MailboxConfig) => AccessToken | null {
  const known = new Map<string, AccessToken>();
  return ({ user, oauth }) => {
    if (oauth === null) return null;
    const account = `${user} ${new URL(oauth.tokenUrl).host} ${oauth.clientId}`;
    const token = known.get(account) ?? accessToken(account, oauth, needs);
    known.set(account, token);
    return token;
  };
}

/** `account` names it in the database. */
export function accessToken(account: string, config: OAuthConfig, { clock, kept, log }: TokenNeeds): AccessToken {
  let access: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;
  // Some providers give a new refresh token with each answer, and the old one is worth nothing then
  let latest: string | null = null;

  async function refreshed(): Promise<string> {
    const now = clock.now().getTime();
    // Another engine may have had a newer one
    const stored = latest ?? unlocked((await kept?.load(account)) ?? null, config.refreshToken);
    let used = stored ?? config.refreshToken;
    const answer = await ask(config, used).catch((error: unknown) => {
      // The one that was kept is over: the configured one may still serve
      if (!(error instanceof TokenRefused) || stored === null) throw error;
      used = config.refreshToken;
      return ask(config, used);
    });
    latest = answer.refresh_token ?? used;
    if (latest !== stored && latest !== config.refreshToken) await keep(latest);
    access = { token: answer.access_token, until: now + (answer.expires_in ?? USUAL_SECONDS) * 1000 - EARLY_MS };
    return access.token;
  }

  /** Without the database it stays in memory, and is kept with the next one. */
  async function keep(token: string): Promise<void> {
    try {
      await kept?.save(account, locked(token, config.refreshToken));
      // From now on the database knows best: other engines renew it too
      if (kept) latest = null;
    } catch (error) {
      log(`the new refresh token of ${account} could not be kept: ${(error as Error).message}`);
    }
  }

  return {
    async get() {
      if (access && access.until > clock.now().getTime()) return access.token;
      asking ??= refreshed().finally(() => {
        asking = null;
      });
      return asking;
    },
    forget() {
      access = null;
    },
  };
}

interface Answer {
  readonly access_token: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

async function ask({ tokenUrl, clientId, clientSecret, scope }: OAuthConfig, refreshToken: string): Promise<Answer> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    ...(clientSecret !== null && { client_secret: clientSecret }),
    ...(scope !== null && { scope }),
  });
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  const { access_token: token, error } = answer as { access_token?: unknown; error?: unknown };
  // invalid_grant, invalid_client …: RFC 6749 5.2
  if (response.status === 400 || response.status === 401)
    throw new TokenRefused(`${new URL(tokenUrl).host}: ${error ?? response.status}`);
  if (!response.ok || typeof token !== 'string')
    throw new Error(`${new URL(tokenUrl).host} answered ${response.status} without a token`);
  return answer as Answer;
}
