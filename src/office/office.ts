/** What the entrances (web, api, jobs) may ask of the office. compose.ts builds it; each method lives in the file named beside it. */
import type { Command, CommandType, DraftFields } from '../domain/command.ts';
import type { Letter } from '../domain/letter.ts';
import type { Person, PersonId } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import type { Administration } from './administration.ts';
import type { BatchOffice } from './batch.ts';
import type { CheckReply } from './check-reply.ts';
import type { Completeness } from './completeness.ts';
import type { ControlRoom } from './control.ts';
import type { EnclosureDesk } from './enclosures.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Health } from './health.ts';
import type { Incoming, IncomingFile, Receipt } from './incoming.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { PageBox } from './places.ts';
import type { Arrival } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import type { AuditEntry } from './ports/people.ts';
import type { EarlierLetter, Page, RegisterQuery, RegisterRow, Tray } from './ports/register.ts';
import type { Outcome } from './ports/texts.ts';
import type { PostalDesk } from './postal.ts';
import type { PrintedPapers } from './printed.ts';
import type { PutAside } from './put-aside.ts';
import type { ReportRoom } from './reports.ts';
import type { RuleRoom } from './rules.ts';
import type { ImageLook, ScanView } from './scan-view.ts';
import type { SignatureState } from './signature-state.ts';
import type { SignedCopies } from './signed-copy.ts';
import type { ReadStatus } from './status.ts';
import type { TemplateDesk, TryOut } from './templates.ts';
import type { WorkingDrafts } from './working-draft.ts';

/** The papers and people of the house beside its letters: each part lives in the file of its name. */
export interface HouseDesk
  extends WorkingDrafts,
    Completeness,
    TemplateDesk,
    KnowledgeBase,
    EnclosureDesk,
    PostalDesk,
    ControlRoom,
    ReportRoom,
    PrintedPapers,
    Administration {}

export interface Office extends HouseDesk {
  readonly standard: Standard;

  /** receive.ts. Vault → arrival → register, in this order; asking again with the same key changes nothing. */
  receive(incoming: readonly Incoming[]): Promise<readonly Receipt[]>;
  /** rescan.ts. 8.2.7: a better scan of the paper is read instead of the first. @throws NotFound, NotAllowed, Invalid (a bad file) */
  rescan(number: string, files: readonly IncomingFile[], actor: Person): Promise<void>;
  /** rescan.ts. 8.2.7: asks the clerks of the letter's office for it: it stands above their incoming tray. @throws NotFound, NotAllowed */
  askRescan(number: string, actor: Person): Promise<void>;
  /** batch.ts. The scanning desk. */
  readonly batches: BatchOffice;
  /** receive.ts. A quarantined or failed arrival becomes a letter («это обращение»). @throws NotFound, NotAllowed */
  adopt(arrivalKey: string, actor: Person): Promise<Receipt>;
  /** receive.ts. The quarantine and what failed, oldest first. */
  quarantine(after?: string): Promise<Page<Arrival>>;
  /** put-aside.ts. What lies in the quarantine, opened. */
  readonly putAside: PutAside;

  /** handle.ts. @throws NotAllowed (with reasons), NotFound (also when the actor may not see it), Invalid */
  handle(letterId: string, command: Command, actor: Person): Promise<Stored<Letter>>;
  /** options.ts. All transitions of the letter's state that people can use, allowed or with the reasons why not. */
  options(letterId: string, actor: Person): Promise<readonly Option[]>;

