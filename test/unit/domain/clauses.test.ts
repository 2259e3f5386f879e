/** The clauses we claim, each demanded in the title of a test: what is not tested is not claimed. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { standard } from '../../support/house.ts';

const TESTS = fileURLToPath(new URL('../..', import.meta.url));

const CLAIMED = [
  '2.1',
  '3.2',
  '4.2',
  '5.2',
  '7.3.1',
  '7.3.3',
  '8.2',
  '8.2.3',
  '8.2.4',
  '8.2.5',
  '8.2.6',
  '8.2.7',
  '8.2.8',
  '8.2.9',
  '8.2.10',
  '8.4.2',
  '8.4.3',
  '8.4.4',
  '8.4.5',
  '8.4.6',
  '9.3',
  '9.8',
  '11.1',
];

/** The string before a callback, after it( or it.each(…)( */
const TITLE = /(?:\bit|\))\(\s*(['`])(.*?)\1,\s*(?:async\s*)?\(/g;

describe('the clauses of the Standard that the engine claims', () => {
  const titles = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((each) => each.endsWith('.test.ts') || each.endsWith('.contract.ts'))
    .flatMap((each) => [...readFileSync(`${TESTS}/${each}`, 'utf8').matchAll(TITLE)].map(([, , title = '']) => title));

  it.each(CLAIMED)('a test tells what clause %s asks for', (clause) => {
    const named = new RegExp(`(?<![\\d.])${clause.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`);
    expect(titles.filter((title) => named.test(title)).length).toBeGreaterThan(0);
  });

  it('every clause that a line of the regulation or a ground names is claimed', () => {
    const named = [...standard.workflow.transitions, ...standard.grounds].flatMap(({ clause }) => clause ?? []);
    expect([...new Set(named)].filter((clause) => !CLAIMED.includes(clause))).toEqual([]);
  });
});
