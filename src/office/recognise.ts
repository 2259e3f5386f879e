/** Scans, and mails whose letter lies in an attachment: read page by page, then the text is on the card. */
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import { cardFromText } from './first-card.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Stored } from './ports/letters.ts';
import type { ParseMail } from './ports/mail.ts';
import type { Reader, Recognition } from './ports/paper.ts';

export interface RecogniseNeeds {
  readonly handle: Handle;
  readonly reader: Pick<Reader, 'read' | 'inspect'>;
  readonly vault: Pick<Vault, 'read'>;
  readonly parse: ParseMail;
}

export async function recogniseLetter(needs: RecogniseNeeds, { id, value }: Stored<Letter>): Promise<readonly LetterEvent[]> {
  const files = await readableFiles(needs, value);
  const reading = files.length > 0 ? await needs.reader.read(files) : nothingToRead;
  const text = reading.pages
    .map((page) => page.text.trim())
    .filter(Boolean)
    .join('\n\n');
  const { legible, score, reasons } = reading;
  const pages = reading.pages.map(({ confidence, legible: verdict, score: of }) => ({ confidence, legible: verdict, score: of }));
  const card = value.confirmedAt ? value.card : cardFromText(value.card, text);
  await needs.handle(id, { type: 'recognised', text, legibility: { legible, score, reasons, pages }, card }, SYSTEM);
  return [];
}

const nothingToRead: Recognition = { pages: [], legible: 'empty', score: 0, reasons: ['В письме нет ни текста, ни скана.'] };

async function readableFiles({ vault, reader, parse }: RecogniseNeeds, letter: Letter) {
  const files = await Promise.all(letter.originals.map(async (file) => ({ ...file, content: await vault.read(file.hash) })));
  const opened = await Promise.all(
    files.map(async (file) => (file.type === MAIL ? (await parse(file.content)).attachments : [file])),
  );
  const looked = await Promise.all(
    opened.flat().map(async (file) => ({ file, seen: await reader.inspect(file.content, file.name) })),
  );
  return looked
    .filter(({ seen: { verdict, type } }) => verdict === 'accept' && type !== MAIL)
    .map(({ file, seen }) => ({ content: file.content, type: seen.type, name: seen.name }));
}

const MAIL = 'message/rfc822';
