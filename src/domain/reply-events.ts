/** What an event makes of the answer: evolve.ts for the letter, this for its reply. */
import { type DispatchEvent, dispatched } from './dispatches.ts';
import type { LetterEvent } from './event.ts';
import type { Note, NoteText } from './notes.ts';
import type { Reply } from './reply.ts';

export type ReplyEvent = Extract<
  LetterEvent,
  { type: 'submitted' | 'approved' | 'returned' | 'note_settled' | 'signed' | 'rendered' | 'signed_copy' | DispatchEvent['type'] }
>;

export function changeReply(reply: Reply, event: ReplyEvent): Reply {
  switch (event.type) {
    case 'submitted':
      return { ...reply, submittedAt: event.at, remark: null };
    case 'approved':
      return { ...reply, visas: [...reply.visas, { by: event.by, role: event.role, at: event.at }] };
    case 'returned':
      return {
        ...reply,
        visas: [],
        submittedAt: null,
        remark: { by: event.by, text: event.remark, at: event.at },
        ...(event.notes && { notes: noted(reply, event.notes, event) }),
      };
    case 'note_settled': {
      const done = event.done ? { by: event.by, at: event.at } : null;
      return { ...reply, notes: (reply.notes ?? []).map((each) => (each.id === event.note ? { ...each, done } : each)) };
    }
    case 'signed':
      return { ...reply, outgoingNumber: event.outgoingNumber, signedOn: event.signedOn, signedBy: event.signer };
    case 'rendered':
      return {
        ...reply,
        document: event.document,
        ...(event.copy && { copy: event.copy }),
        ...(event.electronic && { electronic: true }),
      };
    case 'signed_copy':
      return { ...reply, copy: event.copy };
    default:
      return dispatched(reply, event);
  }
}

function noted({ notes = [] }: Reply, texts: readonly NoteText[], { by, at }: Pick<LetterEvent, 'by' | 'at'>): readonly Note[] {
  return [...notes, ...texts.map((text, index) => ({ ...text, id: String(notes.length + index + 1), by, at, done: null }))];
}
