/** The two entrances over the fake office on a free port, and a browser that keeps its cookies and sends its tokens. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { readMultipart } from '../../src/api/multipart.ts';
import { apiRoutes } from '../../src/api/routes.ts';
import { limits } from '../../src/config.ts';
import type { Person } from '../../src/domain/person.ts';
import { loadStandard } from '../../src/standard/load.ts';
import { loadStaff } from '../../src/standard/staff.ts';
import { fromRoot } from '../../src/web/root.ts';
import { webServer } from '../../src/web/server.ts';
import { sessionReader } from '../../src/web/session.ts';
import { type FakeOffice, type FakeOptions, fakeOffice, PASSWORD } from './fake-office.ts';
import { pageRender } from './page-render.ts';
import { SAMPLE_NOW, sampleLetters } from './sample-letters.ts';

export const TOKEN = 'a-token-of-the-tests';

export interface WebHouse {
  readonly office: FakeOffice;
  readonly staff: readonly Person[];
  readonly app: Express;
  readonly base: string;
  /** What went wrong behind a page: empty when all is well. */
  readonly logged: string[];
  browser(): Browser;
  /** A browser that has logged in. */
  as(login: string): Promise<Browser>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends the token of the page before unless `_csrf` is given. */
  post(path: string, fields?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  upload(path: string, form: FormData): Promise<Answer>;
  readonly csrf: () => string;
}

const standard = loadStandard(fromRoot('workflows'));
const staff = loadStaff(fromRoot('workflows'));
const render = pageRender();

export async function webHouse(
  more: Partial<FakeOptions> & { limits?: { readonly [Name in keyof typeof limits]?: number } } = {},
): Promise<WebHouse> {
  const clock = { now: () => SAMPLE_NOW };
  const office = fakeOffice({ standard, staff, now: clock.now, page: async () => PIXEL, ...more });
  sampleLetters(office, staff);
  const logged: string[] = [];
  const log = (message: string, details: object) =>
    logged.push(`${message} ${String((details as { error?: unknown }).error ?? '')}`);
  const within = { ...limits, ...more.limits };
  const api = apiRoutes({ office, config: { apiToken: TOKEN, limits: within }, clock, sessionOf: sessionReader(office), log });
  const app = webServer({
    office,
    config: { publicUrl: null, demo: null, limits: within },
    render,
    clock,
    rasterise: async () => [PIXEL],
    readUpload: (request) => readMultipart(request, within),
    api,
    log,
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const as = async (login: string) => {
    const person = browser(base);
    await person.get('/login');
    await person.post('/login', { login, password: PASSWORD });
    await person.get('/health');
    return person;
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { office, staff, app, base, logged, browser: () => browser(base), as, close };
}

/** One grey pixel as PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mN4AAAAyQDIeYpqjgAAAABJRU5ErkJggg==',
  'base64',
);

export function letterPath(number: string, rest = ''): string {
  return `/letters/${encodeURIComponent(number)}${rest}`;
}

function browser(base: string): Browser {
  const jar = new Map<string, string>();
  let csrf = '';
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${base}${path}`, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = set.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    csrf = text.match(/name="_csrf" value="([^"]+)"/)?.[1] ?? csrf;
    return { status: response.status, location: response.headers.get('location'), headers: response.headers, text };
  };
  return {
    csrf: () => csrf,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams({ _csrf: csrf, ...fields }), headers }),
    upload: (path, form) => send(path, { method: 'POST', body: form }),
  };
}
