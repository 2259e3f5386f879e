/** A step of the set as the command that the office takes, and the person who gives it. */
import type { Card } from '../domain/card.ts';
import type { Command, DraftFields } from '../domain/command.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import { missingVisas } from '../domain/signing.ts';
import type { Standard } from '../domain/standard.ts';
import type { Cast } from './cast.ts';
import type { Customer, DemoStep, Story } from './story.ts';

export interface Scene {
  readonly standard: Standard;
  readonly cast: Cast;
  readonly story: Story;
  readonly customer: Customer;
  readonly letter: Letter;
  readonly step: DemoStep;
  /** Spreads the work of the clerks. */
  readonly turn: number;
  /** Days and numbers of a text filled in. */
  readonly words: (text: string) => string;
  readonly numberOf: (id: string) => string;
  readonly newDraft: (template: string, actor: Person) => Promise<DraftFields>;
}

export async function commandOf(scene: Scene): Promise<{ readonly command: Command; readonly actor: Person }> {
  const { step, cast } = scene;
  const actor = step.by ? cast.named(step.by) : usual(scene);
  return { command: await commandBy(scene, actor), actor };
}

async function commandBy(scene: Scene, actor: Person): Promise<Command> {
  const { story, step, cast, letter, words, numberOf } = scene;
  const reason = step.reason === null ? null : words(step.reason);
  const id = (login: string) => cast.named(login).id;
  switch (step.verb) {
    case 'confirm_card':
    case 'amend_card': {
      const card = completed(scene);
      if (step.verb === 'amend_card') return { type: 'amend_card', card };
      return { type: 'confirm_card', card, unit: step.unit ?? story.unit ?? given(letter.route?.unit, 'unit') };
    }
    case 'assign': {
      const resolution = story.resolution === null ? {} : { resolution: words(story.resolution) };
      const executor = id(step.executor ?? given(story.executor, 'executor'));
      return { type: 'assign', executor, coExecutors: story.coExecutors.map(id), ...resolution };
    }
    case 'draft':
      return { type: 'draft', draft: await drafted(scene, actor) };
    case 'reroute':
      return { type: 'reroute', unit: given(step.unit, 'unit'), reason: given(reason, 'reason') };
    case 'extend':
      return { type: 'extend', days: given(step.days, 'days'), reason: given(reason, 'reason') };
    case 'return_draft':
      return { type: 'return_draft', remark: given(reason, 'reason') };
    case 'name_complained_of':
      return { type: 'name_complained_of', people: step.people.map(id) };
    case 'refuse': {
      const repeatOf = step.letter ? { repeatOf: numberOf(step.letter) } : {};
      return { type: 'refuse', ground: given(step.ground, 'ground'), reason: given(reason, 'reason'), ...repeatOf };
    }
    case 'leave_unanswered':
    case 'dismiss_ground':
      return { type: step.verb, ground: given(step.ground, 'ground'), reason: given(reason, 'reason') };
    case 'set_aside':
    case 'object':
    case 'reopen':
      return { type: step.verb, reason: given(reason, 'reason') };
    case 'supplement':
      return { type: 'supplement', to: numberOf(given(step.letter, 'letter')) };
    case 'hand_over': {
      const trackingNumber = step.tracking ? { trackingNumber: step.tracking } : {};
      return { type: 'hand_over', channel: step.channel ?? 'post', ...trackingNumber };
    }
    case 'close':
      return { type: 'close', dossier: step.dossier ?? dossierOf(letter) };
    case 'submit':
    case 'approve':
    case 'sign':
    case 'send':
      return { type: step.verb };
    default:
      throw new Error(`"${step.verb}" is no step of people`);
  }
}

/** Whose work the step is. */
function usual({ standard, cast, story, step, letter, turn }: Scene): Person {
  switch (step.verb) {
    case 'confirm_card':
    case 'set_aside':
    case 'supplement':
    case 'send':
    case 'hand_over':
    case 'object':
    case 'reopen':
      return cast.clerk(story.office, turn);
    case 'draft':
    case 'submit':
      return cast.executor(letter);
    case 'close':
      return letter.refusal ? cast.clerk(story.office, turn) : cast.executor(letter);
    case 'sign':
      return cast.signatory(letter);
    case 'approve':
      return missingVisas(standard, letter).includes('head') ? cast.head(letter) : cast.named('yuristova');
    default:
      return cast.head(letter);
  }
}

/** The card as the clerk completes it: what is known of the customer is added to what the letter says. */
function completed({ story, customer, letter: { card } }: Scene): Card {
  const { correspondent } = card;
  const known = (key: keyof Customer) => customer[key] ?? correspondent[key];
  return {
    ...card,
    kind: story.kind ?? card.kind,
    topic: story.topic ?? card.topic,
    answerChannel: story.answerChannel ?? card.answerChannel,
    sheets: story.scans.length || card.sheets,
    correspondent: {
      organisation: known('organisation'),
      person: known('person'),
      email: known('email'),
      phone: known('phone'),
      address: known('address'),
      inn: known('inn'),
      contract: known('contract'),
    },
  };
}

/** The template's text with its places filled in order; with fewer texts than places the draft is still being written. */
async function drafted({ story, step, words, newDraft }: Scene, actor: Person): Promise<DraftFields> {
  const draft = await newDraft(given(story.answer, 'answer'), actor);
  const fill = (step.fill.length > 0 ? step.fill : story.fill).map(words);
  let at = 0;
  const filled = (lines: readonly string[]) => lines.map((line) => line.replace(/\[[^\]\n]*\]/g, (place) => fill[at++] ?? place));
  const text = filled(draft.text);
  const enclosures = filled(draft.enclosures);
  if (at < fill.length) throw new Error(`${fill.length} texts for ${at} places of "${draft.template}"`);
  return { ...draft, text, enclosures, title: story.title === null ? draft.title : words(story.title) };
}

function dossierOf({ refusal, card, route }: Letter): string {
  if (refusal) return '01-08';
  if (card.kind === 'complaint') return '01-06';
  if (card.kind === 'proposal' || card.kind === 'feedback') return '01-07';
  return card.topic === 'contracts' || route?.unit === 'contracts' ? '03-11' : '01-05';
}

function given<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`"${name}" is missing`);
  return value;
}
