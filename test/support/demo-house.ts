/** The house on fakes, loaded with the demonstration at a given present: real rules, texts and mail parsing, no database, no paper. */
import { fileURLToPath } from 'node:url';
import { limits } from '../../src/config.ts';
import { loadDemo } from '../../src/demo/load.ts';
import { readDemo } from '../../src/demo/read.ts';
import { type House, house } from '../../src/house.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { Health } from '../../src/office/office.ts';
import type { OutgoingMail } from '../../src/office/ports/mail.ts';
import { inspectScan } from '../../src/paper/scan.ts';
import { loadLexicon } from '../../src/standard/lexicon.ts';
import { loadTexts } from '../../src/texts/texts.ts';
import { fakeAudit, fakeNumbers, fakePeople, fakeSessions } from './fakes/house.ts';
import { fakeArrivals, fakeVault } from './fakes/intake.ts';
import { type FakeLetters, fakeLetters } from './fakes/letters.ts';
import { fakeRegister } from './fakes/register.ts';
import { staff, standard, WORKFLOWS } from './house.ts';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

export const demoSet = readDemo(`${TEMPLATES}/demo`);
const lexicon = loadLexicon(`${WORKFLOWS}/lexicon`);
const texts = loadTexts(TEMPLATES);

export interface DemoHouse {
  readonly house: House;
  readonly letters: FakeLetters;
  readonly mails: readonly OutgoingMail[];
  readonly counts: { readonly letters: number; readonly quarantined: number };
  /** The clock in the order it was moved. */
  readonly moved: readonly Date[];
}

export async function demoHouse(present: Date, set = demoSet): Promise<DemoHouse> {
  const moved: Date[] = [];
  const mails: OutgoingMail[] = [];
  const clock = { now: () => moved.at(-1) ?? present };
  const letters = fakeLetters(standard.numbering, clock);
  const built = house({
    standard,
    lexicon,
    letters,
    numbers: fakeNumbers(standard.numbering),
    register: fakeRegister(letters.all, standard.workflow),
    vault: fakeVault(),
    arrivals: fakeArrivals(),
    people: fakePeople(staff),
    sessions: fakeSessions(limits),
    audit: fakeAudit(),
    parse: (raw) => parseMail(raw, { limits, ownDomains: ['tbek.example'] }),
    reader: {
      inspect: (file, name) => inspectScan(file, name, limits),
      read: () => Promise.reject(new Error('nothing of the set is recognised: the text of every scan is typed')),
      page: async () => null,
      status: () => ({ ocr: false, missing: [] }),
    },
    printer: { letterhead: async ({ number }) => Buffer.from(`%PDF ${number}`), postRegister: noPaper, envelope: noPaper },
    texts,
    mailer: {
      async send(mail) {
        mails.push(mail);
        return { response: '250 OK' };
      },
      status: () => ({ kind: 'outbox', error: null }),
    },
    clock,
    health: (): Promise<Health> => Promise.reject(new Error('not asked for')),
    config: { limits, ownDomains: ['tbek.example'] },
    publicUrl: 'http://localhost:3000',
    log: (message) => {
      throw new Error(message);
    },
  });
  const counts = await loadDemo({
    office: built.office,
    perform: built.perform,
    people: staff,
    set,
    now: present,
    setNow: (at) => moved.push(at),
  });
  return { house: built, letters, mails, counts, moved };
}

function noPaper(): Promise<Buffer> {
  return Promise.reject(new Error('not asked for'));
}
