/** The one place where errors become pages: what happened, that work is safe, one way on, a short code to tell by phone. */
import { randomInt } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Invalid, NotAllowed, NotFound, Stale } from '../domain/errors.ts';
import type { Pages } from './page.ts';
import { ForeignForm, isPart, locals } from './session.ts';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly reasons: readonly string[];
}

/** Null for what is our own fault: it is logged and shown with a code. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof NotAllowed) return { status: 409, title: 'Сейчас так сделать нельзя', reasons: error.reasons };
  if (error instanceof NotFound) return { status: 404, title: 'Такой страницы нет', reasons: [error.message] };
  if (error instanceof Stale) {
    return {
      status: 409,
      title: 'Карточка изменилась, пока Вы работали',
      reasons: ['Другой сотрудник сохранил её раньше. Посмотрите, что изменилось, и повторите действие.'],
    };
  }
  if (error instanceof Invalid) {
    return { status: 422, title: 'Нужно уточнить', reasons: [error.message, ...Object.values(error.fields)].filter(Boolean) };
  }
  if (error instanceof ForeignForm) {
    return {
      status: 403,
      title: 'Страница устарела',
      reasons: ['Откройте её заново и повторите действие: так мы проверяем, что форму отправили Вы.'],
    };
  }
  return requestProblem(error);
}

export type Log = (message: string, details: Readonly<Record<string, unknown>>) => void;

export function problems(pages: Pages, log: Log): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = problemOf(error);
    const code = known ? null : newCode();
    if (code) log('a screen failed', { code, method: request.method, path: request.path, error });
    const { status, title, reasons } = known ?? OURS;
    response.status(status);
    const data = {
      title,
      here: null,
      narrow: false,
      status,
      reasons,
      code,
      again: request.method === 'GET' ? request.originalUrl : null,
    };
    try {
      if (isPart(request)) return pages.part(response, 'problem', data);
      if (locals(response).person) return await pages.screen(request, response, 'problem', data);
      pages.bare(request, response, 'problem-bare', data);
    } catch (second) {
      log('the page of a problem failed too', { code, error: second });
      response.type('text').send(`${title}. ${reasons.join(' ')}${code ? ` Код: ${code}.` : ''}`);
    }
  };
}

export const nowhere: RequestHandler = (_request, _response, next) =>
  next(new NotFound('Возможно, ссылка устарела. Найдите обращение по номеру или словам.'));

const OURS: Problem = {
  status: 500,
  title: 'Страница сейчас не открылась',
  reasons: ['Сохранённое не пропало. Попробуйте ещё раз через минуту.'],
};

/** What express and its parsers say. */
function requestProblem(error: unknown): Problem | null {
  const { status, name, message } = (error ?? {}) as { status?: unknown; name?: unknown; message?: unknown };
  // What reads uploads says in Russian what to do
  if (name === 'BadUpload' && typeof status === 'number') return { status, title: 'Файл не принят', reasons: [String(message)] };
  if (status === 413) {
    return { status, title: 'Слишком много данных', reasons: ['Сократите текст или приложите его файлом.'] };
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, title: 'Запрос не разобрать', reasons: ['Вернитесь назад и повторите действие.'] };
  }
  return null;
}

/** «7F3-K20»: short, without letters that sound alike. */
function newCode(): string {
  const sign = () => SIGNS[randomInt(SIGNS.length)] ?? '0';
  return `${sign()}${sign()}${sign()}-${sign()}${sign()}${sign()}`;
}

const SIGNS = '23456789ACEFHKMPTX';
