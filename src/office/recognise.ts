/** Scans, and mails whose letter lies in an attachment: read page by page, then the text is on the card. */
import type { LetterEvent } from '../domain/event.ts';
import type { Legibility, Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import { cardFromText } from './first-card.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import type { ParseMail } from './ports/mail.ts';
import type { FileToRead, PageMemory, Reader, Recognition } from './ports/paper.ts';
import { keepSearchable } from './searchable.ts';
import { weakPlaces } from './weak-places.ts';

export interface RecogniseNeeds {
  readonly handle: Handle;
  readonly reader: Pick<Reader, 'read' | 'inspect' | 'searchable'>;
  readonly vault: Pick<Vault, 'read' | 'put'>;
  readonly parse: ParseMail;
  /** A crash loses no page that was read: each is kept before the letter is. */
  readonly readings: PageMemory;
  readonly ownDomains: readonly string[];
}

export async function recogniseLetter(needs: RecogniseNeeds, { id, value }: Stored<Letter>): Promise<readonly LetterEvent[]> {
  const files = await filesToRead(needs, value);
  const reading = files.length > 0 ? await needs.reader.read(files, needs.readings) : nothingToRead;
  const text = textOf(reading);
  const { legible, score, reasons } = reading;
  const pages = reading.pages.map(({ confidence, legible: verdict, score: of, reason, turn, file, page, words, lost }) => ({
    confidence,
    legible: verdict,
    score: of,
    reason,
    turn,
    file: file ?? '',
    page: page ?? 0,
    // Of a page that reads well nobody is told
    weak: verdict === 'doubtful' || verdict === 'illegible' ? weakPlaces(words, lost) : [],
  }));
  const legibility: Legibility = {
    legible,
    score,
    reasons,
    pages,
    searchable: await keepSearchable(needs, value, files, reading),
  };
  const card = value.confirmedAt ? value.card : cardFromText(value.card, text, needs.ownDomains);
  await needs.handle(id, { type: 'recognised', text, legibility, card }, SYSTEM);
  return [];
}

/** Pages of all files in order; places in it are counted the same way when they are shown. */
export function textOf({ pages }: Pick<Recognition, 'pages'>): string {
  return pages
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join('\n\n');
}

/** Originals that are scans, and attachments of a mail; what is not safe to open is left out. */
async function filesToRead(
  { vault, reader, parse }: Pick<RecogniseNeeds, 'vault' | 'parse'> & { readonly reader: Pick<Reader, 'inspect'> },
  letter: Letter,
): Promise<readonly (FileToRead & { readonly hash: string })[]> {
  // A better scan of the same paper is read instead of the first
  const files = await Promise.all(
    (letter.rescan ?? letter.originals).map(async (file) => ({ ...file, content: await vault.read(file.hash) })),
  );
  const opened = await Promise.all(
    files.map(async (file) => (file.type === MAIL ? (await parse(file.content)).attachments : [file])),
  );
  const looked = await Promise.all(
    opened.flat().map(async (file) => ({ file, seen: await reader.inspect(file.content, file.name) })),
  );
  return looked
    .filter(({ seen: { verdict, type } }) => verdict === 'accept' && type !== MAIL)
    .map(({ file, seen }) => ({ content: file.content, type: seen.type, name: seen.name, hash: file.hash }));
}

const nothingToRead: Recognition = { pages: [], legible: 'empty', score: 0, reasons: ['В письме нет ни текста, ни скана.'] };
const MAIL = 'message/rfc822';
