/** References of the house: offices and units, the calendar, the sample staff. */
import { isDay } from '../domain/calendar.ts';
import { type Fault, unknown } from './source.ts';
import type { LintContext } from './sources.ts';

export function* lintOrganisation({ sources: { organisation } }: LintContext): Generator<Fault> {
  const { value, fault } = organisation;
  if (!value) return;
  if (!isZone(value.company.zone)) yield fault(['company', 'zone'], `"${value.company.zone}" is not an IANA time zone`);
  const offices = Object.keys(value.offices);
  for (const [code, { parent }] of Object.entries(value.offices)) {
    if (parent !== null && !offices.includes(parent))
      yield fault(['offices', code, 'parent'], unknown('office', parent, offices));
  }
  for (const code of circles(value.offices)) yield fault(['offices', code, 'parent'], 'the offices above go round in a circle');
  const units = Object.keys(value.units);
  for (const [id, { office, parent }] of Object.entries(value.units)) {
    if (!offices.includes(office)) yield fault(['units', id, 'office'], unknown('office', office, offices));
    if (parent !== null && !units.includes(parent)) yield fault(['units', id, 'parent'], unknown('unit', parent, units));
  }
  for (const id of circles(value.units)) yield fault(['units', id, 'parent'], 'the units above go round in a circle');
}

export function* lintCalendar({ sources: { calendars } }: LintContext): Generator<Fault> {
  for (const { name, source } of calendars) {
    const { value, fault } = source;
    if (!value) continue;
    if (name !== `${value.year}.yaml`) yield fault(['year'], `the file is named ${name}`);
    for (const word of ['holidays', 'workingWeekends', 'shortDays'] as const) {
      for (const [index, day] of value[word].entries()) {
        const at = [word, index];
        if (!isDay(day) || !day.startsWith(`${value.year}-`)) yield fault(at, `${day} is not a day of ${value.year}`);
        else if (word === 'holidays' && isWeekend(day)) yield fault(at, `${day} is a weekend already; list weekdays only`);
        else if (word === 'workingWeekends' && !isWeekend(day))
          yield fault(at, `${day} is a weekday; list weekends that are worked`);
      }
    }
  }
}

export function* lintStaff({ sources: { staff, organisation } }: LintContext): Generator<Fault> {
  const people = staff?.value?.people;
  if (!staff || !people || !organisation.value) return;
  const { units } = organisation.value;
  for (const [login, person] of Object.entries(people)) {
    const unit = units[person.unit];
    if (!unit) yield staff.fault(['people', login, 'unit'], unknown('unit', person.unit, Object.keys(units)));
    else if (unit.office !== person.office)
      yield staff.fault(['people', login, 'office'], `unit "${person.unit}" is in ${unit.office}`);
    if (person.substitute !== null && !people[person.substitute]) {
      yield staff.fault(['people', login, 'substitute'], unknown('login', person.substitute, Object.keys(people)));
    }
  }
}

function circles(tree: Readonly<Record<string, { readonly parent: string | null }>>): readonly string[] {
  return Object.keys(tree).filter((id) => {
    let above = tree[id]?.parent ?? null;
    for (let left = Object.keys(tree).length; above !== null && left > 0; left -= 1) {
      if (above === id) return true;
      above = tree[above]?.parent ?? null;
    }
    return false;
  });
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
