/** Bytes of a letter: originals, attachments, pages of scans, the mail as it looked, the answer on letterhead. */
import type { RequestHandler, Response } from 'express';
import { NotFound } from '../../domain/errors.ts';
import type { FileBytes } from '../../office/file-bytes.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { mailPage } from '../mail-page.ts';
import { sheetOfReply, sheetPages } from '../reply-sheet.ts';
import { letterHref } from '../rows.ts';
import { personOf } from '../session.ts';
import type { Uploaded } from '../upload.ts';

export function original({ office }: Desk): RequestHandler<{ number: string; index: string }> {
  return async (request, response) => {
    sendFile(response, await office.original(request.params.number, indexOf(request.params.index), personOf(response)));
  };
}

export function attachment({ office }: Desk): RequestHandler<{ number: string; index: string }> {
  return async (request, response) => {
    sendFile(response, await office.attachment(request.params.number, indexOf(request.params.index), personOf(response)));
  };
}

export function scanPage({ office }: Desk): RequestHandler<{ number: string; original: string; page: string }> {
  return async (request, response) => {
    const { number, original: file, page } = request.params;
    const png = await office.page(number, indexOf(file), indexOf(page.replace(/\.png$/, '')), personOf(response));
    if (!png) throw new NotFound('Этой страницы в скане нет.');
    response.set('Cache-Control', 'private, max-age=3600').type('png').send(png);
  };
}

/** The HTML of a mail, cleaned, in a page that may load and run nothing: no scripts, no pictures from outside. */
export function mailView({ office, words }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const { html } = await office.card(request.params.number, personOf(response));
    if (html === null) throw new NotFound('У этого обращения нет письма в HTML: смотрите скан или текст.');
    response.set(
      'Content-Security-Policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    response.type('html').send(mailPage(html, words.layers));
  };
}

/** The signed answer, as it was sent. */
export function replyDocument({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    sendFile(response, await office.replyDocument(request.params.number, personOf(response)));
  };
}

/** Its scanned copy (8.4.6). */
export function replyCopy({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    sendFile(response, await office.replyCopy(request.params.number, personOf(response)));
  };
}

/** 8.4.6: the sheet that was signed by hand, back from the scanner. */
export function signedSheet({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const { number } = request.params;
    await office.keepSigned(number, (request.body as Uploaded).files, personOf(response));
    sayNext(response, 'Скан подписанного листа приложен к ответу');
    response.redirect(303, letterHref(number));
  };
}

/** «Расписка», for whoever brings a letter. */
export function receipt({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    sendFile(response, await office.receipt(request.params.number, personOf(response)));
  };
}

/** The notice of an extension, for whoever has no e-mail (8.2.5). */
export function paperNotice({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    sendFile(response, await office.paperNotice(request.params.number, personOf(response)));
  };
}

/** The draft on letterhead, numbers and date empty. */
export function draftSheet(desk: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const view = await desk.office.card(request.params.number, personOf(response));
    const { pdf } = await sheetOfReply(desk, view, personOf(response));
    response.set('Content-Disposition', 'inline').type('pdf').send(pdf);
  };
}

/** A page of the answer as a picture, 0-based. */
export function replyPage(desk: Desk): RequestHandler<{ number: string; page: string }> {
  return async (request, response) => {
    const view = await desk.office.openCard(request.params.number, personOf(response));
    const [pages, wanted] = [
      await sheetPages(desk, view, personOf(response)),
      indexOf(request.params.page.replace(/\.png$/, '')),
    ];
    const png = pages[wanted];
    if (!png) throw new NotFound('Этой страницы в ответе нет.');
    response.set('Cache-Control', 'private, max-age=60').type('png').send(png);
  };
}

/** A file of a stranger is shown only where a browser can do no harm with it; all else is saved. */
export function sendFile(response: Response, { name, type, content }: FileBytes): void {
  const shown = SHOWN.has(type);
  response.attachment(name);
  if (shown) response.set('Content-Disposition', (response.get('Content-Disposition') ?? '').replace(/^attachment/, 'inline'));
  response.set('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
  response.set('Content-Type', shown ? type : 'application/octet-stream').send(content);
}

const SHOWN: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function indexOf(text: string): number {
  const index = Number(text);
  if (!Number.isInteger(index) || index < 0) throw new NotFound('Такого файла нет.');
  return index;
}
