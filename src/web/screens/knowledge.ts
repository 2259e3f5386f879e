/** The knowledge base (R19) and the library of enclosures (10.5, R59): found by topic, changed by those who answer for them. */
import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotFound, Stale } from '../../domain/errors.ts';
import { TOPIC_IDS } from '../../language/finding.ts';
import type { IncomingFile } from '../../office/incoming.ts';
import { EDITS_TEXTS, has } from '../../office/rights.ts';
import { coded } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { area, type Body, line, oneOf } from '../form.ts';
import { named } from '../named.ts';
import { personOf } from '../session.ts';
import { fileSize, moment } from '../times.ts';
import { word } from '../words.ts';
import { sendFile } from './draft-tools.ts';
import { frame } from './templates.ts';

export function knowledge(desk: Desk): RequestHandler {
  return (request, response) => showKnowledge(desk, request, response, null, {});
}

export function saveSnippet(desk: Desk): RequestHandler {
  const { office } = desk;
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const id = line(body, 'id') || null;
    const seen = Number(line(body, 'seen')) || 0;
    const given = { title: line(body, 'title'), topic: oneOf(TOPIC_IDS, line(body, 'topic')), text: area(body, 'text').trim() };
    try {
      if (line(body, 'withdraw') && id) await office.withdrawSnippet(id, seen, personOf(response));
      else await office.saveSnippet(id, given, seen, personOf(response));
    } catch (error) {
      const faults = faultsOf(error);
      response.status(error instanceof Stale ? 409 : 422);
      return showKnowledge(desk, request, response, { id, seen, ...given }, faults);
    }
    sayNext(response, line(body, 'withdraw') ? 'Абзац убран из базы' : 'Абзац сохранён');
    response.redirect(303, '/knowledge');
  };
}

interface GivenSnippet {
  readonly id: string | null;
  readonly seen: number;
  readonly title: string;
  readonly topic: string | null;
  readonly text: string;
}

async function showKnowledge(
  desk: Desk,
  request: Request,
  response: Response,
  given: GivenSnippet | null,
  faults: Readonly<Record<string, string>>,
) {
  const { office, words, pages, standard, now } = desk;
  const [all, people] = await Promise.all([office.snippets(), office.people()]);
  const chosen = all.find(({ id }) => id === request.query.id);
  const fresh: GivenSnippet = { id: null, seen: 0, title: '', topic: null, text: '' };
  const form = given ?? (chosen ? { ...chosen, seen: chosen.version } : fresh);
  const groups = [...TOPIC_IDS, null].flatMap((topic) => {
    const snippets = all.filter((each) => each.topic === topic);
    return snippets.length > 0 ? [{ label: topic ? word(words.topics, topic) : 'к любой теме', snippets }] : [];
  });
  await pages.screen(request, response, 'knowledge', {
    ...frame('База знаний', 'knowledge'),
    may: has(personOf(response), EDITS_TEXTS),
    groups: groups.map(({ label, snippets }) => ({
      label,
      snippets: snippets.map((each) => ({
        id: each.id,
        title: each.title,
        text: each.text,
        on: each.id === form.id,
        who: each.by && each.at ? `${named(people, each.by)}, ${moment(standard.organisation.company.zone, each.at, now())}` : '',
      })),
    })),
    form: { ...form, id: form.id ?? '' },
    topics: coded(words.topics, form.topic),
    error: { title: faults.title ?? '', text: faults.text ?? '', all: faults.all ?? '' },
  });
}

export function library(desk: Desk): RequestHandler {
  return (request, response) => showLibrary(desk, request, response, '');
}

export function shelve(desk: Desk): RequestHandler {
  const { office } = desk;
  return async (request, response) => {
    const { fields = {}, files = [] } = (request.body ?? {}) as { fields?: Body; files?: readonly IncomingFile[] };
    const id = line(fields, 'id') || null;
    const seen = Number(line(fields, 'seen')) || 0;
    const [file] = files;
    try {
      if (!file) throw new Invalid('Выберите файл: PDF, DOCX, XLSX, JPEG или PNG.');
      await office.shelve(id, line(fields, 'title'), file, seen, personOf(response));
    } catch (error) {
      response.status(error instanceof Stale ? 409 : 422);
      return showLibrary(desk, request, response, Object.values(faultsOf(error)).join(' '));
    }
    sayNext(response, id ? 'Новая редакция приложения действует' : 'Приложение в библиотеке');
    response.redirect(303, '/library');
  };
}

export function withdrawEnclosure({ office }: Desk): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const seen = Number(line((request.body ?? {}) as Body, 'seen')) || 0;
    await office.withdrawEnclosure(request.params.id, seen, personOf(response));
    sayNext(response, 'Приложение убрано из библиотеки');
    response.redirect(303, '/library');
  };
}

export function libraryFile({ office }: Desk): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const found = (await office.library()).find(({ id }) => id === request.params.id);
    if (!found) throw new NotFound('Этого приложения в библиотеке больше нет.');
    sendFile(response, found, await office.enclosureBytes(found));
  };
}

async function showLibrary({ office, pages, standard, now }: Desk, request: Request, response: Response, error: string) {
  const [all, people] = await Promise.all([office.library(), office.people()]);
  await pages.screen(request, response, 'library', {
    ...frame('Приложения', 'library'),
    may: has(personOf(response), EDITS_TEXTS),
    error,
    papers: all.map(({ id, title, name, size, sheets, version, by, at }) => ({
      id,
      title,
      name,
      about: [fileSize(size), sheets === null ? '' : `${sheets}\u00a0л.`].filter(Boolean).join(' · '),
      version,
      who: `${named(people, by)}, ${moment(standard.organisation.company.zone, at, now())}`,
      href: `/library/${id}/file`,
    })),
  });
}

/** Words under the fields; what belongs to none stands above. @throws what is no fault of the form */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof Stale) return { all: 'Пока Вы правили, это изменил другой сотрудник. Откройте заново и повторите.' };
  if (!(error instanceof Invalid)) throw error;
  return { ...error.fields, ...(error.message && { all: error.message }) };
}
