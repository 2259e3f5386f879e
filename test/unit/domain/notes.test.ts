import { describe, expect, it } from '@jest/globals';
import { placeOf } from '../../../src/domain/notes.ts';
import { asked, draft, drafted, returned, returnedOn, submitted, upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';

const settled = (note: string, done = true) => asked('testov', { type: 'settle_note', note, done });

describe('8.4.5: returned with remarks on places of the text', () => {
  it('8.4.5: the remark stands at its place, the visas fall, and the executor marks it done', () => {
    const letter = given(...upTo.signing, returnedOn('расчёт', 'upravlentsev', 'сослаться на договор')).letter();
    expect(letter).toMatchObject({
      state: 'assigned',
      reply: {
        visas: [],
        remark: { by: 'upravlentsev', text: 'Замечаний на полях: 1' },
        notes: [{ id: '1', by: 'upravlentsev', quote: 'расчёт', text: 'сослаться на договор', done: null }],
      },
    });
    const done = given(...upTo.signing, returnedOn('расчёт', 'upravlentsev')).when(settled('1'));
    expect(done.thenHappens(['note_settled']).reply?.notes?.[0]?.done).toMatchObject({ by: 'testov' });
  });

  it('8.4.5: remarks stay with the text through new drafts and a second return, and are numbered on', () => {
    const again = given(
      ...upTo.approval,
      returnedOn('расчёт'),
      settled('1'),
      drafted({ text: ['Новый расчёт.'] }),
      submitted(),
      returnedOn('Новый'),
    ).letter();
    expect(again.reply?.notes?.map(({ id, done }) => [id, done !== null])).toEqual([
      ['1', true],
      ['2', false],
    ]);
  });

  it('8.4.5: a remark says what to change, on a place or on the whole; one that is not there cannot be settled', () => {
    given(...upTo.approval)
      .when(returned('obraztsova', ' '))
      .thenNotAllowed(/Напишите, что исправить/);
    given(...upTo.approval)
      .when(returnedOn('расчёт', 'obraztsova', ' '))
      .thenNotAllowed(/в месте «расчёт»/);
    given(...upTo.approval, returnedOn('расчёт'))
      .when(settled('7'))
      .thenNotAllowed(/Такого замечания нет/);
    given(...upTo.assigned, drafted())
      .when(settled('1'))
      .thenNotAllowed(/Замечаний на местах текста нет/);
  });

  it('is found again where the passage stands now: the nearest one, or nowhere', () => {
    const note = { part: 'text', paragraph: 1, start: 4, quote: 'сумма', text: '' } as const;
    const text = ['Итого сумма.', 'Вот сумма и ещё сумма.', 'Всё.'];
    const where = (lines: readonly string[]) => placeOf(note, { title: '', salutation: '', text: lines });
    expect(where(text)).toEqual({ part: 'text', paragraph: 1, start: 4, end: 9 });
    expect(where(['Новый абзац.', ...text])).toMatchObject({ paragraph: 1, start: 6 });
    expect(where(['Ничего.'])).toBeNull();
    expect(placeOf({ ...note, part: 'title' }, { title: 'О сумма', salutation: '', text })).toMatchObject({
      part: 'title',
      start: 2,
    });
  });
});

describe('8.4.5: two who write at once', () => {
  it('8.4.5: a text that grew from an older one does not replace the newer', () => {
    const story = given(...upTo.assigned, drafted());
    const savedAt = story.letter().reply?.savedAt ?? '';
    const next = (basedOn: string | null) => asked('testov', { type: 'draft', draft: draft(), basedOn });
    expect(story.when(next(savedAt)).reasons).toEqual([]);
    story.when(next(null)).thenNotAllowed(/Пока Вы писали, проект изменил другой: Тестов/);
    expect(given(...upTo.assigned).when(next(null)).reasons).toEqual([]);
  });
});
