/** Vault and arrivals in memory. Trusted because they pass their contracts. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NotFound } from '../../../src/domain/errors.ts';
import type { Arrival, ArrivalState, Arrivals, Settlement, Vault } from '../../../src/office/ports/intake.ts';
import type { PageMemory, PageResult } from '../../../src/office/ports/paper.ts';

export function fakeVault(): Vault {
  const files = new Map<string, Buffer>();
  const find = (hash: string) => {
    const found = files.get(hash);
    if (!found) throw new NotFound(`Файла ${hash.slice(0, 12)} в хранилище нет.`);
    return found;
  };
  return {
    async put(contents) {
      return contents.map((content) => {
        const hash = createHash('sha256').update(content).digest('hex');
        if (!files.has(hash)) files.set(hash, Buffer.from(content));
        return hash;
      });
    },
    async read(hash) {
      return Buffer.from(find(hash));
    },
    async open(hash) {
      return Readable.from([find(hash)]);
    },
  };
}

export function fakeArrivals(): Arrivals {
  const arrivals = new Map<string, Arrival>();
  const find = (key: string) => {
    const found = arrivals.get(key);
    if (!found) throw new NotFound('Такого поступления нет.');
    return found;
  };
  return {
    async note(incoming) {
      for (const each of incoming) if (!arrivals.has(each.key)) arrivals.set(each.key, each);
      return incoming.map(({ key }) => find(key));
    },
    async known(asked) {
      return asked.map((each) => arrivals.get(each.key) ?? each);
    },
    async settle(settlements) {
      for (const each of settlements) settle(arrivals, each);
    },
    async get(key) {
      return find(key);
    },
    async inState(states, limit, after) {
      const found = [...arrivals.values()]
        .filter(({ state }) => states.includes(state))
        .map((each) => ({ each, order: `${each.at} ${each.key}` }))
        .filter(({ order }) => !after || order > after)
        .sort((a, b) => (a.order < b.order ? -1 : 1));
      const items = found.slice(0, limit);
      return { items: items.map(({ each }) => each), next: found.length > limit ? (items.at(-1)?.order ?? null) : null };
    },
    async counts() {
      const counts: Record<ArrivalState, number> = { received: 0, registered: 0, quarantined: 0, failed: 0 };
      for (const { state } of arrivals.values()) counts[state] += 1;
      return counts;
    },
  };
}

function settle(arrivals: Map<string, Arrival>, settlement: Settlement): void {
  const known = arrivals.get(settlement.key);
  if (!known) return;
  if (settlement.state === 'registered') arrivals.set(known.key, { ...known, ...settlement, reason: null });
  else if (known.state !== 'registered') {
    arrivals.set(known.key, { ...known, ...settlement, attempts: known.attempts + (settlement.state === 'failed' ? 1 : 0) });
  }
}

export function fakeReadings(): PageMemory {
  const pages = new Map<string, Map<number, PageResult>>();
  return {
    recall: async (file) => new Map([...(pages.get(file) ?? [])].sort(([one], [two]) => one - two)),
    async keep(file, page, result) {
      pages.set(file, (pages.get(file) ?? new Map()).set(page, result));
    },
  };
}
