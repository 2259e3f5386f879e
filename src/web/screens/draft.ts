/** The answer: editor on the left, the letterhead as it will go out on the right; saved by itself while one writes. */
import type { Request, RequestHandler } from 'express';
import type { DraftFields } from '../../domain/command.ts';
import { NotAllowed } from '../../domain/errors.ts';
import { shortName } from '../../domain/person.ts';
import { missingVisas, signingRule } from '../../domain/signing.ts';
import type { CardView } from '../../office/office.ts';
import { checksOf } from '../checks.ts';
import { choice, coded } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { type Body, draftFrom, line } from '../form.ts';
import { lightOf } from '../lights.ts';
import { letterHref } from '../rows.ts';
import { isPart, personOf } from '../session.ts';
import { sheetOf } from '../sheet.ts';
import { clockTime } from '../times.ts';
import { filledIn, word } from '../words.ts';

export function draft(desk: Desk): RequestHandler<{ number: string }> {
  const { office, standard, words, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const view = await office.card(request.params.number, person);
    const { value } = view.stored;
    const able = view.options.find(({ command }) => command === 'draft');
    if (!able?.allowed) throw new NotAllowed(able?.reasons ?? ['Сейчас ответ не пишется: посмотрите состояние карточки.']);
    const wanted = typeof request.query.template === 'string' ? request.query.template : null;
    const known = office.outcomes().some(({ id }) => id === wanted);
    const fields =
      !value.reply || (wanted && known)
        ? await office.newDraft(view.stored.id, wanted ?? firstTemplate(desk, view), person)
        : value.reply;
    const submit = view.options.find(({ command }) => command === 'submit');
    await pages.screen(request, response, 'draft', {
      title: `Ответ · № ${value.number}`,
      here: 'mine',
      narrow: true,
      number: value.number,
      href: letterHref(value.number),
      light: lightOf(standard, value, view.today),
      saved: value.reply ? clockTime(standard.organisation.company.zone, new Date(value.reply.savedAt)) : null,
      remark: value.reply?.remark?.text ?? null,
      templates: templatesOf(desk, view, fields.template),
      fields: {
        ...fields,
        addressee: fields.addressee.join('\n'),
        text: fields.text.join('\n\n'),
        enclosures: fields.enclosures.join('\n'),
      },
      channels: coded(words.answerChannels, fields.answerChannel),
      signatories: signatoriesOf(desk, view, fields),
      checks: checksOf(words, value, fields, view.people, person),
      question: sheetOf(standard, words, value, null),
      route: routeOf(desk, view),
      submitLabel: words.commands.submit.label,
      submitReasons: submit && value.reply && !submit.allowed ? submit.reasons : [],
      labels: words.fields,
    });
  };
}

/** Autosave and «На согласование»: the part with time and checks, or the next page. */
export function saveDraft(desk: Desk): RequestHandler<{ number: string }> {
  const { office, words, pages, standard } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const before = await office.card(request.params.number, person);
    const body = (request.body ?? {}) as Body;
    const fields = draftFrom(body, before.stored.value);
    const saved = await office.handle(before.stored.id, { type: 'draft', draft: fields }, person);
    if (line(body, 'onward') === 'submit') {
      await office.handle(before.stored.id, { type: 'submit' }, person);
      sayNext(response, filledIn(words.commands.submit.done, { number: saved.value.number }));
      return go(request, response, letterHref(saved.value.number));
    }
    if (!isPart(request)) return response.redirect(303, `${letterHref(saved.value.number)}/draft`);
    pages.part(response, 'draft-state', {
      saved: clockTime(standard.organisation.company.zone, desk.now()),
      checks: checksOf(words, saved.value, fields, before.people, person),
    });
  };
}

/** The letterhead with what is typed now: pictures for the page, the PDF itself for everybody else. */
export function preview(desk: Desk): RequestHandler<{ number: string }> {
  const { office, pages, rasterise } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const { stored } = await office.card(request.params.number, person);
    const pdf = await office.preview(stored.id, draftFrom((request.body ?? {}) as Body, stored.value), person);
    if (!isPart(request)) return void response.set('Content-Disposition', 'inline').type('pdf').send(pdf);
    const pictures = (await rasterise(pdf)).map((png) => `data:image/png;base64,${png.toString('base64')}`);
    pages.part(response, 'preview', { pictures, count: pictures.length, href: letterHref(stored.value.number) });
  };
}

function go(request: Request<{ number: string }>, response: Parameters<RequestHandler>[1], to: string): void {
  if (isPart(request)) response.set('HX-Redirect', to).status(204).end();
  else response.redirect(303, to);
}

/** Outcomes for the letter's topic stand first. */
function templatesOf({ office }: Desk, { stored }: CardView, on: string) {
  const topic = stored.value.card.topic;
  const fits = ({ topics }: { topics: readonly string[] }) => Number(topic !== null && topics.includes(topic));
  return [...office.outcomes()].sort((a, b) => fits(b) - fits(a)).map(({ id, label }) => choice(id, label, id === on));
}

function firstTemplate({ office }: Desk, { stored }: CardView): string {
  const outcomes = office.outcomes();
  const generic = outcomes.find(({ id }) => id === 'answer-generic') ?? outcomes[0];
  return stored.value.reply?.template ?? generic?.id ?? 'answer-generic';
}

function signatoriesOf({ standard }: Desk, { stored, people }: CardView, { signatory }: DraftFields) {
  const logins = signingRule(standard, stored.value)?.signatories ?? [];
  const known = logins.flatMap((login) => people.filter((person) => person.login === login));
  const chosen = people.filter(({ id }) => id === signatory && !known.some((each) => each.id === id));
  return [...known, ...chosen].map((person) =>
    choice(person.id, `${shortName(person)}, ${person.position}`, person.id === signatory),
  );
}

/** «руководитель → юрист → Подписантов П. И.» */
function routeOf({ standard, words }: Desk, { stored, people }: CardView): string {
  const { value } = stored;
  const visas = missingVisas(standard, value.reply ? { ...value, reply: { ...value.reply, visas: [] } } : value).map((role) =>
    word(words.roles, role),
  );
  const signatory = people.find(({ login }) => login === signingRule(standard, value)?.signatories[0]);
  return [...visas, ...(signatory ? [shortName(signatory)] : [])].join(' → ');
}
