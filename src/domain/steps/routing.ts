/** Where a letter goes (8.2.4, 8.4.3): routing.yaml, first match wins; the accused unit is passed over (R9, 4.2). */
import type { Kind, TopicGuess } from '../../language/finding.ts';
import type { Facts } from '../decision.ts';
import type { Letter, Route } from '../letter.ts';
import { defaultUnit, headsOver, unitName, unitOf } from '../organisation.ts';
import type { RoutingRule, Standard } from '../standard.ts';
import { filled, type Happening, type Situation, type Step } from '../step.ts';
import { CHANNEL_WORDS, KIND_WORDS, TOPIC_WORDS } from '../words.ts';
import { proposedExecutor } from './assignment.ts';

type Routable = Pick<Letter, 'office' | 'text' | 'card'> &
  Partial<Pick<Letter, 'channel' | 'arrivals' | 'mail'>> & { readonly kind: Kind; readonly topics: readonly TopicGuess[] };

/** `avoid`: units that people complained of work in. The reason names the rule and the word or topic that decided. */
export function proposedRoute(standard: Standard, letter: Routable, avoid: readonly string[] = []): Route {
  const words = wordsOf(`${letter.card.subject} ${letter.text}`);
  for (const rule of standard.routing.rules) {
    const why = avoid.includes(rule.unit) ? null : match(rule, letter, words);
    if (why !== null) return { unit: rule.unit, rule: rule.name, reason: why };
  }
  const unit = defaultUnit(standard);
  return {
    unit: unitOf(standard, unit)?.parent ?? unit,
    rule: 'вышестоящему',
    reason: 'Жалоба касается подразделения, которое решало бы само.',
  };
}

/** The clerk confirms card and unit; an executor is proposed at once. */
export const confirmCard: Step<'confirm_card'> = {
  fields: function* (situation, { card, unit }) {
    yield* filled(card.subject, 'Заполните тему: по ней обращение находят в журнале.');
    yield* unitObjections(situation, unit);
  },
  take: ({ standard, letter, facts }, { card, unit }) => {
    const route = letter.route?.unit === unit ? letter.route : byHand(standard, unit);
    return {
      events: [{ type: 'card_confirmed', card }, { type: 'routed', route }, ...proposal({ standard, letter, facts }, unit)],
    };
  },
};

/** R4: topic and other fields may be corrected later; the history keeps the old card. */
export const amendCard: Step<'amend_card'> = {
  fields: function* (_, { card }) {
    yield* filled(card.subject, 'Заполните тему: по ней обращение находят в журнале.');
  },
  take: (_, { card }) => ({ events: [{ type: 'card_amended', card }] }),
};

/** R31: the wrong unit gives it back with a reason; the third way is the chancery's decision. */
export const reroute: Step<'reroute'> = {
  now: function* ({ standard, letter, facts }) {
    const chancery = defaultUnit(standard);
    if (letter.hops >= 2 && !headsOver(standard, facts, chancery)) {
      yield `Обращение направляли уже дважды. Куда его передать, решит руководитель подразделения «${unitName(standard, chancery)}» (п. 8.2.4).`;
    }
  },
  fields: function* (situation, { unit, reason }) {
    yield* unitObjections(situation, unit);
    if (unit === situation.letter.route?.unit)
      yield `Обращение уже в подразделении «${unitName(situation.standard, unit)}». Выберите другое.`;
    yield* filled(reason, 'Напишите, почему вопрос решает другое подразделение.');
  },
  take: ({ standard, letter, facts }, { unit, reason }) => ({
    events: [{ type: 'routed', route: { unit, rule: 'вручную', reason } }, ...proposal({ standard, letter, facts }, unit)],
  }),
};

/** R9: who is complained of neither prepares nor decides; the letter leaves their unit at once. */
export const nameComplainedOf: Step<'name_complained_of'> = {
  fields: function* ({ facts }, { people }) {
    const unknown = people.filter((id) => !facts.people.some((each) => each.id === id));
    if (unknown.length > 0) yield `Нет сотрудника с логином: ${unknown.join(', ')}. Выберите из списка.`;
  },
  take: ({ standard, letter, facts }, { people }) => {
    const named: Happening = { type: 'complained_of', people };
    const accused = unitsOf(facts, people);
    const toldOff = letter.executor !== null && people.includes(letter.executor);
    const misplaced = letter.route !== null && accused.includes(letter.route.unit);
    if (!letter.route || !(misplaced || toldOff)) return { events: [named] };
    const route = misplaced ? proposedRoute(standard, { ...letter, kind: letter.card.kind }, accused) : letter.route;
    const next = { ...letter, complainedOf: people };
    const proposed = letter.confirmedAt ? proposal({ standard, letter: next, facts }, route.unit) : [];
    const back = standard.workflow.transitions.find(({ name }) => name === 'reroute')?.to ?? null;
    return { events: [named, { type: 'routed', route }, ...proposed], to: letter.confirmedAt ? back : null };
  },
};

