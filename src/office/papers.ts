/** Versions on the shelf: saved over the one that was seen, withdrawn, restored; each noted with who and when. */
import { Invalid, Stale } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { Audit, Clock } from './ports/people.ts';
import type { Paper, Shelf, ShelfKind } from './ports/shelf.ts';
import { demand, EDITS_TEXTS } from './rights.ts';

export interface PapersNeeds {
  readonly shelf: Shelf;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
}

export interface Written {
  readonly kind: ShelfKind;
  readonly id: string;
  readonly content: string | null;
  /** The version that the writer had before his eyes; 0: none. */
  readonly seen: number;
}

/** @throws NotAllowed, Stale when somebody saved a version in between */
export async function writePaper(needs: PapersNeeds, { kind, id, content, seen }: Written, actor: Person): Promise<Paper> {
  demand(actor, EDITS_TEXTS);
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) throw new Invalid(`Имя «${id}» не подходит: нужны латинские буквы, цифры и дефис.`);
  const at = needs.clock.now().toISOString();
  const paper: Paper = { kind, id, version: seen + 1, content, by: actor.id, at };
  if (!(await needs.shelf.put(paper))) throw new Stale(id);
  const basis = `${kind}/${id}, редакция ${paper.version}${content === null ? ' (снята)' : ''}`;
  await needs.audit.record({ at, by: actor.id, what: 'paper_written', letterId: null, basis, address: null });
  return paper;
}
