/** The papers and people of the fake office: the house's own code over fakes in memory. */

import { limits } from '../../src/config.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Standard } from '../../src/domain/standard.ts';
import { administering } from '../../src/office/administration.ts';
import { checking } from '../../src/office/completeness.ts';
import { controlRoom } from '../../src/office/control.ts';
import { enclosing } from '../../src/office/enclosures.ts';
import type { Handle } from '../../src/office/handle.ts';
import { knowing } from '../../src/office/knowledge.ts';
import type { HouseDesk } from '../../src/office/office.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import type { Printer } from '../../src/office/ports/paper.ts';
import type { People } from '../../src/office/ports/people.ts';
import type { Register } from '../../src/office/ports/register.ts';
import type { Tallies } from '../../src/office/ports/tallies.ts';
import { postal } from '../../src/office/postal.ts';
import { printedPapers } from '../../src/office/printed.ts';
import { reporting } from '../../src/office/reports.ts';
import { seeing } from '../../src/office/sight.ts';
import { templating } from '../../src/office/templates.ts';
import { workingDrafts } from '../../src/office/working-draft.ts';
import { inspectScan } from '../../src/paper/scan.ts';
import { loadLexicon } from '../../src/standard/lexicon.ts';
import { loadTexts } from '../../src/texts/texts.ts';
import { fromRoot } from '../../src/web/root.ts';
import { everything } from './fake-journal.ts';
import { fakeDrafts, fakeShelf } from './fakes/desk.ts';
import { fakeAudit, fakePeople, fakeSessions } from './fakes/house.ts';
import { fakeVault } from './fakes/intake.ts';

export interface FakeDeskNeeds {
  readonly standard: Standard;
  readonly staff: readonly Person[];
  readonly now: () => Date;
  readonly load: (id: string) => Stored<Letter>;
  readonly handle: Handle;
  readonly register: Register;
  readonly tallies: Tallies;
  readonly letterhead?: Printer['letterhead'];
  /** Whose passwords are all this one. */
  readonly password: string;
}

const lexicon = loadLexicon(fromRoot('workflows/lexicon'));
/** Compiled once; what a test saves over the files is taken off for the next. */
const texts = loadTexts(fromRoot('templates'));

export function fakeDesk({ standard, staff, now, load, handle, register, tallies, password, letterhead }: FakeDeskNeeds): {
  readonly desk: HouseDesk;
  readonly people: People;
} {
  const clock = { now };
  const letters = { load: async (id: string) => load(id) };
  const people = fakePeople(staff);
  for (const person of staff) void people.save(person, password);
  const sessions = fakeSessions(limits);
  const see = seeing({ standard, people, clock });
  const audit = fakeAudit();
  const shelf = fakeShelf();
  texts.overlay(new Map());
  const papers = { shelf, audit, clock };
  const printer = { letterhead: letterhead ?? (async () => Buffer.from('%PDF-1.4\n%%EOF\n')) };
  const paper = async () => Buffer.from('%PDF-1.4\n%%EOF\n');
  const postPrinter = { postRegister: paper, envelope: paper };
  const reader = { inspect: (file: Buffer, name: string) => inspectScan(file, name, limits) };
  const publicUrl = 'http://localhost:3000';
  const templates = templating({ ...papers, standard, texts, people, printer, publicUrl });
  const desk: HouseDesk = {
    ...workingDrafts({ letters, drafts: fakeDrafts(), handle, see, clock }),
    ...checking({ lexicon, texts }),
    ...templates,
    ...knowing({ ...papers, texts, register, letters, see }),
    ...enclosing({ ...papers, vault: fakeVault(), reader, limit: limits.enclosureBytes }),
    ...postal({
      standard,
      printer: postPrinter,
      register,
      letters,
      audit,
      clock,
      see,
    }),
    ...printedPapers({ ...papers, ...templates, standard, letters, register, people, texts, printer, see, publicUrl }),
    ...controlRoom({ standard, register, people, clock, see: async (actor) => everything(actor) }),
    ...reporting({ standard, tallies, clock, see: async (actor) => everything(actor) }),
    ...administering({ standard, people, sessions, audit, register, clock }),
  };
  return { desk, people };
}
