/** The house on fakes: real rules, texts and mail parsing; no database, no paper, and a mailer that keeps what it is given. */

import { fileURLToPath } from 'node:url';
import { limits } from '../../src/config.ts';
import { type House, house } from '../../src/house.ts';
import type { HousePorts } from '../../src/house-ports.ts';
import { composer } from '../../src/mail/compose-mail.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { Health } from '../../src/office/health.ts';
import type { OutgoingMail } from '../../src/office/ports/mail.ts';
import type { Clock } from '../../src/office/ports/people.ts';
import { keyFolder } from '../../src/paper/key-folder.ts';
import { inspectScan } from '../../src/paper/scan.ts';
import { ruleFiles } from '../../src/standard/changed.ts';
import { loadLexicon } from '../../src/standard/lexicon.ts';
import { loadTexts } from '../../src/texts/texts.ts';
import { fakeBatches, fakeScanner } from './fakes/batches.ts';
import { fakeDrafts, fakeShelf } from './fakes/desk.ts';
import { fakeAudit, fakeNotices, fakeNumbers, fakePeople, fakeSessions } from './fakes/house.ts';
import { fakeArrivals, fakeReadings, fakeVault } from './fakes/intake.ts';
import { type FakeLetters, fakeLetters } from './fakes/letters.ts';
import { fakeRegister } from './fakes/register.ts';
import { fakeTallies } from './fakes/tallies.ts';
import { fakeTeaching } from './fakes/teaching.ts';
import { staff, standard, WORKFLOWS } from './house.ts';

export const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
const lexicon = loadLexicon(`${WORKFLOWS}/lexicon`);
const texts = loadTexts(TEMPLATES);

const compose = composer('"Канцелярия" <kanc@tbek.example>');

export interface FakeHouse extends House {
  readonly ports: HousePorts;
  readonly letters: FakeLetters;
  readonly mails: readonly OutgoingMail[];
  /** What the office had to say to the log. */
  readonly said: readonly string[];
}

export function fakeHouse(clock: Clock, change: (ports: HousePorts) => HousePorts = (ports) => ports): FakeHouse {
  const mails: OutgoingMail[] = [];
  const known = new Map<string, OutgoingMail>();
  const said: string[] = [];
  const letters = fakeLetters(standard.numbering, clock);
  const ports = change({
    standard,
    lexicon,
    teaching: fakeTeaching(),
    ruleFiles: ruleFiles(WORKFLOWS, `${TEMPLATES}/letters`),
    letters,
    numbers: fakeNumbers(standard.numbering),
    register: fakeRegister(letters.all, standard.workflow),
    tallies: fakeTallies(letters.all, standard.workflow),
    vault: fakeVault(),
    arrivals: fakeArrivals(),
    people: fakePeople(staff),
    sessions: fakeSessions(limits),
    audit: fakeAudit(),
    parse: (raw) => parseMail(raw, { limits, ownDomains: ['tbek.example'] }),
    readings: fakeReadings(),
    batches: fakeBatches(),
    scanner: fakeScanner(),
    reader: {
      inspect: (file, name) => inspectScan(file, name, limits),
      read: () => Promise.reject(new Error('this house cannot read scans')),
      searchable: noPaper,
      page: async () => null,
      status: () => ({ ocr: false, missing: [] }),
    },
    printer: {
      letterhead: async ({ number }) => Buffer.from(`%PDF ${number}`),
      postRegister: noPaper,
      envelope: noPaper,
      scanCopy: async () => Buffer.from('%PDF copy'),
    },
    texts,
    drafts: fakeDrafts(),
    shelf: fakeShelf(),
    mailer: {
      async compose(mail) {
        const composed = await compose(mail);
        known.set(composed.messageId, mail);
        return composed;
      },
      async send({ messageId }) {
        const mail = known.get(messageId);
        if (!mail) throw new Error(`nobody composed ${messageId}`);
        mails.push(mail);
        return { response: '250 OK', refused: [] };
      },
      status: () => ({ kind: 'outbox', error: null }),
    },
    notices: fakeNotices(),
    signer: keyFolder({ dir: null }),
    marks: { marks: async () => [] },
    statusCodes: { find: async (code) => letters.all().find(({ value }) => value.statusCode === code)?.id ?? null },
    clock,
    health: (): Promise<Health> => Promise.reject(new Error('not asked for')),
    config: { limits, ownDomains: ['tbek.example'] },
    publicUrl: 'http://localhost:3000',
    log: (message) => said.push(message),
  });
  return { ...house(ports), ports, letters, mails, said };
}

function noPaper(): Promise<Buffer> {
  return Promise.reject(new Error('not asked for'));
}
