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
  readonly printer: Pick<Printer, 'letterhead' | 'scanCopy'>;
  readonly signer: Signer;
  readonly people: { readonly all: () => Promise<readonly Person[]> };
  readonly clock: Clock;
  readonly publicUrl: string;
}

export interface SignedLetterhead {
  readonly pdf: Buffer;
  readonly electronic: boolean;
  /** The image of the sheet that goes by e-mail (8.4.6); null: it comes back from the scanner, for the hand
   *  has not signed yet; or nothing here can draw it. */
  readonly copy: Buffer | null;
}

/** @throws Invalid when the official's key cannot be used: the effect waits, and the sentence is shown */
export async function signedLetterhead(needs: SignedLetterheadNeeds, letter: Letter, reply: Reply): Promise<SignedLetterhead> {
  const { signer, printer, clock, standard } = needs;
  const people = await needs.people.all();
  const sheet = { ...replySheet(letter, reply, people), check: checkMark(needs.publicUrl, letter, reply) };
  const official = people.find(({ id }) => id === reply.signedBy);
  const at = clock.now();
  const certificate = official ? await signer.certificate(official.login, at) : null;
  if (!official || !certificate) return { pdf: await printer.letterhead(sheet), electronic: false, copy: null };
  const mark = markOf(certificate, standard.organisation.company.zone, at);
  const pdf = await signer.sign(await printer.letterhead({ ...sheet, mark }), official.login, at);
  return { pdf, electronic: true, copy: await copyOf(needs, pdf, `Скан-копия: ${sheet.title ?? 'письмо'}`, at) };
}

/** A signed letter does not wait for a program that is not installed: it goes without its image. */
async function copyOf({ printer }: Pick<SignedLetterheadNeeds, 'printer'>, pdf: Buffer, title: string, created: Date) {
  return printer.scanCopy(pdf, { title, created }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function markOf({ serial, owner, validFrom, validTo }: Certificate, zone: string, at: Date) {
  return { serial, owner, from: russianDay(dayIn(zone, validFrom)), to: russianDay(dayIn(zone, validTo)), at };
}
