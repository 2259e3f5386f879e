/** What the office is built on: every adapter, by the name of its port. */
import type { Config } from './config.ts';
import type { SenderProof } from './domain/sender-proof.ts';
import type { Standard } from './domain/standard.ts';
import type { Lexicon } from './language/lexicon.ts';
import type { Health } from './office/health.ts';
import type { Batches } from './office/ports/batches.ts';
import type { Drafts } from './office/ports/drafts.ts';
import type { Arrivals, Vault } from './office/ports/intake.ts';
import type { Letters, Numbers } from './office/ports/letters.ts';
import type { Mailer, NoticeTally, ParseMail, SentFolder } from './office/ports/mail.ts';
import type { MarkReader, PageMemory, Printer, Reader, Scanner } from './office/ports/paper.ts';
import type { Audit, Clock, People, Sessions } from './office/ports/people.ts';
import type { Register, StatusCodes } from './office/ports/register.ts';
import type { RuleFiles } from './office/ports/rules.ts';
import type { Shelf } from './office/ports/shelf.ts';
import type { Signer } from './office/ports/signing.ts';
import type { Tallies } from './office/ports/tallies.ts';
import type { Teaching } from './office/ports/teaching.ts';
import type { EditableTexts } from './office/ports/texts.ts';

export interface HousePorts {
  readonly standard: Standard;
  readonly lexicon: Lexicon;
  readonly teaching: Teaching;
  readonly ruleFiles: RuleFiles;
  readonly letters: Letters;
  readonly numbers: Numbers;
  readonly register: Register;
  readonly tallies: Tallies;
  readonly vault: Vault;
  readonly arrivals: Arrivals;
  readonly people: People;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly parse: ParseMail;
  /** Looks at who sent a mail; without it nobody does. */
  readonly proveSender?: (raw: Buffer) => Promise<SenderProof>;
  readonly reader: Reader;
  readonly readings: PageMemory;
  readonly scanner: Scanner;
  readonly batches: Batches;
  readonly printer: Printer;
  readonly signer: Signer;
  readonly marks: MarkReader;
  readonly texts: EditableTexts;
  readonly drafts: Drafts;
  readonly shelf: Shelf;
  readonly mailer: Mailer;
  readonly notices: NoticeTally;
  readonly statusCodes: StatusCodes;
  /** Left out: nobody looks for sent mail in a mailbox. */
  readonly sentFolder?: SentFolder | null;
  readonly clock: Clock;
  readonly health: () => Promise<Health>;
  readonly config: Pick<Config, 'limits' | 'ownDomains'>;
  readonly publicUrl: string;
  readonly log: (message: string) => void;
}
