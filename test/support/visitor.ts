/** A person at the screens without a browser: session cookie, form token, redirects by hand. For what a browser would do slowly. */
import type { RunningEngine } from './engine.ts';

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface Visitor {
  get(path: string): Promise<Answer>;
  /** A form as the page sends it, with the token of the session unless `_csrf` is given. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** A multipart form with files. */
  upload(path: string, fields: Readonly<Record<string, string>>, files?: readonly File[]): Promise<Answer>;
  /** A command on a letter: `/letters/:number/do/:command`. @throws Error with the reasons on the page unless it was done */
  act(number: string, command: string, fields?: Readonly<Record<string, string>>): Promise<void>;
  /** State and everything that may be done with a letter now. */
  options(
    number: string,
  ): Promise<{ state: string; options: readonly { command: string; allowed: boolean; reasons: string[] }[] }>;
}

/** Logs in as this person. @throws Error when the door stays shut */
export async function visit({ url, passwords }: Pick<RunningEngine, 'url' | 'passwords'>, login: string): Promise<Visitor> {
  const jar = new Map<string, string>();
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return { status: response.status, location: response.headers.get('location'), text: await response.text() };
  };
  const tokenOn = async (path: string) => {
    const { text } = await request(path);
    return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? /"X-CSRF-Token":"([^"]+)"/.exec(text)?.[1] ?? '';
  };
  const form = (fields: Readonly<Record<string, string>>, token: string) => ({
    method: 'POST',
    body: new URLSearchParams({ _csrf: token, ...fields }),
  });

  const entered = await request('/login', form({ login, password: passwords.get(login) ?? '' }, await tokenOn('/login')));
  if (entered.status !== 303) throw new Error(`${login} could not log in: ${entered.status} ${textOf(entered.text)}`);
  const token = await tokenOn('/journal');

  return {
    get: (path) => request(path),
    post: (path, fields) => request(path, form(fields, token)),
    upload(path, fields, files = []) {
      const body = new FormData();
      for (const [name, value] of Object.entries({ _csrf: token, ...fields })) body.append(name, value);
      for (const file of files) body.append('file', file);
      return request(path, { method: 'POST', body });
    },
    async act(number, command, fields = {}) {
      const { status, text } = await request(`/letters/${encodeURIComponent(number)}/do/${command}`, form(fields, token));
      if (status !== 303) throw new Error(`${login} could not ${command} № ${number}: ${status} ${textOf(text)}`);
    },
    async options(number) {
      const { text } = await request(`/letters/${encodeURIComponent(number)}/options`);
      return JSON.parse(text) as Awaited<ReturnType<Visitor['options']>>;
    },
  };
}

/** What a person reads on the page. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
