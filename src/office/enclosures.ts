/** Enclosures of an answer: from a file, or from the library of reference sets (10.5, R59). Files go to the vault. */
import type { StoredFile } from '../domain/card.ts';
import { type EnclosedFile, enclosedBytes } from '../domain/enclosures.ts';
import { Invalid, NotFound } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import { type PapersNeeds, writePaper } from './papers.ts';
import type { Vault } from './ports/intake.ts';
import type { Reader } from './ports/paper.ts';
import { demand, EDITS_TEXTS } from './rights.ts';

export interface LibraryPaper extends EnclosedFile {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

export interface EnclosureDesk {
  /** By title. */
  library(): Promise<readonly LibraryPaper[]>;
  /** `id` null: a new set; else its next version. @throws NotAllowed, Invalid, Stale */
  shelve(id: string | null, title: string, file: GivenFile, seen: number, actor: Person): Promise<void>;
  withdrawEnclosure(id: string, seen: number, actor: Person): Promise<void>;
  /** Into the vault, with its sheets counted. `already`: what the answer encloses. @throws Invalid with what to do */
  takeEnclosure(file: GivenFile, already: readonly EnclosedFile[]): Promise<EnclosedFile>;
  /** @throws NotFound; Invalid when it is too much with what the answer encloses */
  fromLibrary(id: string, already: readonly EnclosedFile[]): Promise<EnclosedFile>;
  /** Bytes of a file of a draft or of the library: the caller knows it is one. */
  enclosureBytes(file: StoredFile): Promise<Buffer>;
}

export interface GivenFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface EnclosureNeeds extends PapersNeeds {
  readonly vault: Pick<Vault, 'put' | 'read'>;
  readonly reader: Pick<Reader, 'inspect'>;
  /** Bytes of all files of one answer. */
  readonly limit: number;
}

export function enclosing(needs: EnclosureNeeds): EnclosureDesk {
  const library = async () =>
    (await needs.shelf.current('enclosure'))
      .flatMap(({ id, content, version, by, at }): readonly LibraryPaper[] =>
        content === null ? [] : [{ ...(JSON.parse(content) as EnclosedFile), id, version, by, at }],
      )
      .sort((a, b) => a.title.localeCompare(b.title, 'ru'));
  return {
    library,
    async shelve(id, title, file, seen, actor) {
      demand(actor, EDITS_TEXTS);
      if (!title.trim()) throw new Invalid('', { title: 'Назовите приложение так, как оно стоит в письме.' });
      const enclosed = { ...(await stored(needs, file, 0)), title: title.trim() };
      const at = needs.clock.now().getTime().toString(36);
      const paper = { kind: 'enclosure', id: id ?? `e-${at}`, content: JSON.stringify(enclosed), seen } as const;
      await writePaper(needs, paper, actor);
    },
    async withdrawEnclosure(id, seen, actor) {
      await writePaper(needs, { kind: 'enclosure', id, content: null, seen }, actor);
    },
    takeEnclosure: (file, already) => stored(needs, file, enclosedBytes(already)),
    async fromLibrary(id, already) {
      const found = (await library()).find((each) => each.id === id);
      if (!found) throw new NotFound('Этого приложения в библиотеке больше нет. Выберите другое.');
      const { hash, name, type, size, title, sheets } = found;
      demandRoom(needs.limit, size, enclosedBytes(already));
      return { hash, name, type, size, title, sheets };
    },
    enclosureBytes: ({ hash }) => needs.vault.read(hash),
  };
}

async function stored(
  { vault, reader, limit }: EnclosureNeeds,
  { name, content }: GivenFile,
  before: number,
): Promise<EnclosedFile> {
  demandRoom(limit, content.length, before);
  const seen = await reader.inspect(content, name);
  const plain = SENDABLE.has(seen.type);
  if (seen.verdict !== 'accept' && !plain)
    throw new Invalid(
      seen.type === 'application/pdf' && seen.reason
        ? seen.reason
        : 'Такой файл потребитель может не открыть. Сохраните его в PDF, DOCX, XLSX, JPEG или PNG и приложите снова.',
    );
  const [hash = ''] = await vault.put([content]);
  const title = titleOf(seen.name);
  return { hash, name: seen.name, type: seen.type, size: content.length, title, sheets: plain ? null : (seen.pages ?? 1) };
}

/** Besides what the scanner's door takes: office files without macros. */
const SENDABLE: ReadonlySet<string> = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

/** @throws Invalid: how large, how much goes into a mail, and what to do */
function demandRoom(limit: number, size: number, before: number): void {
  if (size + before <= limit) return;
  const already = before > 0 ? ` (уже приложено ${megabytes(before)})` : '';
  throw new Invalid(
    `Файл ${megabytes(size)}${already}: с письмом уходит не больше ${megabytes(limit)} вместе, больше почтовые серверы не принимают. ` +
      'Сохраните скан с разрешением 150–200 точек на дюйм, разделите файл или отправьте приложение почтой.',
  );
}

function megabytes(bytes: number): string {
  const value = bytes / 2 ** 20;
  return `${value >= 10 ? Math.round(value) : value.toLocaleString('ru', { maximumFractionDigits: 1 })}\u00a0МБ`;
}

/** «raschet-2026.pdf» → «raschet-2026», ready to be written over. */
function titleOf(name: string): string {
  const plain = name
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .replace(/[_]+/g, ' ')
    .trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
