/** A letter template that the house lacks: a new outcome for executors to choose. */
import type { RequestHandler, Response } from 'express';
import { Invalid } from '../../domain/errors.ts';
import { demand, EDITS_TEXTS } from '../../office/rights.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { area, type Body } from '../form.ts';
import { personOf } from '../session.ts';
import { frame } from './templates.ts';

/** An outcome that the house lacks: a sheet to begin with, tried and saved as any template. */
export function newTemplate(desk: Desk): RequestHandler {
  return async (_request, response) => {
    demand(personOf(response), EDITS_TEXTS);
    await showNew(desk, _request, response, BEGINNING, []);
  };
}

export function addTemplate(desk: Desk): RequestHandler {
  return async (request, response) => {
    const source = area((request.body ?? {}) as Body, 'source');
    try {
      const id = await desk.office.addTemplate(source, personOf(response));
      sayNext(response, 'Исход добавлен: исполнители уже могут его выбрать');
      response.redirect(303, `/templates/${id}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      response.status(422);
      await showNew(desk, request, response, source, [`Исход не добавлен. ${error.message}`]);
    }
  };
}

async function showNew(
  desk: Desk,
  request: Parameters<RequestHandler>[0],
  response: Response,
  source: string,
  reasons: readonly string[],
): Promise<void> {
  const [known] = await desk.office.templates();
  const names = known ? (await desk.office.template(known.id)).names : [];
  await desk.pages.screen(request, response, 'template', {
    ...frame('Новый исход', 'templates'),
    narrow: true,
    fresh: true,
    added: true,
    withdrawn: false,
    id: 'new',
    href: '/templates/new',
    source,
    seen: 0,
    reasons,
    fault: null,
    may: true,
    names,
    changed: false,
    versions: [],
  });
}

const BEGINNING = `label: Название исхода, как его увидит исполнитель
topics:
title: О рассмотрении обращения № {{incoming.number}}
---
Благодарим Вас за обращение № {{incoming.number}} от {{date incoming.date}}. Мы внимательно рассмотрели Ваш вопрос и сообщаем следующее.

[…]

Если в ответе что-то осталось неясным, пожалуйста, позвоните исполнителю: {{executor.fullName}}, телефон {{nbsp executor.phone}}.
`;
