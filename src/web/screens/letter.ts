/** The letter: original with its evidence, facts, what waits for a decision, history, and everything that can be done. */
import type { RequestHandler } from 'express';
import type { ProposedAddition } from '../../domain/addition.ts';
import type { Letter } from '../../domain/letter.ts';
import { BAR_ROOM, barOf } from '../actions.ts';
import { cardFields } from '../card-fields.ts';
import { unitChoices } from '../choices.ts';
import type { Desk } from '../desk.ts';
import { factsOf } from '../facts.ts';
import { lightOf } from '../lights.ts';
import { replyView } from '../reply-view.ts';
import { letterHref, senderOf } from '../rows.ts';
import { saidOf } from '../said.ts';
import { viewerOf } from '../scans.ts';
import { personOf } from '../session.ts';
import { sheetOf } from '../sheet.ts';
import { questionsOf, stripOf } from '../strip.ts';
import { timelineOf } from '../timeline.ts';

export function letter(desk: Desk): RequestHandler<{ number: string }> {
  const { office, standard, words, pages } = desk;
  return async (request, response) => {
    const [view, scan] = await Promise.all([
      office.card(request.params.number, personOf(response)),
      office.scan(request.params.number, personOf(response)),
    ]);
    const { value } = view.stored;
    const confirms = view.options.some(({ command, allowed }) => command === 'confirm_card' && allowed);
    const joins = view.options.some(({ command, allowed }) => command === 'supplement' && allowed);
    const { organisation, person, email } = value.card.correspondent;
    await pages.screen(request, response, 'letter', {
      title: `№ ${value.number}`,
      here: null,
      narrow: true,
      number: value.number,
      href: letterHref(value.number),
      who: senderOf({
        organisation,
        person,
        email,
        findings: value.findings.map((each) => ({ ...each, repeatOf: each.repeatOf ?? null })),
      }).text,
      light: lightOf(standard, value, view.today),
      state: standard.workflow.states.find(({ id }) => id === value.state)?.label ?? value.state,
      provisional: value.provisional,
      strip: stripOf(words, value),
      viewer: viewerOf(words, value, scan, personOf(response)),
      sheet: sheetOf(standard, words, value, view.html),
      confirm: confirms ? confirmForm(desk, value) : null,
      continues: joins && value.proposedAddition ? continuesOf(desk, value, value.proposedAddition) : null,
      facts: factsOf(standard, words, view),
      questions: questionsOf(words, view, (ground) =>
        standard.grounds.some(({ id, template }) => id === ground && template !== null),
      ),
      said: saidOf(value),
      reply: replyView(desk, view, personOf(response)),
      timeline: timelineOf(standard, words, view, desk.now()),
      bar: barOf(words, value.number, view.options, {
        without: [
          ...(confirms ? (['confirm_card'] as const) : []),
          ...(joins && value.proposedAddition ? (['supplement'] as const) : []),
          'dismiss_ground',
        ],
        room: confirms ? BAR_ROOM - 300 : BAR_ROOM,
        filled: !confirms,
      }),
    });
  };
}

/** All transitions of the state as JSON: for scripts, and for the curious. */
export function options({ office }: Desk): RequestHandler<{ number: string }> {
  return async (request, response) => {
    const { stored, options: all } = await office.card(request.params.number, personOf(response));
    response.json({ number: stored.value.number, state: stored.value.state, options: all });
  };
}

function confirmForm({ standard, words }: Desk, { card, route, number }: Letter) {
  return {
    action: `${letterHref(number)}/do/confirm_card`,
    card: cardFields(words, card, {}, {}),
    units: unitChoices(standard, route?.unit ?? null),
    why: route ? `${route.rule === 'вручную' ? '' : `правило «${route.rule}»: `}${route.reason}` : 'Выберите подразделение.',
    labels: words.fields,
  };
}

/** «Дополнение к № …?»: one key joins it, the card form beside it keeps it a letter of its own. */
function continuesOf({ words }: Desk, { number }: Letter, { number: first, why }: ProposedAddition) {
  const { button, key, code } = words.commands.supplement;
  return {
    action: `${letterHref(number)}/do/supplement`,
    number: first,
    href: letterHref(first),
    why: why === 'thread' ? 'Письмо отвечает в той же переписке.' : 'Номер назван в теме письма.',
    button,
    key,
    code,
  };
}
