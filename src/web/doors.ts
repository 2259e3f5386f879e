/** What stands before the log-in: the form for a letter, its state, the log-in itself, the check of a reply. Each has a patience with guessing. */
import type { Express } from 'express';
import { type RateLimitRequestHandler, rateLimit } from 'express-rate-limit';
import type { Desk } from './desk.ts';
import { checkReply } from './screens/check.ts';
import { type Door, logIn, logInForm } from './screens/log-in.ts';
import { findStatus, status, unlisted } from './screens/status.ts';
import { write, written } from './screens/write.ts';
import { ownForms } from './session.ts';
import { type ReadUpload, withFiles } from './upload.ts';

/** Tries per address in 15 minutes. */
export interface Patience {
  readonly loginAttempts: number;
  readonly statusTries: number;
  readonly replyChecks: number;
  readonly publicLetters: number;
}

/** Without a session, so that nobody is known there. */
export function statusDoor(app: Express, desk: Desk, { statusTries }: Patience): void {
  // Trying out codes gets nobody far; whoever has one may look as often as he likes
  const tries = misses(statusTries, 'Слишком много попыток. Подождите 15 минут или позвоните нам.');
  app.get('/status', unlisted, tries, findStatus(desk));
  app.get('/status/:code', unlisted, tries, status(desk));
}

/** Behind the forms and the session: the wall follows. */
export function doors(app: Express, desk: Desk, door: Door, { loginAttempts, replyChecks }: Patience): void {
  const attempts = misses(loginAttempts, 'Слишком много попыток входа. Подождите 15 минут или позвоните в отдел ИТ.');
  app.get('/login', logInForm(desk, door));
  app.post('/login', attempts, ownForms, logIn(desk, door));

  const checks = rateLimit({
    ...QUARTER,
    limit: replyChecks,
    message: 'Слишком много проверок подряд. Подождите 15 минут или позвоните в канцелярию.',
  });
  app.get('/check', checks, checkReply(desk));
  app.get('/check/:number', checks, checkReply(desk));
}

/** 9.4, 9.5: everybody may write, a machine not without end. Behind the session: the form carries a token of ours. */
export function letterDoor(app: Express, desk: Desk, readUpload: ReadUpload, { publicLetters }: Patience): void {
  const letters = rateLimit({
    ...QUARTER,
    limit: publicLetters,
    message: 'С этого адреса пришло много обращений подряд. Подождите 15 минут или позвоните нам.',
  });
  app.get('/write', write(desk));
  app.post('/write', letters, withFiles(readUpload), ownForms, written(desk));
}

const QUARTER = { windowMs: 15 * 60_000, standardHeaders: true, legacyHeaders: false } as const;

/** Only what was not found, or refused, is counted. */
function misses(limit: number, message: string): RateLimitRequestHandler {
  return rateLimit({
    ...QUARTER,
    limit,
    message,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode < 400,
  });
}
