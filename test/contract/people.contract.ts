import { expect, it } from '@jest/globals';
import { Invalid, NotFound } from '../../src/domain/errors.ts';
import type { Person } from '../../src/domain/person.ts';
import type { People } from '../../src/office/ports/people.ts';
import { person } from '../support/house.ts';

const TESTOV = person('testov');

export function peopleContract(make: () => Promise<People>): void {
  it('a person is kept with everything that is known of him', async () => {
    const people = await make();
    const away: Person = { ...TESTOV, absences: [{ from: '2026-12-01', to: '2026-12-14' }], substitute: 'primerov' };
    await people.save(away);
    expect(await people.get('testov')).toEqual(away);
    await people.save({ ...away, absences: [], position: 'начальник отдела' });
    expect(await people.get('testov')).toEqual({ ...away, absences: [], position: 'начальник отдела' });
  });

  it('who is unknown is not found', async () => {
    await expect((await make()).get('nobody')).rejects.toBeInstanceOf(NotFound);
  });

  it('all are the active ones, by surname; who left can still be named', async () => {
    const people = await make();
    for (const login of ['testov', 'blankov', 'primerov']) await people.save({ ...person(login), active: login !== 'primerov' });
    expect((await people.all()).map(({ login }) => login)).toEqual(['blankov', 'testov']);
    expect(await people.get('primerov')).toMatchObject({ surname: 'Примеров', active: false });
  });

  it('with login and password one gets in; with neither, the other or none one does not', async () => {
    const people = await make();
    await people.save(TESTOV, 'верный пароль');
    await people.save(person('blankov'));
    expect(await people.authenticate('testov', 'верный пароль')).toEqual(TESTOV);
    expect(await people.authenticate(' Testov', 'верный пароль')).toEqual(TESTOV);
    for (const [login, password] of [
      ['testov', 'неверный'],
      ['testov', ''],
      ['nobody', 'верный пароль'],
      ['blankov', ''],
      ['', ''],
    ] as const) {
      expect([login, password, await people.authenticate(login, password)]).toEqual([login, password, null]);
    }
  });

  it('who left does not get in any more', async () => {
    const people = await make();
    await people.save(TESTOV, 'пароль');
    await people.save({ ...TESTOV, active: false });
    expect(await people.authenticate('testov', 'пароль')).toBeNull();
  });

  it('a change of the card leaves the password, a new password replaces it', async () => {
    const people = await make();
    await people.save(TESTOV, 'первый');
    await people.save({ ...TESTOV, phone: '8 (000) 000-00-01' });
    expect(await people.authenticate('testov', 'первый')).toMatchObject({ phone: '8 (000) 000-00-01' });
    await people.save(TESTOV, 'второй');
    expect(await people.authenticate('testov', 'первый')).toBeNull();
    expect(await people.authenticate('testov', 'второй')).toEqual(TESTOV);
  });

  it('a person is hired once: of two who do it at the same time one is told so, and his password is the right one', async () => {
    const people = await make();
    const passwords = ['первый', 'второй', 'третий'];
    const hired = await Promise.all(passwords.map((each) => people.hire(TESTOV, each)));
    expect(hired.filter(Boolean)).toHaveLength(1);
    const right = await Promise.all(passwords.map(async (each) => (await people.authenticate('testov', each)) !== null));
    expect(right).toEqual(hired);
    expect(await people.hire({ ...TESTOV, position: 'другая' }, 'четвёртый')).toBe(false);
    expect(await people.get(TESTOV.id)).toEqual(TESTOV);
    expect(await people.hire({ ...person('blankov'), login: 'Testov' }, 'пароль')).toBe(false);
  });

  it('one login belongs to one person', async () => {
    const people = await make();
    await people.save(TESTOV);
    await expect(people.save({ ...person('blankov'), login: 'Testov' })).rejects.toBeInstanceOf(Invalid);
    expect(await people.all()).toEqual([TESTOV]);
  });
}
