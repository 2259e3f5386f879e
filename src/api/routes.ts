/** The entrance for scripts: /healthz and /api. Upload is answered before recognition starts; refused means nothing kept. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { Invalid, NotAllowed, NotFound, Stale } from '../domain/errors.ts';
import { type Person, SYSTEM } from '../domain/person.ts';
import type { IncomingFile } from '../office/incoming.ts';
import type { Office } from '../office/office.ts';
import type { Clock } from '../office/ports/people.ts';
import { cardAnswer, rowAnswer } from './answers.ts';
import { BadUpload, readMultipart, type UploadLimits } from './multipart.ts';
import { ListQuery, UploadFields } from './shapes.ts';
import { incomingFrom } from './upload.ts';

export interface ApiNeeds {
  readonly office: Office;
  readonly config: { readonly apiToken: string | null; readonly limits: UploadLimits };
  readonly clock: Clock;
  /** The person of a browser session; for a POST only with its token. Null: a stranger. */
  readonly sessionOf: (request: Request) => Promise<Person | null>;
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export function apiRoutes(needs: ApiNeeds): Router {
  const { office, config, clock } = needs;
  const { zone } = office.standard.organisation.company;
  const api = Router();

  api.get('/healthz', async (_request, response) => {
    const { ready, reasons, version, database, mailboxes, mailer, reader, disk, queue } = await office.health();
    const poller = mailboxes.map(({ mailbox, state, lastRoundAt, fetched, error }) => ({
      mailbox,
      state,
      lastRoundAt,
      fetched,
      error,
    }));
    response.status(ready ? 200 : 503).json({ ready, reasons, version, database, poller, mailer, reader, disk, queue });
  });

  api.use('/api', door(needs));

  api.get('/api/letters', async (request, response) => {
    const { limit, after, q } = ListQuery.parse(request.query);
    const page = await office.journal({ limit, order: 'newest', ...(after && { after }), ...(q && { q }) }, actorOf(response));
    response.json({ items: page.items.map(rowAnswer(zone)), next: page.next });
  });

  api.get('/api/letters/:number', async (request, response) => {
    const { stored } = await office.card(request.params.number, actorOf(response));
    response.json(cardAnswer(zone, stored));
  });

  api.get('/api/letters/:number/original', async (request, response) => {
    const index = Number(request.query.index ?? 0);
    if (!Number.isInteger(index) || index < 0) throw new NotFound('Такого файла нет.');
    const { name, type, content } = await office.original(request.params.number, index, actorOf(response));
    response
      .attachment(name)
      .set('Content-Type', type)
      .set('Content-Security-Policy', "sandbox; default-src 'none'")
      .send(content);
  });

  api.post('/api/letters', async (request, response) => {
    const { fields, files } = await readMultipart(request, config.limits);
    const values = UploadFields.safeParse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '')));
    if (!values.success) {
      const names = values.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new Invalid(`Не разобрать поля: ${names}. Исправьте их или не присылайте.`);
    }
    if (files.length === 0) throw new BadUpload(400, 'Файла нет. Приложите письмо или скан в поле file.');
    if (files.some(({ content }) => content.length === 0))
      throw new BadUpload(400, 'Файл пустой. Проверьте его и пришлите ещё раз.');
    const copy = await signedCopy(needs, files, actorOf(response));
    if (copy)
      return void response
        .status(201)
        .location(`/api/letters/${encodeURIComponent(copy.number)}`)
        .json(copy);
    const [receipt] = await office.receive([incomingFrom(office.standard, values.data, files, actorOf(response), clock.now())]);
    if (receipt?.outcome === 'registered') {
      const { number } = receipt;
      return void response
        .status(201)
        .location(`/api/letters/${encodeURIComponent(number)}`)
        .json({ number });
    }
    if (receipt?.outcome === 'quarantined') return void response.status(202).json({ quarantine: receipt.reason });
    response.status(415).json({ error: receipt?.reason ?? 'Файл не принят. Пришлите PDF, TIFF, JPEG, PNG или письмо .eml.' });
  });

  api.use('/api', ((_request, _response, next) => next(new NotFound('Такого адреса нет.'))) satisfies RequestHandler);
  api.use(['/api', '/healthz'], faults(needs));
  return api;
}

/** 8.4.6: the sheet that we printed and somebody signed is no new letter. Where marks cannot be read, it is one. */
async function signedCopy(
  { office, log }: ApiNeeds,
  files: readonly IncomingFile[],
  actor: Person,
): Promise<{ readonly number: string; readonly copyOf: string } | null> {
  const found = await office.findSigned(files).catch((error: unknown) => {
    log('the marks of an upload cannot be read', { error });
    return null;
  });
  if (!found) return null;
  const { number, outgoingNumber } = await office.takeSigned(files, actor === SYSTEM ? null : actor);
  return { number, copyOf: outgoingNumber };
}

/** A Bearer token, or the session of a person. */
function door({ config, sessionOf }: ApiNeeds): RequestHandler {
  return async (request, response, next) => {
    const bearer = request.get('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1];
    if (bearer !== undefined && config.apiToken !== null && same(bearer, config.apiToken)) {
      response.locals.actor = SYSTEM;
      return next();
    }
    const person = bearer === undefined ? await sessionOf(request) : null;
    if (!person) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .json({ error: config.apiToken === null ? NO_TOKEN_SET : 'Нужен ключ доступа: заголовок Authorization: Bearer …' });
      return;
    }
    response.locals.actor = person;
    next();
  };
}

/** Whoever starts the engine for the first time meets this one: it says what to do. */
const NO_TOKEN_SET = 'Доступ по ключу не включён. Задайте API_TOKEN (не короче 16 знаков) и запустите программу снова.';

function actorOf(response: Response): Person {
  return response.locals.actor as Person;
}

/** Equal length by hashing, then compared in constant time. */
function same(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((each) => createHash('sha256').update(each).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/** Errors as `{error}` with a Russian sentence. */
function faults({ log }: ApiNeeds): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status === 500) log('an API request failed', { method: request.method, path: request.path, error });
    const sentence = status === 500 ? 'Сервер не справился с запросом. Повторите его через минуту.' : (error as Error).message;
    response.status(status).json({ error: sentence });
  };
}

function statusOf(error: unknown): number {
  if (error instanceof BadUpload) return error.status;
  if (error instanceof NotFound) return 404;
  if (error instanceof NotAllowed || error instanceof Stale) return 409;
  if (error instanceof Invalid) return 422;
  return 500;
}
