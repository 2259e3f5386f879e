/** Cookies of a request, and the one message that survives a redirect. */
import type { Request, Response } from 'express';

export function cookie(request: Request, name: string): string | null {
  for (const pair of (request.get('cookie') ?? '').split(';')) {
    const [key, ...rest] = pair.trim().split('=');
    if (key === name) return decoded(rest.join('='));
  }
  return null;
}

/** Said once on the next page: «Подписано: № …». */
export function sayNext(response: Response, text: string): void {
  response.cookie(TOAST, text, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 60_000 });
}

export function saidBefore(request: Request, response: Response): string | null {
  const text = cookie(request, TOAST);
  if (text) response.clearCookie(TOAST, { path: '/' });
  return text;
}

const TOAST = 'chancery-said';

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
