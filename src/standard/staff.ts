/** The sample staff of workflows/sample-staff.yaml: obviously fictional people for first steps and tests. */
import type { Person } from '../domain/person.ts';
import { FaultyStandard } from './load.ts';
import { readSource } from './source.ts';
import { STAFF_FILE } from './sources.ts';

/** Ids are the logins; passwords are not kept here. @throws FaultyStandard */
export function loadStaff(dir: string): readonly Person[] {
  const source = readSource(dir, STAFF_FILE, 'staff');
  if (!source.value) throw new FaultyStandard(source.faults);
  return Object.entries(source.value.people).map(([login, person]) => ({
    id: login,
    login,
    ...person,
    absences: [],
    active: true,
  }));
}
