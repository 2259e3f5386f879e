import { describe, expect, it } from '@jest/globals';
import { lettersOf } from '../../../bench/letter-sets.ts';
import { examineText } from '../../../src/language/examine.ts';
import type { EarlierText } from '../../../src/language/finding.ts';
import { loadLexicon } from '../../../src/standard/lexicon.ts';
import { fromRoot } from '../../../src/web/root.ts';

const lexicon = loadLexicon(fromRoot('workflows/lexicon'));
const own = { domains: ['tbek.example'], phones: [] };
const found = (text: string, earlier: readonly EarlierText[] = [], from: string | null = 'a@pochta.example') =>
  examineText(lexicon, { text, subject: null, from, own, earlier, attachmentHashes: [] }).detections.map(({ ground }) => ground);

describe('letters in ten voices (bench/letters): nobody is refused wrongly', () => {
  it.each(['fresh', 'second', 'third'] as const)('8.2: of the ordinary letters of the %s set none is accused', (set) => {
    const clean = lettersOf(set).filter(({ expect: wanted }) => wanted.length === 0);
    expect(clean.length).toBeGreaterThan(100);
    expect(clean.filter(({ text, earlier, from }) => found(text, earlier, from).length > 0).map(({ id }) => id)).toEqual([]);
  });
});

describe('8.2.8: what is a new argument', () => {
  const earlier = [{ id: '1', text: 'Прошу заменить лампу у калитки, третью неделю темно.', answered: true }];

  it.each([
    ['said otherwise', 'Лампа у калитки не горит третью неделю, темнота. Замените.', ['repeat']],
    ['a thing that was not spoken of', 'Замените лампу у калитки и у сарая, темно.', []],
    ['another question', 'Кто обещал заменить лампу у калитки?', []],
    ['what is no longer wanted', 'Прошу не менять лампу у калитки.', []],
    ['a measure', 'Замените лампу у калитки на 60 Вт, темно.', []],
    ['another place', 'Замените лампу у калитки на Речной, темно.', []],
  ])('%s', (_, text, grounds) => {
    expect(found(text, earlier)).toEqual(grounds);
  });
});

describe('8.2.9: by what right others are asked about', () => {
  it('without one it is confidential, with a power of attorney or as an heir it is not, also when that is said elsewhere', () => {
    const asks = 'Сообщите, какой долг у прежнего хозяина квартиры напротив.';
    expect(found(asks)).toEqual(['confidential']);
    expect(found(`Действую по доверенности, копия приложена. ${asks}`)).toEqual([]);
    expect(found(`Я наследник, дело у нотариуса. ${asks}`)).toEqual([]);
  });

  it('the neighbour may be named in one sentence and asked about in the next', () => {
    expect(found('Сосед за стеной печёт хлеб на продажу. Скажите, сколько он платит.')).toEqual(['confidential']);
    expect(found('Сосед за стеной печёт хлеб на продажу. Проверьте, сколько он платит, и пересчитайте мне.')).toEqual([]);
  });
});

describe('8.2.6: who is called names', () => {
  it.each([
    ['called at the beginning', 'Кретины, опять нет света.', ['abuse']],
    ['things are stupid, people are not called so', 'Ваш новый сайт просто тупой.', []],
    ['what stands after «somebody:» is his', 'Кассир: «Идиоты, отойдите от окна».', []],
    ['after one’s own colon it is one’s own', 'Скажу вам: «Вы идиоты».', ['abuse']],
    ['a name with a trade before it', 'Приезжал мастер Сучков и контролёр Блядин.', []],
    ['Latin letters by their sound', 'Ya ubyu vashego nachalnika, tak i peredayte.', ['abuse']],
  ])('%s', (_, text, grounds) => {
    expect(found(text)).toEqual(grounds);
  });
});
