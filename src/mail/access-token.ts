/** OAuth2 access by refresh token (RFC 6749 6): asked for when it is needed, kept until shortly before it ends. */
import type { OAuthConfig } from '../config.ts';
import type { Clock } from '../office/ports/people.ts';

export interface AccessToken {
  /** @throws Refused when the provider takes the refresh token no longer; any other error is passing */
  get(): Promise<string>;
  /** The mail server did not take it: ask for another one. */
  forget(): void;
}

/** In the provider's own words. */
export class TokenRefused extends Error {
  readonly authenticationFailed = true;
}

const TIMEOUT_MS = 20_000;
const EARLY_MS = 60_000;
/** Where the provider does not say how long it lives. */
const USUAL_SECONDS = 3600;

export function accessToken(config: OAuthConfig, clock: Clock): AccessToken {
  let kept: { readonly token: string; readonly until: number } | null = null;
  // Some providers give a new one with each answer; after a restart the configured one serves again
  let refreshToken = config.refreshToken;
  return {
    async get() {
      const now = clock.now().getTime();
      if (kept && kept.until > now) return kept.token;
      const answer = await ask(config, refreshToken);
      refreshToken = answer.refresh_token ?? refreshToken;
      kept = { token: answer.access_token, until: now + (answer.expires_in ?? USUAL_SECONDS) * 1000 - EARLY_MS };
      return kept.token;
    },
    forget() {
      kept = null;
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
