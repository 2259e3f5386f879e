/** Pages of the scans: pictures with tags, the text under a box, the copy with text. */
import type { RequestHandler } from 'express';
import { NotFound } from '../../domain/errors.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { letterHref } from '../rows.ts';
import { LARGE_WIDTH, PAGE_WIDTH, THUMB_WIDTH } from '../scans.ts';
import { personOf } from '../session.ts';
import type { Uploaded } from '../upload.ts';
import { sendFile } from './files.ts';

/** By the hash of the file: the same address is always the same picture, so a browser may keep it; a person's, not a proxy's. */
export function scanImage({ office }: Desk): RequestHandler<{ number: string; file: string; page: string }> {
  return async (request, response) => {
    const { number, file, page } = request.params;
    const width = WIDTHS.find((each) => each === Number(request.query.w)) ?? PAGE_WIDTH;
    const turn = TURNS.find((each) => each === Number(request.query.r)) ?? 0;
    const place = placeOf(file, page.replace(/\.jpg$/, ''));
    const found = await office.scanImage(number, place, { width, turn }, personOf(response));
    if (!found) throw new NotFound('Этой страницы в скане нет.');
    // no-cache: asked each time whether the person may still see it, sent only when it is new
    const tag = `"${found.tag}"`;
    response.set('Cache-Control', 'private, no-cache').set('ETag', tag);
    if (request.get('if-none-match')?.includes(tag)) return void response.status(304).end();
    response.type('jpeg').send(found.image);
  };
}

export function scanText({ office }: Desk): RequestHandler<{ number: string; file: string; page: string }> {
  return async (request, response) => {
    const { number, file, page } = request.params;
    const side = (name: string) => Math.min(10_000, Math.max(0, Math.round(Number(request.query[name])) || 0));
    const box = { left: side('l'), top: side('t'), right: side('r'), bottom: side('b') };
    const text = await office.scanText(number, placeOf(file, page), box, personOf(response));
    response.json({ text });
  };
}

export function scanCopy({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => sendFile(response, await office.searchable(request.params.number, personOf(response)));
}

/** 8.2.7: a better scan of the paper. */
export function rescan({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const { number } = request.params;
    await office.rescan(number, (request.body as Uploaded).files, personOf(response));
    sayNext(response, 'Скан заменён, программа читает его заново.');
    response.redirect(303, letterHref(number));
  };
}

/** 8.2.7: whoever cannot read it asks those who have the paper. */
export function askRescan({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const { number } = request.params;
    await office.askRescan(number, personOf(response));
    sayNext(response, 'Канцелярию попросили пересканировать.');
    response.redirect(303, letterHref(number));
  };
}

const WIDTHS = [THUMB_WIDTH, PAGE_WIDTH, LARGE_WIDTH] as const;
const TURNS = [90, 180, 270] as const;

function placeOf(file: string, page: string): { file: string; page: number } {
  const index = Number(page);
  if (!/^[0-9a-f]{64}$/.test(file) || !Number.isInteger(index) || index < 0) throw new NotFound('Такой страницы нет.');
  return { file, page: index };
}
