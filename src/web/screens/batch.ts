/** «Сканировать пачку»: many sheets in, letters out. */
import type { Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../domain/errors.ts';
import type { Arrangement } from '../../office/batch-sheets.ts';
import type { IncomingFile } from '../../office/incoming.ts';
import { boardOf, resultsOf } from '../batch-board.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, line } from '../form.ts';
import { isPart, personOf } from '../session.ts';
import type { Uploaded } from '../upload.ts';
import { sendFile } from './files.ts';

export function batch(desk: Desk): RequestHandler {
  return async (request, response) => {
    const person = personOf(response);
    const view = await desk.office.batches.batch(person);
    const last = view ? null : await desk.office.batches.lastBatch(person);
    await desk.pages.screen(request, response, 'batch', {
      title: 'Сканировать пачку',
      here: 'batch',
      narrow: false,
      board: view ? boardOf(view) : NO_SHEETS,
      results: last?.state === 'done' ? resultsOf(last) : [],
      refused: [],
    });
  };
}

/** The table alone: asked for while sheets are being looked at. */
export function board(desk: Desk): RequestHandler {
  return (_request, response) => showBoard(desk, response, []);
}

export function addFiles(desk: Desk): RequestHandler {
  return async (request, response) => {
    const { fields, files } = request.body as Uploaded;
    const upload = line(fields, 'upload').replace(/[^\w-]/g, '') || `form${desk.now().getTime()}`;
    const refused = await addAll(desk, upload, files, personOf(response));
    if (isPart(request)) return showBoard(desk, response, refused);
    if (refused.length > 0) sayNext(response, refused.join(' '));
    response.redirect(303, '/batch');
  };
}

export function arrange(desk: Desk): RequestHandler {
  return async (request, response) => {
    await desk.office.batches.arrangeBatch(arrangementFrom(request.body as Body), personOf(response));
    await answer(desk, request, response);
  };
}

export function clear(desk: Desk): RequestHandler {
  return async (request, response) => {
    await desk.office.batches.clearBatch(personOf(response));
    await answer(desk, request, response);
  };
}

export function registerAll({ office }: Desk): RequestHandler {
  return async (_request, response) => {
    const { plan } = await office.batches.registerBatch(personOf(response));
    const numbers = plan.flatMap(({ number }) => number ?? []);
    sayNext(response, numbers.length === 1 ? `Зарегистрировано: № ${numbers[0]}` : `Зарегистрировано писем: ${numbers.length}`);
    response.redirect(303, '/batch');
  };
}

export function sheetImage({ office }: Desk): RequestHandler<{ sheet: string }> {
  return async (request, response) => {
    const width = request.query.w === 'large' ? LARGE : SMALL;
    const image = await office.batches.sheetImage(request.params.sheet.replace(/\.jpg$/, ''), width, personOf(response));
    if (!image) throw new NotFound('Этот лист показать не удалось.');
    // The address carries the turn: the same address is the same picture
    response.set('Cache-Control', 'private, max-age=3600').type('jpeg').send(image);
  };
}

export function separator({ office }: Desk): RequestHandler {
  return async (_request, response) => {
    const content = await office.batches.separatorSheet();
    sendFile(response, { name: 'Разделительный лист.pdf', type: 'application/pdf', size: content.length, content });
  };
}

const SMALL = 300;
const LARGE = 1400;
const NO_SHEETS = { empty: true, waiting: 0, busy: false, total: '', letters: [] };

async function answer(desk: Desk, request: Request, response: Response): Promise<void> {
  if (isPart(request)) await showBoard(desk, response, []);
  else response.redirect(303, '/batch');
}

async function showBoard({ office, pages }: Desk, response: Response, refused: readonly string[]): Promise<void> {
  const view = await office.batches.batch(personOf(response));
  pages.part(response, 'batch-board', { board: view ? boardOf(view) : NO_SHEETS, refused });
}

async function addAll(
  { office }: Desk,
  upload: string,
  files: readonly IncomingFile[],
  person: ReturnType<typeof personOf>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [at, file] of files.entries()) {
    const said = await office.batches.addToBatch(files.length === 1 ? upload : `${upload}-${at}`, file, person);
    if (said) refused.push(said);
  }
  return refused;
}

/** @throws NotFound for what nobody can do */
function arrangementFrom(body: Body): Arrangement {
  const sheet = line(body, 'sheet');
  const what = line(body, 'do');
  switch (what) {
    case 'turn':
    case 'cut':
    case 'leave':
      return { do: what, sheet };
    case 'back':
      return { do: 'move', sheet, by: -1 };
    case 'forth':
      return { do: 'move', sheet, by: 1 };
    case 'place':
      return { do: 'place', sheet, before: line(body, 'before') || null };
    default:
      throw new NotFound('Такого действия с листом нет.');
  }
}