  /** look.ts. Everything for the card; the look is audited. @throws NotFound */
  card(number: string, actor: Person): Promise<CardView>;
  /** look.ts. The same for a page that stays open and asks again by itself: its look is in the trail already. @throws NotFound */
  openCard(number: string, actor: Person): Promise<CardView>;
  /** look.ts. The letter alone, as openCard. @throws NotFound */
  opened(number: string, actor: Person): Promise<Stored<Letter>>;
  /** look.ts. Bytes of an original (0-based), audited. @throws NotFound */
  original(number: string, index: number, actor: Person): Promise<FileBytes>;
  /** look.ts. An attachment cut out of the original mail (index as in letter.parts), audited. @throws NotFound */
  attachment(number: string, index: number, actor: Person): Promise<FileBytes>;
  /** look.ts. A page of an original as PNG (0-based), null when there is none. */
  page(number: string, original: number, page: number, actor: Person): Promise<Buffer | null>;
  /** scan-view.ts. Pages of the scans with what stands where; null when there are none. @throws NotFound */
  scan(number: string, actor: Person): Promise<ScanView | null>;
  /** scan-view.ts. A page as JPEG, by the hash of its file; null when there is none. @throws NotFound */
  scanImage(
    number: string,
    place: { readonly file: string; readonly page: number },
    look: ImageLook,
    actor: Person,
  ): Promise<{ readonly image: Buffer; readonly tag: string } | null>;
  /** scan-view.ts. What was read inside a box of a page. @throws NotFound */
  scanText(number: string, place: { readonly file: string; readonly page: number }, box: PageBox, actor: Person): Promise<string>;
  /** look.ts. The searchable copy of the scans. @throws NotFound */
  searchable(number: string, actor: Person): Promise<FileBytes>;
  /** look.ts. The signed reply as PDF. @throws NotFound */
  replyDocument(number: string, actor: Person): Promise<FileBytes>;
  /** look.ts. Its scanned copy (8.4.6). @throws NotFound */
  replyCopy(number: string, actor: Person): Promise<FileBytes>;
  /** look.ts. Journal and trays, within what the person may see. */
  journal(query: Omit<RegisterQuery, 'scope'>, actor: Person): Promise<Page<RegisterRow>>;
  counts(actor: Person): Promise<TrayCounts>;

  /** draft.ts. A fresh draft from an outcome's template, with addressee, salutation and the proposed signatory. */
  newDraft(letterId: string, template: string, actor: Person): Promise<DraftFields>;
  /** draft.ts. The letterhead as it would go out, numbers and dates empty; null fields of the form are allowed. */
  preview(letterId: string, draft: DraftFields, actor: Person): Promise<Buffer>;
  outcomes(): readonly Outcome[];
  /** draft.ts. A template as it is being written, filled with this letter. @throws NotFound */
  tryOnLetter(number: string, template: { readonly id: string; readonly source: string }, actor: Person): Promise<TryOut>;

  /** people.ts */
  people(): Promise<readonly Person[]>;
  person(id: PersonId): Promise<Person>;
  /** people.ts. Null when login or password is wrong; audited; throttled (Invalid when locked for a while). */
  logIn(login: string, password: string, address: string): Promise<{ person: Person; token: string } | null>;
  session(token: string): Promise<Person | null>;
  logOut(token: string): Promise<void>;

  /** rules.ts. The screen «Правила» and what people teach. */
  readonly rules: RuleRoom;

  /** status.ts. For the consumer who has the code of the receipt; null when nothing has it. */
  readonly status: ReadStatus;
  /** check-reply.ts. For whoever holds a reply: its number and days, nobody's name; null when number and code are not one. */
  readonly checkReply: CheckReply;
  /** signed-copy.ts. A scan that carries the QR of a reply is its signed copy, no new letter: asked by entrances, then taken. */
  readonly findSigned: SignedCopies['findSigned'];
  readonly takeSigned: SignedCopies['takeSigned'];
  readonly keepSigned: SignedCopies['keepSigned'];

  /** health.ts */
  health(): Promise<Health>;
}

export interface Option {
  readonly command: CommandType;
  readonly allowed: boolean;
  /** Russian sentences: what, why, when; empty when allowed. */
  readonly reasons: readonly string[];
  readonly clause: string | null;
  readonly asks: readonly string[];
}

export interface CardView {
  readonly stored: Stored<Letter>;
  readonly options: readonly Option[];
  readonly people: readonly Person[];
  readonly earlier: readonly EarlierLetter[];
  readonly audit: readonly AuditEntry[];
  readonly today: string;
  /** HTML of the mail, raw: the web sanitises it. Null for scans. */
  readonly html: string | null;
  /** signature-state.ts, checked now. Null: the answer is not signed. */
  readonly signature: SignatureState | null;
}

export type TrayCounts = Readonly<Record<Tray | 'quarantine', number>>;
