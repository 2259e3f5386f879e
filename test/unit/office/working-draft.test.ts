import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command, DraftFields } from '../../../src/domain/command.ts';
import { decide } from '../../../src/domain/decide.ts';
import { NotAllowed, NotFound } from '../../../src/domain/errors.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import type { Person } from '../../../src/domain/person.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import { seeing } from '../../../src/office/sight.ts';
import { type Typed, type WorkingDrafts, workingDrafts } from '../../../src/office/working-draft.ts';
import { draft, upTo } from '../../support/done.ts';
import { fakeDrafts } from '../../support/fakes/desk.ts';
import { fakePeople } from '../../support/fakes/house.ts';
import { given } from '../../support/given.ts';
import { facts, person, staff, standard } from '../../support/house.ts';

const LETTER = 'letter-1';
const TESTOV = person('testov');
const HEAD = person('obraztsova');
const words = (...text: string[]): DraftFields => draft({ text });

let letter: Letter;
let minute = 0;
let desk: WorkingDrafts;

/** A fresh house with a letter in the hands of Тестов; the clock goes on by a minute with each command. */
beforeEach(() => {
  letter = given(...upTo.assigned).letter();
  minute = 0;
  const clock = { now: () => new Date(Date.parse('2026-11-23T05:00:00.000Z') + minute * 60_000) };
  const stored = (): Stored<Letter> => ({ id: LETTER, revision: 1, value: letter, history: [], pending: [] });
  desk = workingDrafts({
    letters: { load: async () => stored() },
    drafts: fakeDrafts(),
    handle: async (_id, command, actor) => {
      tell(command, actor);
      return stored();
    },
    see: seeing({ standard, people: fakePeople(staff), clock }),
    clock,
  });
});

function tell(command: Command, actor: Person): void {
  minute += 1;
  const now = new Date(Date.parse('2026-11-23T05:00:00.000Z') + minute * 60_000).toISOString();
  const { events } = decide(standard, letter, command, facts(actor.login, { now }));
  letter = events.reduce<Letter | null>(evolve, letter) ?? letter;
}

const typed = (fields: DraftFields, seen = 0, base: string | null = letter.reply?.savedAt ?? null): Typed => ({
  fields,
  seen,
  base,
});

describe('8.4.5: no text of an answer is lost', () => {
  it('8.4.5: what is typed is kept beside the letter and goes into the card', async () => {
    const first = await desk.keepDraft(LETTER, typed(words('Раз.')), TESTOV);
    expect(first).toMatchObject({ rival: null, reasons: [] });
    expect(letter.reply?.text).toEqual(['Раз.']);
    const second = await desk.keepDraft(LETTER, typed(words('Два.'), first.draft.version, first.draft.base), TESTOV);
    expect(letter.reply?.text).toEqual(['Два.']);
    expect((await desk.draftDesk(LETTER, TESTOV)).own).toEqual(second.draft);
  });

  it('8.4.5: a second window overwrites nothing: it is shown the other text, and may choose its own', async () => {
    await desk.keepDraft(LETTER, typed(words('Первое окно.')), TESTOV);
    const late = await desk.keepDraft(LETTER, typed(words('Второе окно.'), 0, null), TESTOV);
    expect(late.rival).toMatchObject({ place: 'window', fields: { text: ['Первое окно.'] } });
    expect(letter.reply?.text).toEqual(['Первое окно.']);
    const { own } = await desk.draftDesk(LETTER, TESTOV);
    const chosen = await desk.keepDraft(LETTER, typed(words('Второе окно.'), own?.version ?? 0), TESTOV);
    expect(chosen.rival).toBeNull();
    expect(letter.reply?.text).toEqual(['Второе окно.']);
  });

  it('8.4.5: a window does not stand against itself, however its saves and its «На согласование» overtake each other', async () => {
    const mine = (text: string) => ({ ...typed(words(text), 0, null), window: 'w-1' });
    await desk.keepDraft(LETTER, mine('Раз.'), TESTOV);
    expect((await desk.keepDraft(LETTER, mine('Раз, два.'), TESTOV)).rival).toBeNull();
    expect(letter.reply?.text).toEqual(['Раз, два.']);
    const again = await desk.keepDraft(LETTER, { ...typed(words('Раз, два.'), 0, null), window: 'w-2' }, TESTOV);
    expect(again.rival).toBeNull();
    const other = await desk.keepDraft(LETTER, { ...typed(words('Три.'), 0, null), window: 'w-3' }, TESTOV);
    expect(other.rival?.place).toBe('window');
  });

  it('8.4.5: of two people who write at once the later one keeps the text and is shown the other', async () => {
    const before = letter.reply?.savedAt ?? null;
    await desk.keepDraft(LETTER, typed(words('Текст исполнителя.')), TESTOV);
    const late = await desk.keepDraft(LETTER, typed(words('Текст начальника.'), 0, before), HEAD);
    expect(late.rival).toMatchObject({ place: 'card', by: 'testov', fields: { text: ['Текст исполнителя.'] } });
    expect(letter.reply?.text).toEqual(['Текст исполнителя.']);
    const seen = await desk.draftDesk(LETTER, HEAD);
    expect(seen.own?.fields.text).toEqual(['Текст начальника.']);
    expect(seen.rival?.by).toBe('testov');
    expect((await desk.draftDesk(LETTER, TESTOV)).others.map(({ author }) => author)).toEqual(['obraztsova']);
  });

  it('the draft is kept also when a colleague changes the card, or takes the letter away', async () => {
    const kept = await desk.keepDraft(LETTER, typed(words('Черновик.')), TESTOV);
    tell({ type: 'reroute', unit: 'tariffs', reason: 'вопрос о тарифе' }, HEAD);
    const later = await desk.keepDraft(LETTER, typed(words('Черновик дальше.'), kept.draft.version, kept.draft.base), TESTOV);
    expect(later.reasons).not.toEqual([]);
    expect((await desk.draftDesk(LETTER, TESTOV)).own?.fields.text).toEqual(['Черновик дальше.']);
  });

  it('8.4.5: what goes to approval is the text in the card; a gap keeps it here', async () => {
    await desk.keepDraft(LETTER, typed(words('Сумма [сумма].')), TESTOV);
    await expect(desk.submitDraft(LETTER, TESTOV)).rejects.toBeInstanceOf(NotAllowed);
    const { own } = await desk.draftDesk(LETTER, TESTOV);
    expect(own?.fields.text).toEqual(['Сумма [сумма].']);
    await desk.keepDraft(LETTER, typed(words('Сумма 5 руб.'), own?.version, own?.base ?? null), TESTOV);
    await desk.submitDraft(LETTER, TESTOV);
    expect(letter.state).toBe('approval');
    expect((await desk.draftDesk(LETTER, TESTOV)).own).toBeNull();
  });

  it('who has the editor open is told to the others until they leave', async () => {
    await desk.atDraft(LETTER, TESTOV);
    expect((await desk.atDraft(LETTER, HEAD)).map(({ person: id }) => id)).toEqual(['testov']);
    await desk.leaveDraft(LETTER, TESTOV);
    expect(await desk.atDraft(LETTER, HEAD)).toEqual([]);
  });

  it('4.2: who may not see the letter finds no draft there', async () => {
    await expect(desk.draftDesk(LETTER, person('sverkina'))).rejects.toBeInstanceOf(NotFound);
    await expect(desk.keepDraft(LETTER, typed(words('Чужое.')), person('sverkina'))).rejects.toBeInstanceOf(NotFound);
  });
});
