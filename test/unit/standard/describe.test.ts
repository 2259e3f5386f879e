import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe as group, it } from '@jest/globals';
import { derivatives } from '../../../src/standard/derivatives.ts';
import { describe } from '../../../src/standard/describe.ts';
import { standard, WORKFLOWS } from '../../support/house.ts';

group('the regulation described for people', () => {
  it.each(Object.entries(derivatives(standard)))('workflows/%s is up to date; if not, run `npm run docs`', (name, content) => {
    expect(readFileSync(join(WORKFLOWS, name), 'utf8')).toBe(content);
  });

  it('the diagram shows each state and each way between two', () => {
    const { diagram } = describe(standard);
    for (const { id, label } of standard.workflow.states) expect(diagram).toContain(`state "${label}" as ${id}`);
    expect(diagram).toContain('[*] --> registered: Зарегистрировать');
    expect(diagram).toContain('signed --> sent: Отметить отправку / Отметить вручение или почту');
    expect(diagram).toContain('closed --> [*]');
  });

  it('the tables have a row for each step, ground, rule and signatory row, in their order', () => {
    const { tables } = describe(standard);
    const rows = (title: RegExp) => tables.find((table) => title.test(table.title))?.rows ?? [];
    expect(rows(/Шаги/)).toHaveLength(standard.workflow.transitions.length);
    expect(rows(/Основания/).map(([clause]) => clause)).toEqual(standard.grounds.map(({ clause }) => clause));
    expect(rows(/Куда/)).toHaveLength(standard.routing.rules.length);
    expect(rows(/подписывает/).at(-1)).toContain('upravlentsev, podpisantov');
    for (const { columns, rows: each } of tables) expect(each.every((row) => row.length === columns.length)).toBe(true);
  });
});
