/** Mails of a batch are parsed while their bytes travel to the vault: by another thread, and without any effect if that fails. */
import type { Buffer } from 'node:buffer';
import type { ParsedMail, ParseMail } from './ports/mail.ts';

export interface ReadAhead {
  /** As the parser itself; what was begun ahead is waited for. */
  readonly parse: ParseMail;
  readonly ahead: (raws: readonly Buffer[]) => void;
}

/** All that is asked before a letter is numbered. */
export const WITHOUT_CONTENTS = { contents: false } as const;

/** A large mail is parsed when its bytes have left for the vault: both at once would take the memory of both. */
const MOST_BYTES = 2 ** 20;

export function readAhead(parse: ParseMail): ReadAhead {
  const begun = new WeakMap<Buffer, Promise<ParsedMail>>();
  return {
    parse(raw, asked) {
      const early = asked === WITHOUT_CONTENTS ? begun.get(raw) : undefined;
      begun.delete(raw);
      return early ?? parse(raw, asked);
    },
    ahead(raws) {
      for (const raw of raws.filter(({ length }) => length <= MOST_BYTES)) {
        const early = parse(raw, WITHOUT_CONTENTS);
        // Whoever takes it hears of the failure; where nobody does, the bytes were not kept and the mail comes again
        early.catch(() => {});
        begun.set(raw, early);
      }
    },
  };
}
