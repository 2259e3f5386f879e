/** The control board (cl. 11.1): what is open by the days left, on whom it lies, and how the terms of the last months were kept. */
import type { Sight } from '../domain/access.ts';
import { type Day, dayIn } from '../domain/calendar.ts';
import { type Discipline, daysOf, disciplineOf, monthsUntil, type TermGroup } from '../domain/discipline.ts';
import { dueOf, light, OPEN_TONES, type OpenTone } from '../domain/light.ts';
import { isWithin } from '../domain/organisation.ts';
import { isAbsent, type Person, type PersonId, shortName } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Clock, People } from './ports/people.ts';
import type { Register, RegisterRow, Tray } from './ports/register.ts';
import { remembered } from './remembered.ts';
import type { See } from './sight.ts';

export interface Load {
  readonly person: Person;
  readonly absent: boolean;
  /** Who stands in. */
  readonly substitute: Person | null;
  readonly tones: ToneCounts;
  readonly total: number;
}

export type ToneCounts = Readonly<Record<OpenTone, number>>;

export interface ControlBoard {
  readonly today: Day;
  /** The last is the current month; '2026-11'. */
  readonly months: readonly { readonly month: string; readonly kept: Discipline }[];
  /** Each with its most urgent letters. */
  readonly columns: readonly { readonly tone: OpenTone; readonly count: number; readonly rows: readonly RegisterRow[] }[];
  /** Who has most comes first; of a head's own people all, also those who have nothing. */
  readonly loads: readonly Load[];
}

export interface ControlRoom {
  controlBoard(actor: Person): Promise<ControlBoard>;
  /** Open letters of a tray by the traffic light, within what the person may see. */
  tones(tray: Tray, actor: Person): Promise<ToneCounts>;
  /** Open letters by executor, of the whole house: a number tells nothing of a letter. */
  executorLoads(): Promise<Readonly<Record<PersonId, number>>>;
}

export interface ControlNeeds {
  readonly standard: Standard;
  readonly register: Pick<Register, 'page' | 'terms' | 'loads'>;
  readonly people: Pick<People, 'all'>;
  readonly clock: Clock;
  readonly see: See;
}

const ROWS = 5;
const PEOPLE = 10;
const MONTHS = 4;
/** A past month changes only by late answers: so long its figures are kept. */
const KEPT_MS = 10 * 60_000;

export function controlRoom(needs: ControlNeeds): ControlRoom {
  const { standard, register, people, clock, see } = needs;
  const pastMonth = remembered(clock);
  const today = () => dayIn(standard.organisation.company.zone, clock.now());
  return {
    async controlBoard(actor) {
      const scope = await see(actor);
      const day = today();
      const months = monthsUntil(day, MONTHS);
      const [groups, staff, columns, kept] = await Promise.all([
        register.terms({ scope, tray: 'control' }),
        people.all(),
        Promise.all(OPEN_TONES.map((tone) => mostUrgent(needs, scope, tone, day))),
        Promise.all(
          months.map((month) => {
            const count = () => disciplineIn(needs, scope, month, day);
            return month === months.at(-1) ? count() : pastMonth(`${actor.id} ${day} ${month}`, KEPT_MS, count);
          }),
        ),
      ]);
      const tones = tonesOf(standard, groups, day);
      return {
        today: day,
        months: months.map((month, index) => ({ month, kept: kept[index] ?? NOTHING })),
        columns: OPEN_TONES.map((tone, index) => ({ tone, count: tones[tone], rows: columns[index] ?? [] })),
        loads: loadsOf(standard, groups, staff, actor, day),
      };
    },
    async tones(tray, actor) {
      return tonesOf(standard, await register.terms({ scope: await see(actor), tray }), today());
    },
    executorLoads: () => register.loads(),
  };
}

const NOTHING: Discipline = { ended: 0, kept: 0, meanDays: null, extended: 0 };

async function mostUrgent(
  { register, standard }: ControlNeeds,
  scope: Sight,
  tone: OpenTone,
  today: Day,
): Promise<readonly RegisterRow[]> {
  const query = { scope, tray: 'control', order: 'due', limit: ROWS, ...dueOf(standard, tone, today) } as const;
  return (await register.page(query)).items;
}

async function disciplineIn({ register, standard }: ControlNeeds, scope: Sight, month: string, today: Day): Promise<Discipline> {
  const [dueFrom, dueTo] = daysOf(month);
  const groups = await register.terms({ scope, dueFrom, dueTo });
  const open = new Set(standard.workflow.states.filter((state) => state.open).map(({ id }) => id));
  return disciplineOf(groups, { calendar: standard.calendar, today, isOpen: (state) => open.has(state) });
}

/** What is no longer open has no tone and is not counted. */
function tonesOf(standard: Standard, groups: readonly TermGroup[], today: Day): ToneCounts {
  const counts = { late: 0, hot: 0, soon: 0, calm: 0, held: 0 };
  for (const group of groups) {
    const { tone } = light(standard, group, today);
    if (tone !== 'done') counts[tone] += group.count;
  }
  return counts;
}

function loadsOf(
  standard: Standard,
  groups: readonly TermGroup[],
  staff: readonly Person[],
  actor: Person,
  today: Day,
): readonly Load[] {
  const led = ({ unit, roles }: Person) => roles.includes('executor') && isWithin(standard, unit, actor.unit);
  const own = actor.roles.includes('head') ? staff.filter((person) => person.active && led(person)) : [];
  const busy = new Set(groups.flatMap(({ executor }) => executor ?? []));
  const loads = staff
    .filter((person) => own.includes(person) || busy.has(person.id))
    .map((person): Load => {
      const tones = tonesOf(
        standard,
        groups.filter(({ executor }) => executor === person.id),
        today,
      );
      const absent = isAbsent(person, today);
      const substitute = absent ? (staff.find(({ id }) => id === person.substitute) ?? null) : null;
      return { person, absent, substitute, tones, total: OPEN_TONES.reduce((sum, tone) => sum + tones[tone], 0) };
    });
  return loads.sort((a, b) => b.total - a.total || shortName(a.person).localeCompare(shortName(b.person), 'ru')).slice(0, PEOPLE);
}
