/** What lies on the desk beside the editor: the letterhead, who else is at it, files, earlier answers, remarks settled. */
import type { RequestHandler, Response } from 'express';
import { Invalid, NotFound } from '../../domain/errors.ts';
import type { Person } from '../../domain/person.ts';
import type { IncomingFile } from '../../office/incoming.ts';
import type { CardView } from '../../office/office.ts';
import type { DraftDesk } from '../../office/working-draft.ts';
import type { Desk } from '../desk.ts';
import { typedFrom } from '../draft-form.ts';
import { filesOf, notesOf } from '../draft-view.ts';
import { type Body, line } from '../form.ts';
import { presentOf } from '../rivals.ts';
import { letterHref } from '../rows.ts';
import { isPart, personOf } from '../session.ts';
import { shortDay } from '../times.ts';

type Params = { number: string };

/** The letterhead with what is typed now: pictures for the page, the PDF itself for everybody else. */
export function preview(desk: Desk): RequestHandler<Params> {
  const { office, pages, rasterise } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const stored = await office.opened(request.params.number, person);
    const { fields } = typedFrom((request.body ?? {}) as Body, { stored }, await office.draftDesk(stored.id, person));
    const pdf = await office.preview(stored.id, fields, person);
    if (!isPart(request)) return void response.set('Content-Disposition', 'inline').type('pdf').send(pdf);
    // The hand went on typing: nobody waits for these pictures any more
    if (response.destroyed) return;
    const pictures = (await rasterise(pdf)).map((png) => `data:image/png;base64,${png.toString('base64')}`);
    pages.part(response, 'preview', { pictures, count: pictures.length, href: letterHref(stored.value.number) });
  };
}

/** Spoken every twenty seconds by an open editor. */
export function here(desk: Desk): RequestHandler<Params> {
  const { office, pages } = desk;
  return async (request, response) => {
    const { view, working } = await deskOf(desk, request.params.number, personOf(response));
    const present = await office.atDraft(view.stored.id, personOf(response));
    const data = {
      present: presentOf(desk, view.people, { present, others: working.others }),
      href: letterHref(view.stored.value.number),
    };
    pages.part(response, 'present', data);
  };
}

export function leave({ office }: Desk): RequestHandler<Params> {
  return async (request, response) => {
    const person = personOf(response);
    const stored = await office.opened(request.params.number, person);
    await office.leaveDraft(stored.id, person);
    response.status(204).end();
  };
}

/** A file, or one of the library by its id, into the person's working draft. The editor has saved before it asks. */
export function encloseFile(desk: Desk): RequestHandler<Params> {
  const { office } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const { view, working } = await deskOf(desk, request.params.number, person);
    const { id, value } = view.stored;
    const { files = [], fields: posted = {} } = (request.body ?? {}) as { files?: readonly IncomingFile[]; fields?: Body };
    const before = working.own?.fields ?? value.reply;
    if (!before) throw new Invalid('Сначала напишите текст: приложение ляжет в черновик.');
    const already = before.files ?? [];
    const [given] = files;
    const file = given ? await office.takeEnclosure(given, already) : await office.fromLibrary(line(posted, 'library'), already);
    if (already.some(({ hash }) => hash === file.hash)) throw new Invalid(`Этот файл уже приложен: «${file.title}».`);
    const base = working.own ? working.own.base : (value.reply?.savedAt ?? null);
    const fields = { ...before, files: [...already, file] };
    const window = working.own?.window !== undefined && { window: working.own.window };
    const kept = await office.keepDraft(id, { fields, seen: working.own?.version ?? 0, base, ...window }, person);
    if (!isPart(request)) return response.redirect(303, `${letterHref(value.number)}/draft`);
    desk.pages.part(response, 'draft-files', {
      files: filesOf(fields, value.number),
      seen: kept.draft.version,
      base: kept.draft.base ?? '',
    });
  };
}

/** The bytes of a file that an answer encloses: of the card, or of a working draft of this letter. */
export function enclosedFile(desk: Desk): RequestHandler<Params & { hash: string }> {
  return async (request, response) => {
    const { view, working } = await deskOf(desk, request.params.number, personOf(response));
    const drafts = [view.stored.value.reply, working.own?.fields, ...working.others.map(({ fields }) => fields)];
    const file = drafts.flatMap((each) => each?.files ?? []).find(({ hash }) => hash === request.params.hash);
    if (!file) throw new NotFound('Такого приложения у ответа нет.');
    sendFile(response, file, await desk.office.enclosureBytes(file));
  };
}

/** Shown where a browser can do no harm with it, saved otherwise. */
export function sendFile(response: Response, { name, type }: { name: string; type: string }, content: Buffer): void {
  const shown = type === 'application/pdf' || /^image\/(?:png|jpeg|webp)$/.test(type);
  response.attachment(name);
  if (shown) response.set('Content-Disposition', (response.get('Content-Disposition') ?? '').replace(/^attachment/, 'inline'));
  response.set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'self'");
  response.set('Content-Type', shown ? type : 'application/octet-stream').send(content);
}

/** Answers that went out to letters like this one, read only when the tab is opened. */
export function answers(desk: Desk): RequestHandler<Params> {
  const { office, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const view = await office.openCard(request.params.number, person);
    const found = await office.answersLike(view.stored.value, person);
    pages.part(response, 'answers', {
      answers: found.map((each) => ({
        ...each,
        href: letterHref(each.number),
        sentOn: shortDay(each.sentOn, view.today),
        percent: Math.round(each.likeness * 100),
      })),
    });
  };
}

/** «Сделано» beside a remark; once more takes it back. */
export function settle(desk: Desk): RequestHandler<Params & { note: string }> {
  const { office, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const { view, working } = await deskOf(desk, request.params.number, person);
    const done = line((request.body ?? {}) as Body, 'done') !== 'no';
    await office.handle(view.stored.id, { type: 'settle_note', note: request.params.note, done }, person);
    if (!isPart(request)) return response.redirect(303, `${letterHref(view.stored.value.number)}/draft`);
    const after = await office.openCard(request.params.number, person);
    const fields = working.own?.fields ?? after.stored.value.reply;
    pages.part(response, 'notes', { notes: fields ? notesOf(desk, after, fields) : [], href: letterHref(request.params.number) });
  };
}

async function deskOf({ office }: Desk, number: string, person: Person): Promise<{ view: CardView; working: DraftDesk }> {
  const view = await office.openCard(number, person);
  return { view, working: await office.draftDesk(view.stored.id, person) };
}
