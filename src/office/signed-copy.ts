/** The sheet that was printed, signed by hand and scanned: found by its QR, kept as the reply's copy (8.4.6), no new letter. */
import { Invalid, NotAllowed } from '../domain/errors.ts';
import { type Person, SYSTEM } from '../domain/person.ts';
import type { Reply } from '../domain/reply.ts';
import { NOT_SIGNED_YET } from '../domain/steps/approval.ts';
import { readCheckMark, replyOf } from './check-reply.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters } from './ports/letters.ts';
import type { MarkReader, Reader, Scanner } from './ports/paper.ts';
import type { Register } from './ports/register.ts';
import type { See } from './sight.ts';
import { visibleLetter } from './visible-letter.ts';

export interface ScannedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A reply of ours that a scan belongs to. */
export interface SignedScan {
  readonly letterId: string;
  /** Incoming number of the letter it answers, outgoing number of the reply. */
  readonly number: string;
  readonly outgoingNumber: string;
  /** It has a copy already; another takes its place. */
  readonly again: boolean;
}

export interface SignedCopyNeeds {
  readonly marks: MarkReader;
  readonly reader: Pick<Reader, 'inspect'>;
  readonly scanner: Pick<Scanner, 'assemble'>;
  readonly register: Pick<Register, 'page' | 'idOf'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly vault: Pick<Vault, 'put'>;
  readonly handle: Handle;
  readonly see: See;
}

export interface SignedCopies {
  /** For entrances, before scans become a letter: the reply whose QR is on the first sheets; null: it is none of ours. Changes nothing. */
  findSigned(sheets: readonly ScannedFile[]): Promise<SignedScan | null>;
  /**
   * Keeps the scan, several files as one PDF, as the copy of its reply; the same scan again changes nothing.
   * `by` null: the hot folder or a script brought it. @throws NotAllowed when it is no reply of ours, or not signed yet
   */
  takeSigned(sheets: readonly ScannedFile[], by: Person | null): Promise<SignedScan>;
  /** For the card: the clerk says whose answer it is, so a code that cannot be read does not matter; another's code does. @throws NotAllowed, Invalid, NotFound */
  keepSigned(number: string, sheets: readonly ScannedFile[], by: Person): Promise<void>;
}

export function signedCopies(needs: SignedCopyNeeds): SignedCopies {
  const look = async (sheets: readonly ScannedFile[]): Promise<{ scan: SignedScan; reply: Reply } | null> => {
    for (const { name, content } of sheets.slice(0, LOOKED_AT)) {
      const seen = await needs.reader.inspect(content, name);
      if (seen.verdict !== 'accept' || !SCANS.test(seen.type)) continue;
      for (const text of await needs.marks.marks({ content, type: seen.type })) {
        const mark = readCheckMark(text);
        const found = mark && (await replyOf(needs, mark.number, mark.code));
        // A reply of before a reopening has gone out; its copy no longer changes
        if (!found || found.reply.id !== found.letter.reply?.id) continue;
        const { id, letter, reply } = found;
        const scan = {
          letterId: id,
          number: letter.number,
          outgoingNumber: reply.outgoingNumber ?? '',
          again: Boolean(reply.copy),
        };
        return { scan, reply };
      }
    }
    return null;
  };
  const keep = async (letterId: string, reply: Reply, sheets: readonly ScannedFile[], by: Person | null) => {
    // Refused means nothing kept: asked before the vault
    if (!reply.signedOn) throw new NotAllowed([NOT_SIGNED_YET]);
    const { content, type, extension } = await oneFile(needs, sheets);
    const [hash = ''] = await needs.vault.put([content]);
    if (hash === reply.copy?.hash) return;
    const name = `Скан-копия ${(reply.outgoingNumber ?? '').replaceAll('/', '-')}${extension}`;
    await needs.handle(
      letterId,
      { type: 'signed_copy', copy: { hash, name, type, size: content.length }, broughtBy: by?.id ?? null },
      SYSTEM,
    );
  };
  return {
    findSigned: async (sheets) => (await look(sheets))?.scan ?? null,
    async takeSigned(sheets, by) {
      const found = await look(sheets);
      if (!found) {
        throw new NotAllowed([
          'На скане нет QR-кода нашего ответа, или его не видно. Отсканируйте первый лист ровнее, с разрешением 200 точек и больше (п. 8.4.6).',
        ]);
      }
      await keep(found.scan.letterId, found.reply, sheets, by);
      return found.scan;
    },
    async keepSigned(number, sheets, by) {
      if (!by.roles.includes('clerk')) throw new NotAllowed(['Скан подписанного листа прикладывает канцелярия (п. 8.4.6).']);
      const letter = (await visibleLetter(needs, number, by)).stored.value;
      if (!letter.reply) throw new NotAllowed([NOT_SIGNED_YET]);
      if (sheets.length === 0) throw new Invalid('Приложите скан подписанного ответа.');
      const found = await look(sheets).catch(() => null);
      if (found && found.scan.letterId !== letter.id) {
        throw new NotAllowed([
          `На скане код другого ответа: исх. № ${found.scan.outgoingNumber}. Приложите его к обращению № ${found.scan.number}.`,
        ]);
      }
      await keep(letter.id, letter.reply, sheets, by);
    },
  };
}

/** The code stands on the first sheet; the one after it may have come first out of the scanner. */
const LOOKED_AT = 2;
const SCANS = /^(?:image\/|application\/pdf$)/;

async function oneFile(
  { reader, scanner }: SignedCopyNeeds,
  files: readonly ScannedFile[],
): Promise<{ readonly content: Buffer; readonly type: string; readonly extension: string }> {
  const seen = await Promise.all(files.map(({ content, name }) => reader.inspect(content, name)));
  const refused = seen.find(({ verdict, type }) => verdict !== 'accept' || !SCANS.test(type));
  if (refused) throw new Invalid(refused.reason ?? 'Нужен скан: PDF, TIFF, JPEG или PNG.');
  const [first] = files;
  if (first && seen[0] && files.length === 1) {
    const extension = seen[0].name.match(/\.[a-z0-9]{1,5}$/i)?.[0].toLowerCase() ?? '.pdf';
    return { content: first.content, type: seen[0].type, extension };
  }
  const sheets = files.flatMap(({ content }, at) =>
    Array.from({ length: seen[at]?.pages ?? 1 }, (_, page) => ({ content, type: seen[at]?.type ?? '', page, turn: 0 })),
  );
  return { content: await scanner.assemble(sheets), type: 'application/pdf', extension: '.pdf' };
}
