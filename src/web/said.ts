/** What the letter says besides its facts: a danger to be passed on, a text that had to be repaired, the questions in it. */
import type { Letter } from '../domain/letter.ts';

export interface Said {
  /** Words of the letter; to be passed on whatever is decided of the letter itself (domain §4). */
  readonly danger: readonly string[];
  /** A ground is open or confirmed: then nobody would read on. */
  readonly urgent: boolean;
  readonly repaired: string | null;
  readonly questions: readonly string[];
}

export function saidOf({ danger = [], questions = [], repaired, findings, refusal }: Letter): Said | null {
  const said = {
    danger: danger.map(({ text }) => text),
    urgent: refusal !== null || findings.some(({ decision }) => decision !== 'dismissed'),
    repaired: repaired?.undone ?? null,
    questions: questions.map(({ text }) => text),
  };
  return said.danger.length > 0 || said.repaired || said.questions.length > 0 ? said : null;
}
