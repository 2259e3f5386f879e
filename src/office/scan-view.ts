/** The scans of a letter for the screen: pages, where findings and fields stand on them, pictures, text under a box. */
import { NotFound } from '../domain/errors.ts';
import type { Letter, ReadPage } from '../domain/letter.ts';
import { CAME_ON_PAPER } from '../domain/steps/examination.ts';
import type { GroundId } from '../language/finding.ts';
import type { PageCache } from './page-cache.ts';
import { type PageBox, placesIn, textInBox } from './places.ts';
import type { Vault } from './ports/intake.ts';
import type { ParseMail } from './ports/mail.ts';
import type { PageMemory, PageResult, Reader } from './ports/paper.ts';
import { type SuggestedField, suggestionsIn } from './suggest.ts';

export interface ScanView {
  readonly pages: readonly ScanPage[];
  /** What the scan says for the fields of the card, each with its place. */
  readonly suggestions: readonly { readonly field: SuggestedField; readonly value: string; readonly page: number }[];
  readonly searchable: boolean;
  /** Sheets of a paper that is with us and whose scan, not its hand, is bad: another scan would help. In Russian; null: none. */
  readonly rescan: string | null;
}

export interface ScanPage {
  /** Hash of the file, and the page in it (0-based). */
  readonly file: string;
  readonly page: number;
  readonly turn: number;
  /** Height by width of the upright page; null while it is unread. */
  readonly ratio: number | null;
  /** Null while it is unread. */
  readonly legible: ReadPage['legible'] | null;
  readonly reason: string | null;
  readonly marks: readonly ScanMark[];
}

export interface ScanMark extends PageBox {
  readonly ground: GroundId | null;
  readonly field: SuggestedField | null;
}

export interface ScanNeeds {
  readonly vault: Pick<Vault, 'read'>;
  readonly parse: ParseMail;
  readonly reader: Pick<Reader, 'page'>;
  readonly readings: Pick<PageMemory, 'recall'>;
  readonly images: PageCache;
  readonly ownDomains: readonly string[];
}

export interface ImageLook {
  /** Pixels across, at most. */
  readonly width: number;
  /** Quarter turns, clockwise, on top of those that make the page upright. */
  readonly turn: number;
}

/** Null when the letter has neither scan nor picture. */
export async function scanView(needs: ScanNeeds, letter: Letter): Promise<ScanView | null> {
  const pages = await pagesOf(needs, letter);
  if (pages.length === 0) return null;
  const read = pages.map(({ result }) => result ?? { text: '', words: [] });
  const own = { domains: needs.ownDomains, phones: [] };
  const places = placesIn(read);
  const recognised = letter.textSource === 'recognised';
  const found = recognised ? suggestionsIn(letter.text, own) : [];
  const marks = recognised
    ? [
        ...letter.findings
          .filter(({ decision, ground }) => decision !== 'dismissed' && ground !== 'illegible')
          .flatMap(({ ground, evidence }) => evidence.map((span) => ({ ground, field: null, span }))),
        ...found.map(({ field, start, end }) => ({ ground: null, field, span: { start, end } })),
      ].flatMap(({ ground, field, span }) =>
        places(span).flatMap(({ page, boxes }) => boxes.map((box) => ({ page, mark: { ...box, ground, field } }))),
      )
    : [];
  return {
    pages: pages.map(({ file, page, seen, result }, index) => ({
      file,
      page,
      turn: seen?.turn ?? 0,
      ratio: result?.ratio ?? null,
      legible: seen?.legible ?? null,
      reason: seen?.reason ?? null,
      marks: [
        ...(seen?.weak ?? []).map((box) => ({ ...box, ground: 'illegible' as const, field: null })),
        ...marks.filter((each) => each.page === index).map(({ mark }) => mark),
      ],
    })),
    suggestions: found.flatMap(({ field, value, start, end }) => {
      const [place] = places({ start, end });
      return place ? [{ field, value, page: place.page }] : [];
    }),
    searchable: !!letter.legibility?.searchable,
    rescan: rescanOf(letter),
  };
}

