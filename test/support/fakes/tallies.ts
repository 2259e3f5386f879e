/** Counts of a report in memory, over the letters of a fake. Trusted because it passes test/contract/tallies.contract.ts. */
import { maySee } from '../../../src/domain/access.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import type { Span, Tally } from '../../../src/domain/report.ts';
import type { Workflow } from '../../../src/domain/standard.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import type { Tallies, TallyQuestion } from '../../../src/office/ports/tallies.ts';

export function fakeTallies(all: () => readonly Stored<Letter>[], { states }: Pick<Workflow, 'states'>): Tallies {
  const open = new Set(states.filter((state) => state.open).map(({ id }) => id));
  const asked = ({ scope, from, to }: TallyQuestion) =>
    all()
      .map(({ value }) => value)
      .filter((letter) => letter.registeredOn >= from && letter.registeredOn <= to && maySee(scope, letter));
  return {
    async tallies(question, today) {
      return grouped<Omit<Tally, 'count'>>(
        asked(question).map((letter) => {
          const { office, route, channel, card, state, findings, reply, dueOn, extendedBy, objection } = letter;
          const sentOn = reply?.sentOn ?? null;
          return {
            office,
            unit: route?.unit ?? null,
            channel,
            kind: card.kind,
            topic: card.topic,
            state,
            ground: findings.find(({ decision }) => decision === 'confirmed')?.ground ?? null,
            answered: sentOn !== null,
            late: sentOn === null ? open.has(state) && dueOn < today : sentOn > dueOn,
            extended: extendedBy > 0,
            repeat: findings.some(({ ground, decision }) => ground === 'repeat' && decision !== 'dismissed'),
            objected: objection != null,
          };
        }),
      );
    },
    async spans(question) {
      return grouped<Omit<Span, 'count'>>(
        asked(question).map(({ registeredOn, reply }) => ({ registeredOn, sentOn: reply?.sentOn ?? null })),
      );
    },
  };
}

function grouped<T extends object>(letters: readonly T[]): readonly (T & { readonly count: number })[] {
  const groups = new Map<string, T & { readonly count: number }>();
  for (const each of letters) {
    const key = JSON.stringify(each);
    groups.set(key, { ...each, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}
