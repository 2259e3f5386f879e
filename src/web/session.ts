/** Who is asking: the session cookie, the log-in wall, and the token that each POST must carry. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Person } from '../domain/person.ts';
import type { Office } from '../office/office.ts';
import { cookie } from './cookies.ts';

export const SESSION_COOKIE = 'chancery';
/** Before log-in there is no session: the form's token hangs on this cookie instead. */
const VISIT_COOKIE = 'chancery-visit';

export interface Locals {
  person: Person | null;
  /** Goes into every form as `_csrf`, or into the header `X-CSRF-Token`. */
  csrf: string;
}

export function locals(response: Response): Locals {
  return response.locals as Locals;
}

/** The person behind a log-in wall. @throws Error when called before it */
export function personOf(response: Response): Person {
  const { person } = locals(response);
  if (!person) throw new Error('a screen was reached without a session');
  return person;
}

/** Reads the session; gives every visitor a token. `secure`: the site is reached by https. */
export function session(office: Pick<Office, 'session'>, secure: boolean): RequestHandler {
  return async (request, response, next) => {
    const token = cookie(request, SESSION_COOKIE);
    const person = token ? await office.session(token) : null;
    let anchor = person ? token : cookie(request, VISIT_COOKIE);
    if (!anchor) {
      anchor = randomBytes(18).toString('base64url');
      response.cookie(VISIT_COOKIE, anchor, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
    }
    Object.assign(response.locals, { person, csrf: csrfOf(anchor) } satisfies Locals);
    next();
  };
}

/** For /api: the person of the cookie; for a POST only with the right token in `X-CSRF-Token`, so that no other site can post. */
export function sessionReader(office: Pick<Office, 'session'>): (request: Request) => Promise<Person | null> {
  return async (request) => {
    const token = cookie(request, SESSION_COOKIE);
    if (!token) return null;
    if (!SAFE.has(request.method) && !same(request.get('x-csrf-token') ?? '', csrfOf(token))) return null;
    return office.session(token);
  };
}

/** Screens are for people of the house: others go to the log-in and come back after it. */
export const wall: RequestHandler = (request, response, next) => {
  if (locals(response).person) return next();
  const target =
    request.method === 'GET' && !isPart(request) ? `/login?next=${encodeURIComponent(request.originalUrl)}` : '/login';
  if (isPart(request)) response.set('HX-Redirect', target).status(401).end();
  else response.redirect(303, target);
};

/** Each POST carries the token of its session and comes from our own pages. */
export const ownForms: RequestHandler = (request, response, next) => {
  if (SAFE.has(request.method)) return next();
  const body = request.body as { _csrf?: unknown } | undefined;
  const given = request.get('x-csrf-token') ?? (typeof body?._csrf === 'string' ? body._csrf : '');
  if (isForeign(request) || !same(given, locals(response).csrf)) return next(new ForeignForm());
  next();
};

/** The form was open too long, or another site sent it. */
export class ForeignForm extends Error {
  readonly status = 403;
}

export function isPart(request: Request): boolean {
  return request.get('hx-request') === 'true' && request.get('hx-boosted') !== 'true';
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function csrfOf(anchor: string): string {
  return createHash('sha256').update(`form:${anchor}`).digest('base64url');
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((each) => createHash('sha256').update(each).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function isForeign(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = request.get('origin');
  // A proxy may change the host but not what the browser says of the site
  return site === undefined && origin !== undefined && origin !== 'null' && hostOf(origin) !== request.get('host');
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
