/** The staff, asked for with every step and every page: kept for a moment. */
import type { People } from './ports/people.ts';

const KEPT_MS = 2000;

export function knownPeople(people: People): People {
  let kept: { readonly until: number; readonly all: ReturnType<People['all']> } | null = null;
  return {
    ...people,
    all() {
      if (!kept || performance.now() > kept.until) {
        const all = people.all();
        kept = { until: performance.now() + KEPT_MS, all };
        all.catch(() => {
          kept = null;
        });
      }
      return kept.all;
    },
    async hire(person, password) {
      const hired = await people.hire(person, password);
      kept = null;
      return hired;
    },
    async save(person, password) {
      await people.save(person, password);
      kept = null;
    },
  };
}
