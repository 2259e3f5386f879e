/**
 * The people of a first start: the fictional sample office, with random passwords that are told once and stored as hashes. A
 * demonstration has the demo set besides and shows its log-ins; it never touches data that people work with.
 */
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDemo } from './demo/load.ts';
import { readDemo } from './demo/read.ts';
import { type Person, type Role, shortName } from './domain/person.ts';
import { house } from './house.ts';
import type { HousePorts } from './house-ports.ts';
import { randomPassword } from './office/password.ts';
import type { Clock } from './office/ports/people.ts';
import { StartRefused } from './refused.ts';
import { packageRoot } from './root.ts';
import { loadStaff } from './standard/staff.ts';
import type { LogIn } from './welcome.ts';

export interface OpenPeopleNeeds {
  /** Its mailer must not reach real people: the demo set sends answers. */
  readonly ports: HousePorts;
  /** Leases and effects by the demonstration's moved clock. */
  readonly lettersUnder: (clock: Clock) => HousePorts['letters'];
  readonly dataDir: string;
  readonly demo: boolean;
}

/** @throws StartRefused when a demonstration is asked for on data that people work with */
export async function openPeople({ ports, lettersUnder, dataDir, demo }: OpenPeopleNeeds): Promise<readonly LogIn[]> {
  const staff = loadStaff(join(packageRoot, 'workflows'));
  const mark = join(dataDir, 'demo');
  const fresh = (await ports.people.all()).length === 0;
  if (!demo) return fresh ? seed(ports, staff) : [];
  const state = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null;
  if (!fresh && state === null) {
    throw new StartRefused(`В ${dataDir} рабочие данные: показ на них не запускается. Задайте для него другую DATA_DIR.`);
  }
  if (!fresh && state !== LOADED) {
    throw new StartRefused(`Показ в ${dataDir} загрузился не до конца. Удалите эту папку и запустите снова.`);
  }
  if (fresh) await writeFile(mark, 'loading\n');
  const logIns = await showcase(ports, staff);
  if (fresh) {
    await load(ports, lettersUnder);
    await writeFile(mark, `${LOADED}\n`);
  }
  return oneOfEach(staff, logIns);
}

/** Whom a visitor may be: one or two of each trade, in the order of a letter's path. */
function oneOfEach(staff: readonly Person[], logIns: readonly LogIn[]): readonly LogIn[] {
  const central = staff.filter(({ office }) => office === 'ЦО');
  const chosen = SHOWN.flatMap(({ role, unit, count, at = 0 }) =>
    central.filter(({ roles, unit: of }) => roles.at(at) === role && (!unit || of === unit)).slice(0, count),
  );
  const branch = staff.find(({ office, roles }) => office.startsWith('Ф') && roles.includes('clerk'));
  const logins = new Set([...chosen, ...(branch ? [branch] : [])].map(({ login }) => login));
  return [...logins].flatMap((login) => logIns.filter((each) => each.login === login));
}

const SHOWN: readonly { readonly role: Role; readonly unit?: string; readonly count: number; readonly at?: number }[] = [
  { role: 'clerk', unit: 'chancery', count: 1 },
  { role: 'head', unit: 'billing', count: 1 },
  { role: 'executor', unit: 'billing', count: 2 },
  { role: 'lawyer', count: 1 },
  { role: 'signatory', count: 3, at: -1 },
  { role: 'quality', count: 1 },
  { role: 'admin', count: 1 },
];

const LOADED = 'loaded';

async function load(ports: HousePorts, lettersUnder: OpenPeopleNeeds['lettersUnder']): Promise<void> {
  let now = new Date();
  const clock = { now: () => now };
  // The past was signed by hand: a key of today was not yet valid then
  const signer = { ...ports.signer, certificate: async () => null };
  const { office, perform } = house({ ...ports, clock, letters: lettersUnder(clock), signer });
  await loadDemo({
    office,
    perform,
    people: await ports.people.all(),
    set: readDemo(join(packageRoot, 'templates', 'demo')),
    now: new Date(),
    setNow: (date) => {
      now = date;
    },
  });
}

/** Two engines may start at once on one empty database: each tells the passwords of those whom it hired. */
async function seed({ people }: HousePorts, staff: readonly Person[]): Promise<readonly LogIn[]> {
  const hired = await Promise.all(
    staff.map(async (person) => {
      const password = randomPassword();
      return (await people.hire(person, password)) ? [logIn(person, password)] : [];
    }),
  );
  return hired.flat();
}

/** The log-ins of a demonstration are shown at each start, so each start sets them. */
async function showcase({ people }: HousePorts, staff: readonly Person[]): Promise<readonly LogIn[]> {
  return Promise.all(
    staff.map(async (person) => {
      const password = randomPassword();
      await people.save(person, password);
      return logIn(person, password);
    }),
  );
}

const logIn = (person: Person, password: string): LogIn => ({
  login: person.login,
  password,
  name: shortName(person),
  position: person.position,
});
