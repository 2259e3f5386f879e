/** Working drafts and the shelf in memory. Trusted because they pass their contracts. */
import type { Drafts, Presence, WorkingDraft } from '../../../src/office/ports/drafts.ts';
import type { Paper, Shelf } from '../../../src/office/ports/shelf.ts';

export function fakeDrafts(): Drafts {
  const drafts = new Map<string, WorkingDraft>();
  const presence = new Map<string, Presence & { readonly letterId: string }>();
  const key = (letterId: string, person: string) => `${letterId}/${person}`;
  return {
    async of(letterId) {
      return [...drafts.values()].filter((each) => each.letterId === letterId).sort((a, b) => b.savedAt.localeCompare(a.savedAt));
    },
    async save(draft) {
      const at = key(draft.letterId, draft.author);
      if ((drafts.get(at)?.version ?? 0) !== draft.version - 1) return false;
      drafts.set(at, draft);
      return true;
    },
    async drop(letterId, author) {
      drafts.delete(key(letterId, author));
    },
    async touch(letterId, person, at) {
      presence.set(key(letterId, person), { letterId, person, at });
    },
    async present(letterId, since) {
      return [...presence.values()]
        .filter((each) => each.letterId === letterId && each.at >= since)
        .sort((a, b) => b.at.localeCompare(a.at))
        .map(({ person, at }) => ({ person, at }));
    },
    async leave(letterId, person) {
      presence.delete(key(letterId, person));
    },
  };
}

export function fakeShelf(): Shelf {
  const papers: Paper[] = [];
  const versions = (kind: string, id: string) =>
    papers.filter((each) => each.kind === kind && each.id === id).sort((a, b) => b.version - a.version);
  return {
    async current(kind) {
      const ids = [...new Set(papers.filter((each) => each.kind === kind).map(({ id }) => id))].sort();
      return ids.flatMap((id) => versions(kind, id).slice(0, 1));
    },
    async versions(kind, id) {
      return versions(kind, id);
    },
    async put(paper) {
      if ((versions(paper.kind, paper.id)[0]?.version ?? 0) !== paper.version - 1) return false;
      papers.push(paper);
      return true;
    },
    async stamp(kind) {
      return String(papers.filter((each) => each.kind === kind).length);
    },
  };
}
