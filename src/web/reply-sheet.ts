/** The answer on letterhead, as PDF and as pictures of its pages: signed when it is signed, else the draft as it stands. */
import { NotFound } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { CardView } from '../office/office.ts';
import type { Desk } from './desk.ts';

export async function sheetOfReply({ office }: Desk, { stored }: CardView, person: Person): Promise<{ readonly pdf: Buffer }> {
  const { reply, number } = stored.value;
  if (!reply) throw new NotFound('Проекта ответа ещё нет.');
  if (reply.document) return { pdf: (await office.replyDocument(number, person)).content };
  return { pdf: await office.preview(stored.id, reply, person) };
}

/** Kept for the last few revisions: a signatory leafs through, and drawing takes a tenth of a second. */
export async function sheetPages(desk: Desk, view: CardView, person: Person): Promise<readonly Buffer[]> {
  const key = `${view.stored.id}:${view.stored.revision}`;
  const known = drawn.get(key);
  if (known) return known;
  const { pdf } = await sheetOfReply(desk, view, person);
  const pages = await desk.rasterise(pdf);
  if (drawn.size >= KEPT) drawn.delete(drawn.keys().next().value ?? '');
  drawn.set(key, pages);
  return pages;
}

const KEPT = 20;
const drawn = new Map<string, readonly Buffer[]>();