/** Units that the people complained of work in. */
function unitsOf(facts: Facts, people: readonly string[]): readonly string[] {
  return facts.people.filter(({ id }) => people.includes(id)).map(({ unit }) => unit);
}

function* unitObjections({ standard, letter, facts }: Situation, unit: string): Generator<string> {
  if (!unitOf(standard, unit)) yield 'Выберите подразделение из списка (п. 8.2.4).';
  if (unitsOf(facts, letter.complainedOf).includes(unit)) {
    yield `Жалоба касается сотрудника подразделения «${unitName(standard, unit)}». Направьте её в другое (п. 4.2).`;
  }
}

function proposal({ standard, letter, facts }: Omit<Situation, 'line'>, unit: string): readonly Happening[] {
  const proposed = proposedExecutor(standard, letter, facts, unit);
  return proposed ? [{ type: 'executor_proposed', person: proposed.person.id, why: proposed.why }] : [];
}

function byHand(standard: Standard, unit: string): Route {
  return { unit, rule: 'вручную', reason: `Выбрано подразделение «${unitName(standard, unit)}».` };
}

/** Null when the rule does not fit. All conditions that are given must hold. */
function match(rule: RoutingRule, letter: Routable, words: readonly string[]): string | null {
  const topic = letter.topics[0]?.id ?? 'other';
  if (rule.topics.length > 0 && !rule.topics.includes(topic)) return null;
  if (rule.kinds.length > 0 && !rule.kinds.includes(letter.kind)) return null;
  if (rule.offices.length > 0 && !rule.offices.includes(letter.office)) return null;
  const { channels = [], mailboxes = [], consumers = [] } = rule;
  if (channels.length > 0 && !(letter.channel && channels.includes(letter.channel))) return null;
  const mailbox = mailboxes.find((each) => cameTo(letter, each));
  if (mailboxes.length > 0 && !mailbox) return null;
  const consumer = consumers.find((each) => isFrom(letter.card, each));
  if (consumers.length > 0 && !consumer) return null;
  const word = rule.words.length > 0 ? found(rule.words, words) : null;
  if (rule.words.length > 0 && word === null) return null;
  const reasons = [
    ...(rule.topics.length > 0 ? [`тема: ${TOPIC_WORDS[topic]}`] : []),
    ...(rule.kinds.length > 0 ? [`вид: ${KIND_WORDS[letter.kind]}`] : []),
    ...(rule.offices.length > 0 ? [`офис: ${letter.office}`] : []),
    ...(channels.length > 0 && letter.channel ? [`канал: ${CHANNEL_WORDS[letter.channel]}`] : []),
    ...(mailbox ? [`ящик: ${mailbox}`] : []),
    ...(consumer ? [`потребитель: ${consumer}`] : []),
    ...(word === null ? [] : [`слова: «${word}»`]),
  ];
  return reasons.length > 0 ? reasons.join(', ') : 'ни одно правило не подошло, решает канцелярия';
}

/** By the address it was sent to, or by the mailbox that it lay in. */
function cameTo({ mail, arrivals }: Routable, mailbox: string): boolean {
  const wanted = mailbox.toLowerCase();
  return (
    (mail?.to.some((each) => each.toLowerCase() === wanted) ?? false) ||
    (arrivals?.some(({ source }) => source.toLowerCase().includes(wanted)) ?? false)
  );
}

/** By ИНН, contract, mail domain or the name of the organisation. */
function isFrom({ correspondent: { inn, contract, email, organisation } }: Letter['card'], consumer: string): boolean {
  const wanted = consumer.toLowerCase();
  return (
    inn === consumer ||
    (contract?.toLowerCase().startsWith(wanted) ?? false) ||
    (email?.toLowerCase().endsWith(`@${wanted.replace(/^@/, '')}`) ?? false) ||
    (organisation !== null && found([consumer], wordsOf(organisation)) !== null)
  );
}

/** The words of the text that a phrase of word beginnings stands for: «жалоба на сотрудник» finds «жалоба на сотрудника». */
function found(phrases: readonly string[], words: readonly string[]): string | null {
  for (const phrase of phrases) {
    const stems = wordsOf(phrase);
    for (let at = 0; at + stems.length <= words.length; at += 1) {
      if (stems.every((stem, index) => words[at + index]?.startsWith(stem))) return words.slice(at, at + stems.length).join(' ');
    }
  }
  return null;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []
  );
}
