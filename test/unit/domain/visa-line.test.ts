import { describe, expect, it } from '@jest/globals';
import { visaLine } from '../../../src/domain/visa-line.ts';
import { approved, drafted, refused, returned, signed, upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { facts, staff, standard } from '../../support/house.ts';

const away = [{ from: '2026-11-01', to: '2026-11-30' }];
const line = (story: ReturnType<typeof given>, people = staff) =>
  visaLine(standard, story.letter(), facts('testov', { people })).map(({ role, person, standsIn, state }) =>
    [role, person?.login ?? '–', standsIn?.login, state].filter(Boolean).join(' '),
  );

describe('8.4.5: the way of a draft through the house', () => {
  it('8.4.5: the head of the unit, then the signatory of the row; the ring stands where it is now', () => {
    expect(line(given(...upTo.assigned, drafted()))).toEqual(['head obraztsova ahead', 'signatory upravlentsev ahead']);
    expect(line(given(...upTo.approval))).toEqual(['head obraztsova now', 'signatory upravlentsev ahead']);
    expect(line(given(...upTo.signing))).toEqual(['head obraztsova given', 'signatory upravlentsev now']);
    expect(line(given(...upTo.signing, signed()))).toEqual(['head obraztsova given', 'signatory upravlentsev given']);
    expect(line(given(...upTo.signing, returned('upravlentsev')))).toEqual([
      'head obraztsova ahead',
      'signatory upravlentsev ahead',
    ]);
  });

  it('8.2.9: a refusal that guards a secret shows the lawyer in between, any of them until one has', () => {
    const story = given(...upTo.assigned, refused('confidential'));
    expect(line(story)).toEqual(['head obraztsova given', 'lawyer – now', 'signatory podpisantov ahead']);
    expect(line(given(...upTo.assigned, refused('confidential'), approved('pravilov')))[1]).toBe('lawyer pravilov given');
  });

  it('7.3.3: who is away has the substitute beside the name', () => {
    const people = staff.map((each) => (each.login === 'upravlentsev' ? { ...each, absences: away } : each));
    expect(line(given(...upTo.signing), people)[1]).toBe('signatory upravlentsev podpisantov now');
  });
});
