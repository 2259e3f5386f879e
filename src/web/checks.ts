/** What the draft has and lacks, under the editor: the same questions that submitting asks, and those of a good answer (8.4.5). */
import type { DraftFields } from '../domain/command.ts';
import type { Letter } from '../domain/letter.ts';
import { fullName, type Person, shortName } from '../domain/person.ts';
import type { Desk } from './desk.ts';
import { type FieldPlace, fieldPlace } from './draft-view.ts';
import { filledIn, word } from './words.ts';

export interface CheckView {
  readonly good: boolean;
  /** Nothing goes on without it; the others are advice. */
  readonly must: boolean;
  readonly text: string;
  readonly place: FieldPlace | null;
  /** What is underlined in the editor; empty: nothing. */
  readonly mark: string;
}

export function checksOf(
  { office, words }: Pick<Desk, 'office' | 'words'>,
  letter: Letter,
  draft: DraftFields,
  people: readonly Person[],
  writer: Person,
): readonly CheckView[] {
  const executor = people.find(({ id }) => id === letter.executor) ?? writer;
  const signatory = people.find(({ id }) => id === draft.signatory);
  const all = [draft.title, draft.salutation, ...draft.text, ...draft.addressee, ...draft.enclosures].join('\n');
  const gaps = [...new Set(all.match(/\[[^\]\n]*\]/g) ?? [])];
  const gap = gapPlace(draft, gaps[0]);
  const said = (name: string, good: boolean, values: Readonly<Record<string, string>> = {}) =>
    filledIn(words.checks[name]?.[good ? 'good' : 'bad'] ?? name, values);
  const must = (name: string, good: boolean, values: Readonly<Record<string, string>> = {}): CheckView => ({
    good,
    must: true,
    text: said(name, good, values),
    place: name === 'gaps' ? gap : null,
    mark: '',
  });
  const advice = office.checkDraft(letter, draft).map(
    ({ id, good, values, place }): CheckView => ({
      good,
      must: false,
      text: said(id, good, values),
      place: place && fieldPlace(draft, place),
      mark: id === 'jargon' && !good ? (values.said ?? '') : '',
    }),
  );
  const checks = [
    must('addressee', draft.addressee.length > 0),
    must('title', draft.title !== ''),
    must('salutation', draft.salutation !== ''),
    must('text', draft.text.length > 0),
    must('gaps', gaps.length === 0, { gaps: gaps.slice(0, 3).join(', '), where: gap ? WHERE[gap.field] : '' }),
    ...advice,
    must('mark', fullName(executor).includes(' ') && executor.phone !== ''),
    must('signatory', signatory !== undefined, { name: signatory ? shortName(signatory) : '' }),
    must('channel', draft.answerChannel !== 'email' || letter.card.correspondent.email !== null, {
      channel: word(words.answerChannels, draft.answerChannel),
    }),
  ];
  const rank = ({ good, must: needed }: CheckView) => (good ? 2 : needed ? 0 : 1);
  return checks.sort((a, b) => rank(a) - rank(b));
}

/** In the order of the sheet; the field's name is that of the form. */
function gapPlace(draft: DraftFields, gap: string | undefined): FieldPlace | null {
  if (!gap) return null;
  const paragraph = draft.text.findIndex((each) => each.includes(gap));
  const start = draft.text[paragraph]?.indexOf(gap) ?? -1;
  if (start >= 0) return fieldPlace(draft, { part: 'text', paragraph, start, end: start + gap.length });
  const { addressee, enclosures, title, salutation } = draft;
  const others = { title, salutation, addressee: addressee.join('\n'), enclosures: enclosures.join('\n') };
  for (const field of ['title', 'salutation', 'addressee', 'enclosures'] as const) {
    const at = others[field].indexOf(gap);
    if (at >= 0) return { field, start: at, end: at + gap.length, quote: gap };
  }
  return null;
}

/** «Осталось заполнить в приложениях»: those fields may be folded away. */
const WHERE: Readonly<Record<FieldPlace['field'], string>> = {
  text: '',
  title: ' в заголовке',
  salutation: ' в обращении',
  addressee: ' в адресате',
  enclosures: ' в приложениях',
};
