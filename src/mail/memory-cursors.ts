/** Cursors of one process, for an inbox without a database. */
import type { Cursor, Cursors } from '../office/ports/mail.ts';

export function memoryCursors(): Cursors {
  const cursors = new Map<string, Cursor>();
  return {
    load: async (mailbox) => cursors.get(mailbox) ?? null,
    async save(mailbox, cursor) {
      cursors.set(mailbox, cursor);
    },
    lease: async () => true,
    async release() {},
  };
}
