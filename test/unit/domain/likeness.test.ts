import { describe, expect, it } from '@jest/globals';
import { correspondentKeys, isOnMerits, sameCorrespondent, sameLetter, scanFingerprint } from '../../../src/domain/likeness.ts';
import { incomingNumber, outgoingNumber } from '../../../src/domain/numbering.ts';
import { fullName, shortName, signatureName } from '../../../src/domain/person.ts';
import { loadTexts } from '../../../src/texts/texts.ts';
import { card, NOBODY, person, standard } from '../../support/house.ts';

const who = (more: Partial<typeof NOBODY>) => card({ correspondent: { ...NOBODY, ...more } });

describe('8.4.2, 8.2.8: the same letter, the same consumer', () => {
  it('8.4.2: the same content is the same letter; the order of pages is content', () => {
    expect(sameLetter({ fingerprint: scanFingerprint(['a', 'b']) }, { fingerprint: scanFingerprint(['a', 'b']) })).toBe(true);
    expect(sameLetter({ fingerprint: scanFingerprint(['a', 'b']) }, { fingerprint: scanFingerprint(['b', 'a']) })).toBe(false);
    expect(sameLetter({ fingerprint: '' }, { fingerprint: '' })).toBe(false);
  });

  it('8.2.8: one key in common makes the same consumer, however it is written', () => {
    expect(correspondentKeys(who({ email: ' Snab@Primer.example ', contract: '№ 10-23 а', inn: '0000 000000' }))).toEqual({
      email: 'snab@primer.example',
      contract: '10-23А',
      inn: '0000000000',
      phone: null,
      name: null,
    });
    expect(correspondentKeys(who({ phone: '+7 (912) 000-12-34', organisation: 'ООО «Пример-Снаб»' }))).toMatchObject({
      phone: '9120001234',
      name: 'ооопримерснаб',
    });
    expect(sameCorrespondent(who({ phone: '8 912 000 12 34' }), who({ phone: '+79120001234' }))).toBe(true);
    expect(sameCorrespondent(who({ phone: '2-34-56' }), who({ phone: '2-34-56' }))).toBe(false);
    expect(sameCorrespondent(who({ phone: '8 (000) 000-00-00' }), who({ phone: '8 (000) 000-00-00' }))).toBe(false);
    expect(
      sameCorrespondent(who({ email: 'a@x.example', contract: '1023' }), who({ email: 'b@x.example', contract: '№1023' })),
    ).toBe(true);
    expect(sameCorrespondent(who({ email: 'a@x.example' }), who({ email: 'b@x.example' }))).toBe(false);
  });

  it('8.2.8: only an answer on the merits can have answered the question: no message, interim answer, request or forwarding', () => {
    const outcomes = loadTexts('templates')
      .outcomes()
      .map(({ id }) => id);
    expect(outcomes.filter((id) => !isOnMerits(id)).sort()).toEqual([
      'info-contract',
      'info-debt',
      'info-due',
      'info-restriction',
      'info-tariff',
      'interim',
      'redirect-external',
      'request-info',
    ]);
    expect(['refusal-repeat', 'refusal-confidential', 'refusal-illegible', 'extended'].map(isOnMerits)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('4.2: two unknown consumers are not the same one', () => {
    expect(sameCorrespondent(who({}), who({}))).toBe(false);
    expect(sameCorrespondent(who({ email: ' ' }), who({ email: '' }))).toBe(false);
  });
});

describe('8.2.3: numbers and names as they are written', () => {
  it('8.2.3: office, year and a running number of six digits', () => {
    expect(incomingNumber(standard.numbering, 'ЦО', 2026, 1)).toBe('ЦО-2026/000001');
    expect(outgoingNumber(standard.numbering, 'МРО-1', 2027, 1_234_567)).toBe('МРО-1-И-2027/1234567');
  });

  it('8.4.5: the full name in the mark, initials after the surname in lists and before it under a letter', () => {
    const testov = person('testov');
    expect(fullName(testov)).toBe('Тестов Тимофей Тимофеевич');
    expect(shortName(testov)).toBe('Тестов\u00a0Т.\u00a0Т.');
    expect(signatureName(testov)).toBe('Т.\u00a0Т.\u00a0Тестов');
  });
});
