/** The sheet that was printed, signed by hand and scanned: found by its QR, kept as the reply's copy (8.4.6), no new letter. */
import { NotAllowed } from '../domain/errors.ts';
import { type Person, SYSTEM } from '../domain/person.ts';
import { readCheckMark, replyOf } from './check-reply.ts';
import type { Handle } from './handle.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters } from './ports/letters.ts';
import type { MarkReader } from './ports/paper.ts';
import type { Register } from './ports/register.ts';

export interface ScannedFile {
  readonly name: string;
  readonly type: string;
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
  readonly register: Pick<Register, 'page'>;
  readonly letters: Pick<Letters, 'load'>;
  readonly vault: Pick<Vault, 'put'>;
  readonly handle: Handle;
}

export interface SignedCopies {
  /** For entrances, before a scan becomes a letter: the reply whose QR is on its first sheets; null: it is none of ours. Changes nothing. */
  findSigned(file: ScannedFile): Promise<SignedScan | null>;
  /** Keeps the scan as the copy of its reply. `by` null: the hot folder brought it. @throws NotAllowed when it is no reply of ours */
  takeSigned(file: ScannedFile, by: Person | null): Promise<SignedScan>;
}

export function signedCopies(needs: SignedCopyNeeds): SignedCopies {
  const findSigned = async (file: ScannedFile): Promise<SignedScan | null> => {
    for (const text of await needs.marks.marks(file)) {
      const mark = readCheckMark(text);
      const found = mark && (await replyOf(needs, mark.number, mark.code));
      // A reply of before a reopening has gone out; its copy no longer changes
      if (!found || found.reply.id !== found.letter.reply?.id) continue;
      const { id, letter, reply } = found;
      return { letterId: id, number: letter.number, outgoingNumber: reply.outgoingNumber ?? '', again: Boolean(reply.copy) };
    }
    return null;
  };
  return {
    findSigned,
    async takeSigned(file, by) {
      const found = await findSigned(file);
      if (!found) {
        throw new NotAllowed([
          'На скане нет QR-кода нашего ответа, или его не видно. Отсканируйте первый лист ровнее, с разрешением 200 точек и больше (п. 8.4.6).',
        ]);
      }
      const [hash = ''] = await needs.vault.put([file.content]);
      const extension = file.name.match(/\.[a-z0-9]{1,5}$/i)?.[0] ?? '.pdf';
      const name = `Скан-копия ${found.outgoingNumber.replaceAll('/', '-')}${extension.toLowerCase()}`;
      const copy = { hash, name, type: file.type, size: file.content.length };
      await needs.handle(found.letterId, { type: 'signed_copy', copy, broughtBy: by?.id ?? null }, SYSTEM);
      return found;
    },
  };
}
