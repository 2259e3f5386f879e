import { describe, expect, it } from '@jest/globals';
import { maySee, sightOf } from '../../../src/domain/access.ts';
import { handsOf } from '../../../src/domain/organisation.ts';
import { SYSTEM } from '../../../src/domain/person.ts';
import { person, staff, standard } from '../../support/house.ts';

const letter = (office: string, unit: string | null, executor: string | null = null, coExecutors: readonly string[] = []) => ({
  office,
  route: unit === null ? null : { unit, rule: '', reason: '' },
  executor,
  coExecutors,
});
const sees = (login: string, ...seen: Parameters<typeof letter>) => maySee(sightOf(standard, [person(login)]), letter(...seen));

describe('4.2, 7.3.1: who may see a letter', () => {
  it('4.2: clerks and signatories of the central office, quality, security and lawyers see all', () => {
    for (const login of ['zhurnalova', 'podpisantov', 'upravlentsev', 'kontroleva', 'zamkov', 'pravilov', 'system']) {
      expect(sees(login, 'Ф12', 'f12-legal')).toBe(true);
    }
    expect(sightOf(standard, [SYSTEM]).all).toBe(true);
  });

  it('7.3.1: a clerk of a branch sees what came to the branch or is answered there; a district also its branches', () => {
    expect(sees('filialov', 'Ф02', 'billing')).toBe(true);
    expect(sees('filialov', 'ЦО', 'f02-legal')).toBe(true);
    expect(sees('filialov', 'Ф03', 'f03-legal')).toBe(false);
    expect(sees('papkina', 'Ф03', 'billing')).toBe(true);
    expect(sees('papkina', 'Ф07', 'billing')).toBe(false);
  });

  it('5.2: a head sees the own unit and those below', () => {
    expect(sees('obraztsova', 'ЦО', 'billing')).toBe(true);
    expect(sees('obraztsova', 'ЦО', 'debt')).toBe(false);
    expect(sees('obraztsova', 'ЦО', null)).toBe(false);
    expect(sees('brusnikin', 'ЦО', 'f02-centre')).toBe(true);
    expect(sees('severov', 'ЦО', 'f02-legal')).toBe(true);
    expect(sees('severov', 'ЦО', 'f07-legal')).toBe(false);
  });

  it('7.3.1: an executor sees the letters in the own hands only', () => {
    expect(sees('testov', 'ЦО', 'billing', 'testov')).toBe(true);
    expect(sees('testov', 'ЦО', 'debt', 'strokin', ['testov'])).toBe(true);
    expect(sees('testov', 'ЦО', 'billing', 'primerov')).toBe(false);
  });

  it('7.3.3: who stands in for somebody sees what that person sees, and no more once that person is back', () => {
    const primerov = person('primerov');
    const away = { ...person('obraztsova'), substitute: 'primerov', absences: [{ from: '2026-03-01', to: '2026-03-10' }] };
    const on = (today: string) => sightOf(standard, handsOf({ actor: primerov, people: [...staff, away], today }));
    expect(maySee(on('2026-03-10'), letter('ЦО', 'billing', 'testov'))).toBe(true);
    expect(maySee(on('2026-03-10'), letter('ЦО', 'debt', 'obraztsova'))).toBe(true);
    expect(maySee(on('2026-03-10'), letter('ЦО', 'debt', 'strokin'))).toBe(false);
    expect(maySee(on('2026-03-11'), letter('ЦО', 'billing', 'testov'))).toBe(false);
  });

  it('7.3.1: an administrator sees none', () => {
    for (const { unit, office } of staff) expect(sees('adminov', office, unit)).toBe(false);
  });
});
