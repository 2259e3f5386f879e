/** The write model in memory. Trusted because it passes test/contract/letters.contract.ts. */
import { NotFound, Stale } from '../../../src/domain/errors.ts';
import type { LetterEvent } from '../../../src/domain/event.ts';
import { evolve, replay } from '../../../src/domain/evolve.ts';
import { append } from '../../../src/domain/history.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import { incomingNumber } from '../../../src/domain/numbering.ts';
import type { Numbering } from '../../../src/domain/standard.ts';
import type { Created, Letters, NewLetter, PendingEffect, Stored } from '../../../src/office/ports/letters.ts';
import type { Clock } from '../../../src/office/ports/people.ts';

export interface FakeLetters extends Letters {
  all(): readonly Stored<Letter>[];
}

interface Lease {
  readonly until: number;
  readonly effects: Set<string>;
}

export function fakeLetters(numbering: Numbering, clock: Clock = { now: () => new Date() }): FakeLetters {
  const letters = new Map<string, Stored<Letter>>();
  const byFingerprint = new Map<string, string>();
  const last = new Map<string, number>();
  const leases = new Map<string, Lease>();

  function find(id: string): Stored<Letter> {
    const found = letters.get(id);
    if (!found) throw new NotFound(`Карточки ${id} нет.`);
    return found;
  }

  function keep(before: Stored<Letter>, events: readonly LetterEvent[], pending: readonly PendingEffect[]): Stored<Letter> {
    const value = events.reduce<Letter>(evolve, before.value);
    const next = { id: before.id, revision: before.revision + 1, value, history: append(before.history, events), pending };
    letters.set(next.id, next);
    return next;
  }

  function create({ fingerprint, office, year, make }: NewLetter): Created {
    const known = fingerprint && byFingerprint.get(fingerprint);
    if (known) return { created: false, letter: find(known) };
    const series = `${year} ${office}`;
    const n = (last.get(series) ?? 0) + 1;
    const { events, effects } = make(incomingNumber(numbering, office, year, n));
    const value = replay(events);
    const letter = { id: value.id, revision: 1, value, history: events, pending: effects.map(pendingAt(1, clock)) };
    last.set(series, n);
    letters.set(letter.id, letter);
    byFingerprint.set(fingerprint, letter.id);
    return { created: true, letter };
  }

  /** One effect is out of the worker's hands. */
  function change(id: string, effectId: string, next: (before: Stored<Letter>) => void): void {
    const before = find(id);
    if (!before.pending.some((each) => each.id === effectId)) return;
    next(before);
    leases.get(id)?.effects.delete(effectId);
  }

  return {
    all: () => [...letters.values()],
    async create(batch) {
      return batch.map(create);
    },
    async load(id) {
      return find(id);
    },
    async save(letter, { events, effects }, completes) {
      if (find(letter.id).revision !== letter.revision) throw new Stale(letter.id);
      if (completes !== undefined) leases.get(letter.id)?.effects.delete(completes);
      const left = letter.pending.filter(({ id }) => id !== completes);
      return keep(letter, events, [...left, ...effects.map(pendingAt(letter.revision + 1, clock))]);
    },
    async settle(id, effectId, events) {
      change(id, effectId, (before) =>
        keep(
          before,
          events,
          before.pending.filter((each) => each.id !== effectId),
        ),
      );
    },
    async postpone(id, effectId, error, nextAt) {
      const tried = error !== null && { lastError: error };
      const later = (each: PendingEffect) =>
        each.id === effectId ? { ...each, attempts: each.attempts + (tried ? 1 : 0), ...tried, nextAt } : each;
      change(id, effectId, (before) => keep(before, [], before.pending.map(later)));
    },
    async claim(limit, leaseMs) {
      const now = clock.now();
      const due = ({ nextAt }: PendingEffect) => nextAt <= now.toISOString();
      const isLent = ({ id }: Stored<Letter>) => {
        const lease = leases.get(id);
        return lease !== undefined && lease.effects.size > 0 && lease.until > now.getTime();
      };
      const lent = [...letters.values()]
        .filter((each) => each.pending.some(due) && !isLent(each))
        .sort((a, b) => firstOf(a).localeCompare(firstOf(b)))
        .slice(0, limit);
      for (const { id, pending } of lent) {
        leases.set(id, { until: now.getTime() + leaseMs, effects: new Set(pending.filter(due).map((each) => each.id)) });
      }
      return lent;
    },
  };
}

function pendingAt(revision: number, clock: Clock) {
  return (effect: PendingEffect['effect'], index: number): PendingEffect => ({
    id: `${revision}.${index}`,
    effect,
    attempts: 0,
    nextAt: clock.now().toISOString(),
    lastError: null,
  });
}

function firstOf({ pending }: Stored<Letter>): string {
  return pending.map(({ nextAt }) => nextAt).sort()[0] ?? '';
}
