/** Two hands on one answer: who is here, and another's text beside one's own. */
import type { DraftFields } from '../domain/command.ts';
import type { Person } from '../domain/person.ts';
import type { DraftDesk, Rival } from '../office/working-draft.ts';
import type { Desk } from './desk.ts';
import { named } from './named.ts';
import { moment } from './times.ts';

export interface RivalView {
  readonly heading: string;
  readonly why: string;
  /** What the form sends back to choose it. */
  readonly choose: string;
  readonly mine: readonly ParagraphView[];
  readonly theirs: readonly ParagraphView[];
  readonly theirsLabel: string;
}

interface ParagraphView {
  readonly text: string;
  readonly differs: boolean;
}

/** Both texts side by side; paragraphs that the other lacks are marked. */
export function rivalView(
  desk: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  mine: DraftFields,
  rival: Rival,
): RivalView {
  const when = moment(desk.standard.organisation.company.zone, rival.at, desk.now());
  const who = named(people, rival.by);
  const own = rival.place === 'window';
  return {
    heading: own ? 'Этот ответ правили и в другом окне' : `Пока Вы писали, проект сохранил другой: ${who}`,
    why: 'Ни один текст не пропал. Сравните и выберите, какой останется; другой можно скопировать.',
    choose: rival.place,
    ...compared(mine, rival.fields),
    theirsLabel: own ? `В другом окне, ${when}` : `${who}, ${when}`,
  };
}

/** A colleague's text that is not in the card: to look at, and to go on with. */
export function otherView(
  desk: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  mine: DraftFields,
  other: DraftDesk['others'][number],
): RivalView {
  const when = moment(desk.standard.organisation.company.zone, other.savedAt, desk.now());
  const who = named(people, other.author);
  return {
    heading: `Текст, который пишет ${who}`,
    why: 'Можно продолжить его вместо своего. Текст коллеги при этом останется у коллеги.',
    choose: `person:${other.author}`,
    ...compared(mine, other.fields),
    theirsLabel: `${who}, ${when}`,
  };
}

function compared(mine: DraftFields, theirs: DraftFields): Pick<RivalView, 'mine' | 'theirs'> {
  const lines = ({ title, salutation, text }: DraftFields) => [title, salutation, ...text].filter(Boolean);
  const [a, b] = [lines(mine), lines(theirs)];
  const marked = (all: readonly string[], other: readonly string[]) =>
    all.map((text) => ({ text, differs: !other.includes(text) }));
  return { mine: marked(a, b), theirs: marked(b, a) };
}

/** Who has the answer open now, and who else has a text of it lying. */
export function presentOf(
  { standard, now }: Pick<Desk, 'standard' | 'now'>,
  people: readonly Person[],
  { present, others }: Pick<DraftDesk, 'present' | 'others'>,
) {
  const { zone } = standard.organisation.company;
  const here = new Set(present.map(({ person }) => person));
  return [
    ...present.map(({ person }) => ({
      who: named(people, person),
      says: 'сейчас правит',
      look: others.some(({ author }) => author === person) ? person : null,
    })),
    ...others
      .filter(({ author }) => !here.has(author))
      .map(({ author, savedAt }) => ({
        who: named(people, author),
        says: `писал ${moment(zone, savedAt, now())}`,
        look: author,
      })),
  ];
}
