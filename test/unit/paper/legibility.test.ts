import { describe, expect, it } from '@jest/globals';
import type { PageReading } from '../../../src/domain/letter.ts';
import { type Evidence, judge, judgeLetter } from '../../../src/paper/legibility.ts';
import { latinWords } from '../../../src/paper/lexicon.ts';

const print: Evidence = {
  confidence: 0.93,
  words: 120,
  knownWords: 70,
  tones: { median: 250, contrast: 200, depth: 220, brightest: 253 },
  bare: false,
  look: () => clear,
};
const clear = { sharpness: 900, ink: 0.03, cover: 0.95, paper: 0.95 };

describe('can it be read (8.2.7)', () => {
  it('print is legible', () => {
    expect(judge(print)).toMatchObject({ legible: 'legible', reason: null });
  });

  it('8.2.7: bad handwriting and scrawl are doubtful, whatever the score: a person looks', () => {
    const hand = { ...print, confidence: 0.28, knownWords: 3, words: 90 };
    expect(judge(hand)).toMatchObject({ legible: 'doubtful', reason: expect.stringContaining('посмотрите') });
    expect(judge({ ...hand, knownWords: 0, words: 0 })).toMatchObject({ legible: 'doubtful', score: 0 });
  });

  it('8.2.7: illegible is proposed only with a cause that is seen', () => {
    const lost = { ...print, confidence: 0.3, knownWords: 0, words: 3 };
    expect(judge({ ...lost, look: () => ({ ...clear, ink: 0.27, cover: 0.05 }) })).toMatchObject({
      legible: 'illegible',
      reason: expect.stringContaining('зачёркнут'),
    });
    expect(judge({ ...lost, look: () => ({ ...clear, sharpness: 2 }) })).toMatchObject({
      legible: 'illegible',
      reason: expect.stringContaining('размыто'),
    });
    expect(judge({ ...lost, look: () => ({ ...clear, sharpness: 20_000 }) })).toMatchObject({ legible: 'illegible' });
    expect(judge({ ...print, look: () => ({ ...clear, ink: 0.27, cover: 0.05 }) }).legible).toBe('legible');
  });

  it('8.2.7: a picture without words is empty, not illegible; between picture and page nothing is sure', () => {
    const none = { ...print, words: 2, knownWords: 0, confidence: 0.3 };
    expect(judge({ ...none, look: () => ({ ...clear, sharpness: 2, paper: 0.45 }) })).toMatchObject({
      legible: 'empty',
      reason: 'картинка без текста',
    });
    expect(judge({ ...none, look: () => ({ ...clear, sharpness: 2, paper: 0.55 }) }).legible).toBe('doubtful');
    expect(judge({ ...none, look: () => ({ ...clear, sharpness: 2 }) }).legible).toBe('illegible');
  });

  it('8.2.7: a short note is legible when nothing but its words is on the sheet; words beside a scribble are not enough', () => {
    const note = { ...print, confidence: 0.95, words: 7, knownWords: 4 };
    expect(judge(note)).toMatchObject({ legible: 'legible', reason: null });
    expect(judge({ ...note, look: () => ({ ...clear, cover: 0.5 }) }).legible).toBe('doubtful');
    expect(judge({ ...note, confidence: 0.6 }).legible).toBe('doubtful');
  });

  it('8.2.7: the reason is what a person would say: dark paper is not pale ink, and what was read well is neither', () => {
    const lost = { ...print, confidence: 0.3, knownWords: 1, words: 9 };
    expect(judge({ ...lost, tones: { median: 60, contrast: 12, depth: 20, brightest: 253 } }).reason).toBe('слишком тёмно');
    expect(judge({ ...lost, tones: { median: 240, contrast: 12, depth: 20, brightest: 253 } }).reason).toBe('текст бледный');
    expect(judge({ ...lost, tones: { median: 240, contrast: 12, depth: 200, brightest: 253 } }).reason).toContain('не распознан');
    expect(judge({ ...lost, confidence: 0.85, tones: { median: 60, contrast: 12, depth: 20, brightest: 253 } }).reason).toContain(
      'частично',
    );
  });

  it('8.2.7: a letter in Latin letters counts by what was read surely; Cyrillic guessed as Latin counts nothing', () => {
    const word = (text: string, confidence: number) => ({ text, confidence });
    const english = 'please confirm receipt of our payment for electricity'.split(' ').map((text) => word(text, 0.96));
    expect(latinWords(english)).toBe(5);
    expect(latinWords([...english, word('электроэнергии', 0.9), word('договору', 0.9)])).toBe(0);
    expect(latinWords(english.map(({ text }) => word(text, 0.5)))).toBe(0);
  });

  it('8.2.7: a blank or black page is empty, not illegible', () => {
    const none = { ...print, words: 0, knownWords: 0, confidence: 0 };
    expect(judge({ ...none, tones: { median: 253, contrast: 3, depth: 4, brightest: 253 }, bare: true }).legible).toBe('empty');
    expect(judge({ ...none, tones: { median: 8, contrast: 8, depth: 8, brightest: 20 } }).legible).toBe('empty');
  });

  it('8.2.7: a letter is as good as its worst page that has anything on it, and says which', () => {
    const page = (legible: PageReading['legible'], score: number): PageReading => ({
      text: '',
      confidence: 0,
      seconds: 0,
      legible,
      score,
    });
    expect(
      judgeLetter([page('legible', 0.9), page('empty', 0), page('doubtful', 0.4)], [null, 'пустая', 'текст бледный']),
    ).toEqual({
      legible: 'doubtful',
      score: 0.4,
      reasons: ['Страница 2: пустая.', 'Страница 3: текст бледный.'],
    });
    expect(judgeLetter([page('empty', 0)], ['пустая']).legible).toBe('empty');
    expect(judgeLetter([], []).legible).toBe('empty');
  });
});
