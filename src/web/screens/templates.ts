/** Letter templates: list, editor with the letter beside it, versions, export. */
import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotFound, Stale } from '../../domain/errors.ts';
import { EDITS_TEXTS, has } from '../../office/rights.ts';
import { faultWords } from '../../office/template-words.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { area, type Body, line } from '../form.ts';
import { named } from '../named.ts';
import { isPart, personOf } from '../session.ts';
import { tarOf } from '../tar.ts';
import { moment } from '../times.ts';

type Params = { id: string };

export function templates(desk: Desk): RequestHandler {
  const { office, pages } = desk;
  return async (request, response) => {
    const rows = await office.templates();
    const people = await office.people();
    const view = rows.map((row) => ({
      id: row.id,
      href: `/templates/${row.id}`,
      label: row.label ?? AUTOMATIC[row.id] ?? row.id,
      kind: row.label ? 'выбирает исполнитель' : 'готовит программа',
      state: row.withdrawn ? 'убран из списка' : row.changed ? `редакция ${row.version}` : 'как поставлено',
      who: row.by && row.at ? `${named(people, row.by)}, ${when(desk, row.at)}` : '',
      fault: row.fault ? faultWords(row.fault) : null,
    }));
    const may = has(personOf(response), EDITS_TEXTS);
    await pages.screen(request, response, 'templates', { ...frame('Шаблоны', 'templates'), rows: view, may });
  };
}

export function template(desk: Desk): RequestHandler<Params> {
  return async (request, response) => {
    const { source } = await desk.office.template(request.params.id);
    const wanted = Number(request.query.version ?? Number.NaN);
    const old = (await desk.office.template(request.params.id)).versions.find(({ version }) => version === wanted);
    await show(desk, request, response, old?.content ?? source, []);
  };
}

/** While one types: the letter as it would be, or the fault with its place. On a sample, or on the letter that was named. */
export function tryTemplate({ office, pages, rasterise }: Desk): RequestHandler<Params> {
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const [source, number] = [area(body, 'source'), line(body, 'letter')];
    const { id } = request.params;
    const person = personOf(response);
    const tried = await (number
      ? office.tryOnLetter(number, { id, source }, person)
      : office.tryTemplate(id, source, person)
    ).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error;
      return { fault: null, letters: [], pdf: null, missing: error.message };
    });
    if ('missing' in tried)
      return pages.part(response, 'template-try', { ...NOTHING, missing: true, fault: { words: tried.missing } });
    const pictures = tried.pdf && !response.destroyed ? await rasterise(tried.pdf) : [];
    pages.part(response, 'template-try', {
      missing: false,
      fault: tried.fault && { words: faultWords(tried.fault) },
      pictures: pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`),
      sparse: tried.letters[1] ?? null,
    });
  };
}

export function saveTemplate(desk: Desk): RequestHandler<Params> {
  const { office } = desk;
  return async (request, response) => {
    const { id } = request.params;
    const body = (request.body ?? {}) as Body;
    const seen = Number(line(body, 'seen')) || 0;
    const restore = line(body, 'restore');
    try {
      if (restore) await office.restoreTemplate(id, Number(restore), seen, personOf(response));
      else await office.saveTemplate(id, area(body, 'source'), seen, personOf(response));
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Stale)) throw error;
      response.status(error instanceof Stale ? 409 : 422);
      const said =
        error instanceof Stale
          ? 'Пока Вы правили, шаблон сохранил другой сотрудник. Ваш текст ниже цел: сравните редакции и сохраните ещё раз.'
          : `Шаблон не сохранён, действует прежний. ${error.message}`;
      return show(desk, request, response, area(body, 'source'), [said]);
    }
    sayNext(response, restore ? 'Редакция возвращена и действует' : 'Шаблон сохранён и действует');
    response.redirect(303, `/templates/${id}`);
  };
}

/** One template as it is in force, or all of them as a .tar. */
export function exportTemplates({ office }: Desk): RequestHandler<{ id?: string }> {
  return async (request, response) => {
    const { id } = request.params;
    if (id) {
      const { source } = await office.template(id);
      return void response.attachment(`${id}.hbs`).type('text/plain').send(source);
    }
    const rows = await office.templates();
    const files = await Promise.all(
      rows.map(async (row) => ({ name: `letters/${row.id}.hbs`, content: (await office.template(row.id)).source })),
    );
    response.attachment('templates.tar').type('application/x-tar').send(tarOf(files));
  };
}

async function show(
  desk: Desk,
  request: Request<Params>,
  response: Response,
  source: string,
  reasons: readonly string[],
): Promise<void> {
  const { office, pages } = desk;
  const person = personOf(response);
  const [view, people] = await Promise.all([office.template(request.params.id), office.people()]);
  if (isPart(request)) throw new NotFound('Такой части нет.');
  await pages.screen(request, response, 'template', {
    added: view.added,
    withdrawn: view.withdrawn,
    fresh: false,
    ...frame(view.label ?? AUTOMATIC[view.id] ?? view.id, 'templates'),
    narrow: true,
    id: view.id,
    href: `/templates/${view.id}`,
    source,
    seen: view.version,
    reasons,
    fault: view.fault ? faultWords(view.fault) : null,
    may: has(person, EDITS_TEXTS),
    names: view.names,
    changed: view.changed,
    versions: view.versions.map(({ version, by, at, content }, index) => ({
      version,
      who: named(people, by),
      at: when(desk, at),
      current: index === 0,
      withdrawn: content === null,
    })),
  });
}

const NOTHING = { pictures: [], sparse: null };

function when({ standard, now }: Desk, at: string): string {
  return moment(standard.organisation.company.zone, at, now());
}

/** Three lists of one room. */
export function frame(title: string, on: 'templates' | 'knowledge' | 'library') {
  return {
    title,
    here: 'texts',
    narrow: false,
    tabs: [
      { href: '/templates', label: 'Шаблоны', on: on === 'templates' },
      { href: '/knowledge', label: 'База знаний', on: on === 'knowledge' },
      { href: '/library', label: 'Приложения', on: on === 'library' },
    ],
  };
}

/** Letters that the engine drafts itself. */
const AUTOMATIC: Readonly<Record<string, string>> = {
  receipt: 'Регистрация обращения: номер, срок, код',
  extended: 'Продление срока (п. 8.2.5)',
  'refusal-abuse': 'Брань, оскорбления, угрозы (п. 8.2.6)',
  'refusal-illegible': 'Текст не прочитать (п. 8.2.7)',
  'refusal-repeat': 'Ответ уже дан (п. 8.2.8)',
  'refusal-confidential': 'Конфиденциальные сведения (п. 8.2.9)',
  'refusal-no-contact': 'Нет контактов (п. 8.2.10)',
};
