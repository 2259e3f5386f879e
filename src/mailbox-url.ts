/** An address of IMAP_URLS → what a mailbox needs. */
import { z } from 'zod';

export interface MailboxConfig {
  /** Name for people and keys: user@host/Folder. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Demand STARTTLS (always on for imap:// unless the host is loopback). */
  readonly starttls: boolean;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
  readonly office: string;
  /** Mails that reached the mailbox before this day are left alone. */
  readonly since: string | null;
  /** Registered mail is moved there; null: it stays, with our keyword. */
  readonly move: string | null;
  /** Null: log in with the password. */
  readonly oauth: OAuthConfig | null;
  /** Copies of what we sent are put there; null: nowhere. */
  readonly sent: string | null;
}

/** Access by refresh token (RFC 6749 6), as the big providers demand. */
export interface OAuthConfig {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly refreshToken: string;
  readonly scope: string | null;
}

/** What holds for all mailboxes, unless the address of one says otherwise. */
export interface MailboxVariables {
  readonly SENT_FOLDER?: string | undefined;
  readonly OAUTH_TOKEN_URL?: string | undefined;
  readonly OAUTH_CLIENT_ID?: string | undefined;
  readonly OAUTH_CLIENT_SECRET?: string | undefined;
  readonly OAUTH_REFRESH_TOKENS?: string | undefined;
  readonly OAUTH_SCOPE?: string | undefined;
}

/** @throws Error that names IMAP_URLS and the fault, never a password */
export function mailbox(url: string, variables: MailboxVariables): MailboxConfig {
  const { protocol, hostname, port, username, password, pathname, searchParams } = parseUrl(url);
  if (protocol !== 'imap:' && protocol !== 'imaps:') throw new Error(`IMAP_URLS: ${protocol}// is neither imap:// nor imaps://`);
  const office = searchParams.get('office');
  if (!office) throw new Error(`IMAP_URLS: ${hostname} lacks ?office=CODE`);
  const secure = protocol === 'imaps:';
  const folder = decodeURIComponent(pathname.slice(1)) || 'INBOX';
  const user = decodeURIComponent(username);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return {
    name: `${user}@${hostname}:${port || (secure ? 993 : 143)}/${folder}`,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 993 : 143),
    secure,
    starttls: !secure && !loopback,
    user,
    password: decodeURIComponent(password),
    folder,
    office,
    since: sinceOf(searchParams.get('since')),
    move: searchParams.get('move') || null,
    sent: searchParams.get('sent') || variables.SENT_FOLDER || null,
    oauth: searchParams.get('auth') === 'oauth2' ? oauthOf(user, searchParams, variables) : null,
  };
}

function sinceOf(since: string | null): string | null {
  if (since !== null && !z.iso.date().safeParse(since).success)
    throw new Error(`IMAP_URLS: since=${since} is not a day (YYYY-MM-DD)`);
  return since;
}

/** OAUTH_REFRESH_TOKENS: `user=token`, space-separated. What the mailbox's URL says itself goes before: each may have its provider. */
function oauthOf(user: string, said: URLSearchParams, variables: MailboxVariables): OAuthConfig {
  const tokenUrl = said.get('token_url') || variables.OAUTH_TOKEN_URL;
  const clientId = said.get('client_id') || variables.OAUTH_CLIENT_ID;
  const listed = (variables.OAUTH_REFRESH_TOKENS ?? '').split(/\s+/).find((each) => each.startsWith(`${user}=`));
  const refreshToken = listed?.slice(user.length + 1);
  if (!tokenUrl || !clientId || !refreshToken)
    throw new Error(
      `IMAP_URLS: auth=oauth2 for ${user} needs token_url and client_id (or OAUTH_TOKEN_URL, OAUTH_CLIENT_ID) and ${user}=… in OAUTH_REFRESH_TOKENS`,
    );
  if (!URL.canParse(tokenUrl)) throw new Error(`IMAP_URLS: token_url of ${user} is not a URL`);
  // The secret and the scope of another provider's client would be wrong
  const own = said.has('token_url') || said.has('client_id');
  const clientSecret = said.get('client_secret') || (own ? null : variables.OAUTH_CLIENT_SECRET) || null;
  const scope = said.get('scope') || (own ? null : variables.OAUTH_SCOPE) || null;
  return { tokenUrl, clientId, clientSecret, refreshToken, scope };
}

function parseUrl(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw new Error('IMAP_URLS: not a URL (space-separated imaps://user:pass@host:port/Folder?office=CODE)');
  }
}
