/** The five grounds above each original, always all five in order of their clauses; and those that wait for a decision. */
import type { Finding, Letter } from '../domain/letter.ts';
import { hasContacts } from '../domain/steps/examination.ts';
import type { GroundId } from '../language/finding.ts';
import { GROUND_IDS } from '../language/finding.ts';
import type { CardView, Option } from '../office/office.ts';
import { letterHref } from './rows.ts';
import { shortDay } from './times.ts';
import { filledIn, type Words, word } from './words.ts';

export interface Cell {
  readonly ground: GroundId;
  readonly clause: string;
  /** fine: nothing found; open: proposed; confirmed, dismissed: a person decided. */
  readonly state: 'fine' | 'waiting' | Finding['decision'];
  readonly fine: boolean;
  readonly top: string;
  readonly bottom: string;
}

export function stripOf(words: Words, letter: Letter): readonly Cell[] {
  return GROUND_IDS.map((ground) => {
    const { clause } = words.grounds[ground];
    return { ground, clause, ...cellOf(words, letter, ground) };
  });
}

function cellOf(words: Words, letter: Letter, ground: GroundId): Omit<Cell, 'ground' | 'clause'> {
  const { clause, good, ask, decided } = words.grounds[ground];
  const finding = letter.findings.find((each) => each.ground === ground);
  if (!finding && !letter.examined) return { state: 'waiting', fine: false, top: clause, bottom: 'проверяется' };
  if (!finding && ground === 'no-contacts' && !hasContacts(letter)) {
    return { state: 'waiting', fine: false, top: clause, bottom: 'контакты не найдены' };
  }
  if (!finding && ground === 'illegible' && letter.legibility?.pages.some(({ legible }) => UNSURE.includes(legible))) {
    return { state: 'waiting', fine: false, top: clause, bottom: 'сверьте со сканом' };
  }
  if (!finding) return { state: 'fine', fine: true, top: clause, bottom: good };
  if (finding.decision === 'dismissed') return { state: 'dismissed', fine: true, top: clause, bottom: 'снято человеком' };
  if (finding.decision === 'confirmed')
    return { state: 'confirmed', fine: false, top: clause, bottom: decided.split(',')[0] ?? decided };
  return { state: 'open', fine: false, top: `${clause} ${ask}`, bottom: `${measureOf(ground)} ${percent(finding.score)}` };
}

/** 8.2.7: of a page that a person must look at nobody says that it can be read. */
const UNSURE: readonly string[] = ['doubtful', 'illegible'];

export interface Question {
  readonly ground: GroundId;
  readonly title: string;
  readonly text: string;
  readonly earlier: { readonly href: string; readonly number: string; readonly sentOn: string } | null;
  /** What speaks for the consumer, beside it. */
  readonly favour: string | null;
  /** 8.2.8: the two texts side by side. */
  readonly compare: string | null;
  /** 8.2.6: words that a click puts on the list of allowed ones. */
  readonly words: readonly string[];
  readonly buttons: readonly QuestionButton[];
}

interface QuestionButton {
  readonly label: string;
  readonly href: string;
  readonly allowed: boolean;
  readonly reason: string;
}

/** What the engine proposes and a person decides: consider, or the ground. */
export function questionsOf(
  words: Words,
  { stored, earlier, today, options }: CardView,
  canAnswer: (ground: GroundId) => boolean,
): readonly Question[] {
  const { value: letter } = stored;
  const option = (command: string) => options.find((each) => each.command === command);
  return letter.findings
    .filter(({ decision }) => decision === 'open')
    .map((finding) => {
      const { ground, category, evidence } = finding;
      const { question, yes, evidence: told } = words.grounds[ground];
      const before = earlier.find(({ id }) => id === finding.repeatOf);
      const quoted = evidence.map(({ text }) => `«${shortened(text)}»`).join(', ');
      const refusal = canAnswer(ground) && !(ground === 'abuse' && category === 'threat') ? 'refuse' : 'leave_unanswered';
      return {
        ground,
        title: question,
        text:
          ground === 'illegible'
            ? (letter.legibility?.reasons.join(', ') ?? 'Прочитать уверенно не удалось.')
            : filledIn(told, {
                words: [category && word(words.categories, category), quoted].filter(Boolean).join(': ') || 'весь текст',
              }),
        earlier:
          before?.outgoingNumber && before.sentOn
            ? { href: letterHref(before.number), number: before.outgoingNumber, sentOn: shortDay(before.sentOn, today) }
            : null,
        favour: ground === 'repeat' ? (letter.favours.find(({ what }) => what === 'new-argument')?.text ?? null) : null,
        compare: ground === 'repeat' && earlier.length > 0 ? `${letterHref(letter.number)}/compare` : null,
        words: ground === 'abuse' && category !== 'threat' ? [...new Set(evidence.map(({ text }) => text))].slice(0, 3) : [],
        buttons: [
          button(letter, option('dismiss_ground'), 'dismiss_ground', 'Рассмотреть', ground),
          button(letter, option(refusal), refusal, yes, ground),
        ],
      };
    });
}

function button(letter: Letter, option: Option | undefined, command: string, label: string, ground: GroundId): QuestionButton {
  return {
    label,
    href: `${letterHref(letter.number)}/do/${command}?ground=${ground}`,
    allowed: option?.allowed ?? false,
    reason: option?.reasons.join(' ') ?? 'В этом состоянии решение уже не принимается.',
  };
}

function measureOf(ground: GroundId): string {
  return ground === 'repeat' ? 'сходство' : 'уверенность';
}

function percent(score: number): string {
  return score.toFixed(2).replace('.', ',');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 88)}…` : line;
}
