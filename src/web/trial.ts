/** What the rules said of an example, line by line: what fired, by which words, and what would follow. */

import { unitName } from '../domain/organisation.ts';
import type { Standard } from '../domain/standard.ts';
import { GROUND_IDS, type GroundId } from '../language/finding.ts';
import type { Trial } from '../office/trial.ts';
import { highlight } from './highlight.ts';
import { type Words, word } from './words.ts';

export interface TrialLine {
  readonly ground: GroundId | null;
  readonly fired: boolean;
  readonly name: string;
  readonly what: string;
  readonly why: string;
}

export function trialOf(standard: Standard, words: Words, text: string, trial: Trial) {
  return {
    lines: [...GROUND_IDS.map((id) => groundLine(standard, words, trial, id)), ...otherLines(standard, words, trial)],
    repaired: trial.repaired?.text ?? null,
    questions: trial.questions.map(({ text: question }) => question),
    html: highlight(text, trial.findings, trial.favours, { favours: words.favours, missingContacts: words.missingContacts }),
  };
}

function groundLine(standard: Standard, words: Words, { findings, below }: Trial, id: GroundId): TrialLine {
  const ground = standard.grounds.find((each) => each.id === id);
  const finding = findings.find((each) => each.ground === id);
  const weak = below.find((each) => each.ground === id);
  const seen = finding ?? weak;
  const category = seen?.category ? `${word(words.categories, seen.category)}: ` : '';
  const evidence = [...(seen?.evidence ?? []), ...(seen?.inSubject ?? [])].map(({ text }) => `«${shortened(text)}»`).join(', ');
  const threshold = ground ? `порог ${decimal(ground.propose)}` : '';
  const decides = ground?.decides.map((role) => word(words.roles, role)).join(', ') ?? '';
  const follows = ground?.decision === 'automatic' ? 'решит программа' : `предложение, решает ${decides}`;
  return {
    ground: id,
    fired: finding !== undefined,
    name: `${ground?.clause ?? ''} ${ground?.label ?? id}`,
    what: finding
      ? `уверенность ${decimal(finding.score)}, ${threshold}: ${follows}`
      : weak
        ? `уверенность ${decimal(weak.score)} ниже порога ${decimal(ground?.propose ?? 0)}: предложения нет`
        : words.grounds[id].good,
    why: seen ? `${category}${evidence}` || 'весь текст' : '',
  };
}

function otherLines(standard: Standard, words: Words, trial: Trial): readonly TrialLine[] {
  const { contacts, kind, topics, route, row, danger, repaired } = trial;
  const ways = [...contacts.emails, ...contacts.phones, ...contacts.addresses, ...contacts.contracts];
  const line = (name: string, what: string, why = '', fired = false): TrialLine => ({ ground: null, fired, name, what, why });
  return [
    line('Куда направить', unitName(standard, route.unit), `строка ${row ?? '—'} «${route.rule}»: ${route.reason}`, true),
    line('Тема', topics.map(({ id, score }) => `${word(words.topics, id)} ${decimal(score)}`).join(', ')),
    line('Вид', word(words.kinds, kind)),
    line('Контакты', ways.join(', ') || 'в тексте нет'),
    ...(danger.length > 0
      ? [line('Опасность', 'передать диспетчеру', danger.map(({ text }) => `«${shortened(text)}»`).join(', '), true)]
      : []),
    ...(repaired ? [line('Кодировка', 'восстановлена', repaired.undone, true)] : []),
  ];
}

function decimal(score: number): string {
  return score.toFixed(2).replace('.', ',');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 88)}…` : line;
}
