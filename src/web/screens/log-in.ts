/** The door. */
import type { RequestHandler, Response } from 'express';
import { Invalid } from '../../domain/errors.ts';
import { cookie } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, line } from '../form.ts';
import { homeOf } from '../rail.ts';
import { locals, SESSION_COOKIE } from '../session.ts';

/** Shown under the form of a demonstration: a login for each role. */
export interface DemoLogin {
  readonly login: string;
  /** «Журналова Ж. Ж., канцелярия» */
  readonly who: string;
  readonly password: string;
}

export interface Door {
  readonly demo: readonly DemoLogin[];
  readonly secure: boolean;
  readonly sessionMs: number;
}

export function logInForm(desk: Desk, door: Door): RequestHandler {
  return (request, response) => {
    const { person } = locals(response);
    if (person) return response.redirect(303, homeOf(person));
    show(desk, door, request, response, '', '');
  };
}

export function logIn(desk: Desk, door: Door): RequestHandler {
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const login = line(body, 'login');
    const password = typeof body.password === 'string' ? body.password : '';
    try {
      const session = await desk.office.logIn(login, password, request.ip ?? '');
      if (!session) {
        response.status(422);
        return show(desk, door, request, response, login, 'Имя или пароль не подошли. Проверьте раскладку и попробуйте ещё раз.');
      }
      response.cookie(SESSION_COOKIE, session.token, {
        httpOnly: true,
        sameSite: 'lax',
        secure: door.secure,
        path: '/',
        maxAge: door.sessionMs,
      });
      response.redirect(303, placeIn(request.body) ?? homeOf(session.person));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      response.status(429);
      show(desk, door, request, response, login, error.message);
    }
  };
}

export function logOut({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const token = cookie(request, SESSION_COOKIE);
    if (token) await office.logOut(token);
    response.clearCookie(SESSION_COOKIE, { path: '/' }).redirect(303, '/login');
  };
}

function show(
  { pages }: Desk,
  { demo }: Door,
  request: Parameters<RequestHandler>[0],
  response: Response,
  login: string,
  error: string,
): void {
  const next = typeof request.query.next === 'string' ? request.query.next : ((request.body as Body | undefined)?.next ?? '');
  pages.bare(request, response, 'log-in', { title: 'Вход', login, error, next: ownPath(next) ?? '', demo });
}

function placeIn(body: unknown): string | null {
  return ownPath((body as Body | null)?.next);
}

/** Only a path of ours: «//elsewhere» and «/\elsewhere» lead out. */
function ownPath(next: unknown): string | null {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : null;
}
