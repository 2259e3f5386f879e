/** A changed rule against last month's letters, for the page: how far it is, and what would change. */
import { unitName } from '../domain/organisation.ts';
import type { Standard } from '../domain/standard.ts';
import type { Difference, RuleRun } from '../office/rule-change.ts';
import { letterHref } from './rows.ts';
import { counted } from './times.ts';
import type { Words } from './words.ts';

export function runOf(standard: Standard, words: Words, run: RuleRun) {
  const { id, state, done, of, differences, found } = run;
  const letters = counted(of, 'обращение', 'обращения', 'обращений');
  return {
    id,
    running: state === 'running',
    failed: state === 'failed',
    done,
    of: Math.max(1, of),
    said:
      state === 'running'
        ? `Просмотрено ${done} из ${of}.`
        : found === 0
          ? `За месяц ${letters}: с этим правилом всё осталось бы так же.`
          : `За месяц ${letters}: изменилось бы ${counted(found, 'решение', 'решения', 'решений')}.`,
    more: found - differences.length,
    rows: differences.map((each) => ({
      number: each.number,
      href: letterHref(each.number),
      what: toldOf(standard, words, each),
    })),
  };
}

function toldOf(standard: Standard, words: Words, { what, ground, before, after }: Difference): string {
  const name = ground ? `п. ${words.grounds[ground].clause}` : '';
  switch (what) {
    case 'unit':
      return `${unitName(standard, before)} → ${unitName(standard, after)}`;
    case 'proposed':
      return `появилось бы предложение по ${name}`;
    case 'withdrawn':
      return `не было бы предложения по ${name}`;
    case 'automatic':
      return `по ${name} решила бы программа, без человека`;
    default: {
      const never: never = what;
      return never;
    }
  }
}