const FAULT_OF_SCAN = /размыто|бледн|рассыпал|не открывается|слишком тёмно|обрезано|засвечена|закрыта|зеркальное|чёрная или/u;

function rescanOf({ channel, legibility, rescanAsked }: Letter): string | null {
  if (!CAME_ON_PAPER.includes(channel)) return null;
  const bad = (legibility?.pages ?? []).flatMap(({ legible, reason }, index) =>
    legible !== 'legible' && reason && FAULT_OF_SCAN.test(reason) ? [`лист ${index + 1}: ${reason}`] : [],
  );
  if (bad.length > 0) return bad.join('; ');
  return rescanAsked ? 'прочитать его не удалось' : null;
}

/** JPEG, and a tag that changes when the picture does; null when there is no such page. @throws NotFound */
export async function scanImage(
  needs: ScanNeeds,
  letter: Letter,
  file: string,
  page: number,
  { width, turn }: ImageLook,
): Promise<{ image: Buffer; tag: string } | null> {
  const upright = letter.legibility?.pages.find((each) => each.file === file && each.page === page)?.turn ?? 0;
  const tag = `${file.slice(0, 24)}-${page}-${width}-${(upright + turn) % 360}`;
  const image = await needs.images(tag, async () =>
    needs.reader.page(fileOf(needs, letter, file), page, { width, turn: (upright + turn) % 360, jpeg: true }),
  );
  return image && { image, tag };
}

/** The words that were read inside a box of a page. @throws NotFound */
export async function scanText(
  { readings }: ScanNeeds,
  letter: Letter,
  file: string,
  page: number,
  box: PageBox,
): Promise<string> {
  if (!hasFile(letter, file)) throw new NotFound('Такого файла в карточке нет.');
  return textInBox((await readings.recall(file)).get(page)?.words ?? [], box);
}

interface KnownPage {
  readonly file: string;
  readonly page: number;
  readonly seen: ReadPage | null;
  readonly result: PageResult | null;
}

/** As they were read; before that, what is read already, or the first page of each file. */
async function pagesOf({ readings }: ScanNeeds, letter: Letter): Promise<readonly KnownPage[]> {
  const seen = letter.legibility?.pages.filter((page): page is ReadPage & { file: string; page: number } => !!page.file);
  if (seen && seen.length > 0) {
    const files = [...new Set(seen.map(({ file }) => file))];
    const read = new Map(await Promise.all(files.map(async (file) => [file, await readings.recall(file)] as const)));
    return seen.map((each) => ({
      file: each.file,
      page: each.page,
      seen: each,
      result: read.get(each.file)?.get(each.page) ?? null,
    }));
  }
  const pictures = (letter.rescan ?? letter.originals).filter(({ type }) => PICTURES.test(type));
  const pages = await Promise.all(
    pictures.map(async ({ hash }) => {
      const read = [...(await readings.recall(hash))];
      const known = read.length > 0 ? read : [[0, null] as const];
      return known.map(([page, result]) => ({ file: hash, page, seen: null, result }));
    }),
  );
  return pages.flat();
}

const PICTURES = /^(?:image\/(?:jpeg|png|tiff|webp)|application\/pdf)$/;

function hasFile(letter: Letter, hash: string): boolean {
  return [...letter.originals, ...(letter.rescan ?? []), ...letter.parts].some((file) => file.hash === hash);
}

function fileOf({ vault, parse }: ScanNeeds, letter: Letter, hash: string): Parameters<Reader['page']>[0] {
  const original = [...letter.originals, ...(letter.rescan ?? [])].find((file) => file.hash === hash);
  if (original) return { hash, content: () => vault.read(hash), type: original.type };
  const part = letter.parts.find((file) => file.hash === hash);
  const mail = letter.originals.find(({ type }) => type === 'message/rfc822');
  if (!part || !mail) throw new NotFound(NO_FILE);
  const content = async () => {
    const found = (await parse(await vault.read(mail.hash))).attachments[part.index]?.content;
    if (!found) throw new NotFound(NO_FILE);
    return found;
  };
  return { hash, content, type: part.type };
}

const NO_FILE = 'Такого файла в карточке нет.';
