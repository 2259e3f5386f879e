/** The answer: editor on the left, the letterhead as it will go out on the right; kept by itself while one writes. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { DraftFields } from '../../domain/command.ts';
import { NotAllowed, NotFound } from '../../domain/errors.ts';
import { type Person, shortName } from '../../domain/person.ts';
import { signingRule } from '../../domain/signing.ts';
import type { CardView } from '../../office/office.ts';
import type { DraftDesk, Kept, Rival } from '../../office/working-draft.ts';
import { checksOf } from '../checks.ts';
import { choice, coded } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { chosenText, typedFrom } from '../draft-form.ts';
import { BETWEEN, filesOf, notesOf, questionsList } from '../draft-view.ts';
import { type Body, line } from '../form.ts';
import { lightOf } from '../lights.ts';
import { otherView, presentOf, rivalView } from '../rivals.ts';
import { letterHref } from '../rows.ts';
import { isPart, personOf } from '../session.ts';
import { sheetOf } from '../sheet.ts';
import { clockTime } from '../times.ts';
import { visasOf } from '../visas.ts';
import { filledIn } from '../words.ts';

type Params = { number: string };

/** `?template=` begins anew from a template, `?look=ID` lays a colleague's text beside one's own. */
export function draft(desk: Desk): RequestHandler<Params> {
  const { office } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const view = await office.card(request.params.number, person);
    const able = view.options.find(({ command }) => command === 'draft');
    const working = await office.draftDesk(view.stored.id, person).catch((error: unknown) => {
      if (able?.allowed || !(error instanceof NotFound)) throw error;
      return null;
    });
    if (!working || (!able?.allowed && !working.own))
      throw new NotAllowed(able?.reasons ?? ['Сейчас ответ не пишется: посмотрите состояние карточки.']);
    if (able?.allowed) await office.atDraft(view.stored.id, person);
    const wanted = typeof request.query.template === 'string' ? request.query.template : null;
    const known = office.outcomes().some(({ id }) => id === wanted);
    const written = working.own?.fields ?? view.stored.value.reply;
    const fields =
      !written || (wanted && known)
        ? await office.newDraft(view.stored.id, wanted ?? firstTemplate(desk, view), person)
        : written;
    const reasons = able?.allowed ? [] : ['Сейчас ответ не уходит в карточку, но Ваш текст цел.', ...(able?.reasons ?? [])];
    await show(desk, request, response, { view, working, fields, rival: working.rival, reasons });
  };
}

/** Autosave and «На согласование»: the part with time and checks, or the next page. */
export function saveDraft(desk: Desk): RequestHandler<Params> {
  const { office, words } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const stored = await office.opened(request.params.number, person);
    const { id, value } = stored;
    const body = (request.body ?? {}) as Body;
    const working = await office.draftDesk(id, person);
    const typed = chosenText(body, { stored }, working) ?? typedFrom(body, { stored }, working);
    const kept = await office.keepDraft(id, typed, person);
    if (line(body, 'onward') === 'submit' && !kept.rival) {
      const reasons = kept.reasons.length > 0 ? kept.reasons : await submitted(desk, id, person);
      if (reasons.length === 0) {
        sayNext(response, filledIn(words.commands.submit.done, { number: value.number }));
        return go(request, response, letterHref(value.number));
      }
      response.status(409);
      return showAgain(desk, request, response, typed.fields, kept, reasons);
    }
    if (isPart(request)) return part(desk, response, await office.openCard(value.number, person), typed.fields, kept);
    if (!kept.rival) return response.redirect(303, `${letterHref(value.number)}/draft`);
    response.status(409);
    await showAgain(desk, request, response, typed.fields, kept, kept.reasons);
  };
}

async function submitted({ office }: Desk, id: string, person: Person): Promise<readonly string[]> {
  try {
    await office.submitDraft(id, person);
    return [];
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return error.reasons;
  }
}

async function showAgain(
  desk: Desk,
  request: Request<Params>,
  response: Response,
  fields: DraftFields,
  { rival }: Kept,
  reasons: readonly string[],
): Promise<void> {
  const person = personOf(response);
  const view = await desk.office.card(request.params.number, person);
  const working = await desk.office.draftDesk(view.stored.id, person);
  await show(desk, request, response, { view, working, fields, rival, reasons });
}

interface Shown {
  readonly view: CardView;
  readonly working: DraftDesk;
  readonly fields: DraftFields;
  readonly rival: Rival | null;
  /** Why it did not go on. */
  readonly reasons: readonly string[];
}

async function show(desk: Desk, request: Request<Params>, response: Response, shown: Shown): Promise<void> {
  const { standard, words, pages, office } = desk;
  const { view, working, fields, rival, reasons } = shown;
  const { value } = view.stored;
  const person = personOf(response);
  const savedAt = working.own?.savedAt ?? value.reply?.savedAt ?? null;
  const looked = working.others.find(({ author }) => author === request.query.look);
  const [snippets, library] = await Promise.all([office.snippets(value.card.topic), office.library()]);
  await pages.screen(request, response, 'draft', {
    title: `Ответ · № ${value.number}`,
    here: 'mine',
    narrow: true,
    number: value.number,
    href: letterHref(value.number),
    light: lightOf(standard, value, view.today),
    saved: savedAt ? clockTime(standard.organisation.company.zone, new Date(savedAt)) : null,
    seen: working.own?.version ?? 0,
    base: (working.own ? working.own.base : value.reply?.savedAt) ?? '',
    window: randomUUID(),
    keep: `draft ${value.number} ${person.id}`,
    remark: value.reply?.remark?.text ?? null,
    reasons,
    rival: rival ? rivalView(desk, view.people, fields, rival) : looked ? otherView(desk, view.people, fields, looked) : null,
    present: presentOf(desk, view.people, working),
    notes: notesOf(desk, view, fields),
    templates: templatesOf(desk, view, fields.template),
    fields: {
      ...fields,
      addressee: fields.addressee.join('\n'),
      text: fields.text.join(BETWEEN),
      enclosures: fields.enclosures.join('\n'),
    },
    files: filesOf(fields, value.number),
    library: library.map(({ id, title, sheets }) => ({ id, title, sheets: sheets === null ? '' : `${sheets}\u00a0л.` })),
    snippets: snippets.map(({ title, text, topic }, index) => ({
      title,
      text,
      digit: index < 9 ? index + 1 : null,
      near: topic === value.card.topic,
    })),
    channels: coded(words.answerChannels, fields.answerChannel),
    signatories: signatoriesOf(desk, view, fields),
    checks: checksOf(desk, value, fields, view.people, person),
    question: sheetOf(standard, words, value, null),
    asked: questionsList(desk, view),
    visas: visasOf(desk, view),
    submitLabel: words.commands.submit.label,
  });
}

function part(desk: Desk, response: Response, view: CardView, fields: DraftFields, { draft: kept, rival, reasons }: Kept): void {
  const { pages, standard } = desk;
  const { value } = view.stored;
  pages.part(response, 'draft-state', {
    saved: clockTime(standard.organisation.company.zone, new Date(kept.savedAt)),
    seen: rival?.place === 'window' ? '' : kept.version,
    base: kept.base ?? '',
    checks: checksOf(desk, value, fields, view.people, personOf(response)),
    notes: notesOf(desk, view, fields),
    href: letterHref(value.number),
    reasons,
    rival: rival && rivalView(desk, view.people, fields, rival),
  });
}

function go(request: Request<Params>, response: Response, to: string): void {
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
