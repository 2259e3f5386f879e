/** Templates, snippets and enclosures on MongoDB: one document a version, never changed, never deleted. */
import type { Connection } from 'mongoose';
import type { Paper, Shelf, ShelfKind } from '../office/ports/shelf.ts';
import { collectionOf } from './collections.ts';
import { isDuplicate } from './insert.ts';

interface PaperDocument extends Paper {
  readonly _id: string;
}

export function mongoShelf(connection: Connection): Shelf {
  const papers = collectionOf<PaperDocument>(connection, 'shelf');
  return {
    async current(kind) {
      const latest = new Map<string, Paper>();
      for (const each of await papers.find({ kind }).sort({ kind: 1, id: 1, version: 1 }).toArray())
        latest.set(each.id, paperOf(each));
      return [...latest.values()];
    },
    async versions(kind, id) {
      return (await papers.find({ kind, id }).sort({ kind: 1, id: 1, version: -1 }).toArray()).map(paperOf);
    },
    async put(paper) {
      const { kind, id, version } = paper;
      if (version > 1 && !(await papers.findOne({ _id: keyOf(kind, id, version - 1) }, { projection: { _id: 1 } }))) return false;
      try {
        await papers.insertOne({ _id: keyOf(kind, id, version), ...paper });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async stamp(kind) {
      return String(await papers.countDocuments({ kind }));
    },
  };
}

/** The _id is the uniqueness of a version. */
function keyOf(kind: ShelfKind, id: string, version: number): string {
  return `${kind}/${id}/${version}`;
}

function paperOf({ _id, ...paper }: PaperDocument): Paper {
  return paper;
}
