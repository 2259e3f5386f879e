/** The reply on letterhead as it goes out: with its check mark, and signed electronically where the official has a key (8.4.5). */
import { dayIn } from '../domain/calendar.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Reply } from '../domain/reply.ts';
import type { Standard } from '../domain/standard.ts';
import { russianDay } from '../domain/words.ts';
import { checkMark } from './check-reply.ts';
import type { Printer } from './ports/paper.ts';
import type { Clock } from './ports/people.ts';
import type { Certificate, Signer } from './ports/signing.ts';
import { replySheet } from './reply-sheet.ts';

export interface SignedLetterheadNeeds {
  readonly standard: Standard;
  readonly printer: Pick<Printer, 'letterhead'>;
  readonly signer: Signer;
  readonly people: { readonly all: () => Promise<readonly Person[]> };
  readonly clock: Clock;
  readonly publicUrl: string;
}

/** @throws Invalid when the official's key cannot be used: the effect waits, and the sentence is shown */
export async function signedLetterhead(needs: SignedLetterheadNeeds, letter: Letter, reply: Reply): Promise<Buffer> {
  const { signer, printer, clock, standard } = needs;
  const people = await needs.people.all();
  const sheet = { ...replySheet(letter, reply, people), check: checkMark(needs.publicUrl, letter, reply) };
  const official = people.find(({ id }) => id === reply.signedBy);
  const at = clock.now();
  const certificate = official ? await signer.certificate(official.login, at) : null;
  if (!official || !certificate) return printer.letterhead(sheet);
  const mark = markOf(certificate, standard.organisation.company.zone, at);
  return signer.sign(await printer.letterhead({ ...sheet, mark }), official.login, at);
}

function markOf({ serial, owner, validFrom, validTo }: Certificate, zone: string, at: Date) {
  return { serial, owner, from: russianDay(dayIn(zone, validFrom)), to: russianDay(dayIn(zone, validTo)), at };
}
