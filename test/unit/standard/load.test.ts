import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FaultyStandard, loadStandard } from '../../../src/standard/load.ts';
import { loadStaff } from '../../../src/standard/staff.ts';
import { WORKFLOWS } from '../../support/house.ts';

const copies = mkdtempSync(join(tmpdir(), 'standard-'));
afterAll(() => rmSync(copies, { recursive: true, force: true }));

type Change = readonly [file: string, from: string | RegExp, to: string];

/**
 * A copy of workflows/ with these changes; each must change something. Files that take long to read and that no rule in
 * question refers to are left out.
 */
function changed(...changes: readonly Change[]): string {
  const dir = join(mkdtempSync(join(copies, 'copy-')), 'workflows');
  cpSync(WORKFLOWS, dir, { recursive: true });
  const touched = changes.map(([file]) => file);
  if (touched.length > 0 && !touched.some((file) => file === 'signing.yaml' || file === 'sample-staff.yaml')) {
    rmSync(join(dir, 'sample-staff.yaml'));
  }
  for (const [file, from, to] of changes) {
    const before = readFileSync(join(dir, file), 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(dir, file), after);
  }
  return dir;
}

function faults(dir: string, templates?: string): readonly string[] {
  try {
    loadStandard(dir, templates);
    return [];
  } catch (error) {
    if (error instanceof FaultyStandard) return error.faults;
    throw error;
  }
}

/** `file:line:col` of a piece of text in the changed copy. */
function placeOf(dir: string, file: string, text: string): string {
  const before = readFileSync(join(dir, file), 'utf8').split(text)[0] ?? '';
  return `workflows/${file}:${before.split('\n').length}:${(before.split('\n').at(-1) ?? '').length + 1}`;
}

describe('the Standard as it lies in workflows/', () => {
  it('8.2.5: is read whole, frozen, with the terms of the clause', () => {
    const standard = loadStandard(WORKFLOWS);
    expect(standard.terms).toEqual({ days: 15, extensionCap: 15, soon: 5, hot: 2, remindAt: 9 });
    expect(standard.grounds.map(({ clause }) => clause)).toEqual(['8.2.6', '8.2.7', '8.2.8', '8.2.9', '8.2.10']);
    expect(Object.keys(standard.calendar.years)).toEqual(['2024', '2025', '2026', '2027']);
    expect(() => Object.assign(standard.terms, { days: 30 })).toThrow(TypeError);
  });

  it('5.2: has the central office, 2 districts, 12 branches and 14 centres', () => {
    const { offices, units } = loadStandard(WORKFLOWS).organisation;
    expect(offices.map(({ code }) => code).join(' ')).toBe('ЦО МРО-1 МРО-2 Ф01 Ф02 Ф03 Ф04 Ф05 Ф06 Ф07 Ф08 Ф09 Ф10 Ф11 Ф12');
    expect(units.filter(({ name }) => name.startsWith('Центр обслуживания'))).toHaveLength(14);
  });

  it('8.2.4: the sample staff has a head for each central unit and an executor wherever a rule sends letters', () => {
    const standard = loadStandard(WORKFLOWS);
    const staff = loadStaff(WORKFLOWS);
    const has = (unit: string, role: string) =>
      staff.some((each) => each.unit === unit && each.roles.some((known) => known === role));
    const central = standard.organisation.units.filter(({ office, id }) => office === 'ЦО' && id !== 'reception');
    expect(central.filter(({ id }) => !has(id, 'head'))).toEqual([]);
    expect(standard.routing.rules.filter(({ unit }) => !has(unit, 'executor'))).toEqual([]);
    expect(staff.every(({ phone, email }) => phone.startsWith('8 (000) 000-00-00') && email.endsWith('@tbek.example'))).toBe(
      true,
    );
  });

  it('gets another version with every change of a rule, and not with a change of the sample staff', () => {
    const { version } = loadStandard(WORKFLOWS);
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(loadStandard(changed(['terms.yaml', 'soon: 5', 'soon: 6'])).version).not.toBe(version);
    expect(loadStandard(changed(['sample-staff.yaml', 'Тимофей', 'Трофим'])).version).toBe(version);
    expect(loadStandard(changed()).version).toBe(version);
  });
});

describe('faults come with their place, all of a stage at once', () => {
  it('an unknown state is shown at the word, with what is known', () => {
    const dir = changed(['letter.yaml', 'to: assigned, by: [head], clause: "8.2.4"', 'to: asigned, by: [head], clause: "8.2.4"']);
    expect(faults(dir)).toContainEqual(
      `${placeOf(dir, 'letter.yaml', 'asigned, by')}  transitions.assign.to: unknown state "asigned"; known: registered, routed, assigned, approval, signing, signed, sent, closed, refused, supplement, set_aside`,
    );
  });

  it.each<[string, Change, RegExp]>([
    [
      'a misspelt word',
      ['letter.yaml', 'needs: [document_ready], asks: [to]', 'need: [document_ready], asks: [to]'],
      /letter\.yaml:\d+:\d+ {2}transitions\.send\.need: unknown word/,
    ],
    ['a missing word', ['letter.yaml', ', asks: [dossier]', ''], /letter\.yaml:\d+:\d+ {2}transitions\.close\.asks: /],
    [
      'an unknown command',
      ['letter.yaml', '  close:        {', '  archive:      {'],
      /transitions\.archive: unknown word|transitions\.archive: /,
    ],
    ['a wrong type', ['terms.yaml', 'days: 15', 'days: fifteen'], /terms\.yaml:\d+:7 {2}days: /],
    ['an unknown role', ['letter.yaml', 'by: [signatory]', 'by: [director]'], /transitions\.sign\.by\[0\]: /],
    ['an unknown topic', ['routing.yaml', '[press]', '[papers]'], /routing\.yaml:\d+:\d+ {2}rules\[5\]\.topics\[0\]: /],
    [
      'a day that does not exist',
      ['calendar/2026.yaml', '2026-05-11', '2026-02-30'],
      /calendar\/2026\.yaml:\d+:\d+ {2}holidays\[\d+\]: /,
    ],
    ['broken YAML', ['grounds.yaml', 'decides: [head, security]', 'decides: [head, security'], /grounds\.yaml:\d+:\d+ {2}/],
    ['a word twice', ['terms.yaml', 'soon: 5', 'days: 5'], /terms\.yaml:\d+:\d+ {2}Map keys must be unique/],
    ['a sixth ground', ['grounds.yaml', 'no-contacts:', 'no-stamp:'], /no-stamp: unknown word/],
  ])('shape: %s', (_, change, fault) => {
    expect(faults(changed(change))).toContainEqual(expect.stringMatching(fault));
  });

  it.each<[string, Change, RegExp]>([
    [
      'unknown guard',
      ['letter.yaml', 'needs: [document_ready], asks: [to]', 'needs: [document_redy], asks: [to]'],
      /transitions\.send\.needs\[0\]: unknown guard "document_redy"; known: impartial, own_letter/,
    ],
    [
      'unknown field',
      ['letter.yaml', 'asks: [dossier]', 'asks: [folder]'],
      /transitions\.close\.asks\[0\]: unknown field of close "folder"; known: dossier/,
    ],
    [
      'unknown effect',
      ['letter.yaml', 'does: [render_letterhead]', 'does: [print]'],
      /transitions\.sign\.does\[0\]: unknown effect "print"/,
    ],
    [
      'an effect that needs words',
      ['letter.yaml', 'does: [render_letterhead]', 'does: [send_notice]'],
      /"send_notice" needs words that sign does not know/,
    ],
    ['unknown clause', ['letter.yaml', 'clause: "11.1"', 'clause: "12.1"'], /transitions\.hurry\.clause: unknown clause "12\.1"/],
    [
      'unknown initial state',
      ['letter.yaml', 'initial: registered', 'initial: received'],
      /letter\.yaml:\d+:10 {2}initial: unknown state "received"/,
    ],
    [
      'unreachable state',
      ['letter.yaml', 'to: supplement, by', 'to: set_aside, by'],
      /states\.supplement: unreachable state "supplement"/,
    ],
    [
      'final and open',
      [
        'letter.yaml',
        'label: В деле,               final: true,  open: false',
        'label: В деле,               final: true,  open: true',
      ],
      /states\.closed\.open: a final state cannot be open/,
    ],
    ['command without a line', ['letter.yaml', /\n {2}set_aside: {4}\{ from.*/, ''], /transitions: no line for "set_aside"/],
    [
      'ground with an unknown clause',
      ['grounds.yaml', 'clause: "8.2.8"', 'clause: "8.2.11"'],
      /repeat\.clause: unknown clause "8\.2\.11"/,
    ],
    [
      'notice without a template',
      ['grounds.yaml', 'template: refusal-repeat', 'template: null'],
      /repeat\.template: notice is required, so a template is needed/,
    ],
    [
      'template without a notice',
      ['grounds.yaml', 'template: null', 'template: refusal-no-contact'],
      /no-contacts\.template: notice is none, so template must be null/,
    ],
    ['unknown unit', ['routing.yaml', 'unit: press', 'unit: papers'], /rules\[5\]\.unit: unknown unit "papers"/],
    ['unknown office', ['routing.yaml', 'offices: [Ф07]', 'offices: [Ф77]'], /unknown office "Ф77"; known: ЦО, МРО-1/],
    ['routing without a default', ['routing.yaml', /\n {2}- \{ name: Прочее.*/, ''], /routing has no default/],
    [
      'a default that hides rows',
      ['routing.yaml', 'name: Юридические вопросы, topics: [legal]', 'name: Юридические вопросы, topics: []'],
      /takes everything: the rows below are never read/,
    ],
    [
      'unknown signatory',
      ['signing.yaml', 'signatories: [severov, upravlentsev]', 'signatories: [sverov, upravlentsev]'],
      /unknown signatory "sverov"; known: glavnov, podpisantov/,
    ],
    [
      'a signatory without the role',
      ['signing.yaml', 'signatories: [severov, upravlentsev]', 'signatories: [testov, upravlentsev]'],
      /"testov" lacks the role signatory/,
    ],
    ['signing without a default', ['signing.yaml', /\n {2}- \{ name: Прочие ответы.*/, ''], /signing has no default/],
    ['lights in the wrong order', ['terms.yaml', 'hot: 2', 'hot: 9'], /hot: must not be more than soon/],
    ['numbers that clash', ['numbering.yaml', '-И-', '-'], /outgoing: is the same as incoming/],
    ['numbers without an office', ['numbering.yaml', 'incoming: "{office}-', 'incoming: "'], /incoming: lacks \{office\}/],
    ['a dossier twice', ['dossiers.yaml', '"01-06"', '"01-05"'], /dossier "01-05" is there twice/],
    [
      'a unit in an unknown office',
      ['organisation.yaml', 'name: Пресс-служба, office: ЦО', 'name: Пресс-служба, office: ОЦ'],
      /units\.press\.office: unknown office "ОЦ"/,
    ],
    [
      'units in a circle',
      [
        'organisation.yaml',
        'name: Управление розничного рынка, office: ЦО, parent: management',
        'name: Управление розничного рынка, office: ЦО, parent: billing',
      ],
      /units\.retail\.parent: the units above go round in a circle/,
    ],
    [
      'an unknown zone',
      ['organisation.yaml', 'Asia/Yekaterinburg', 'Asia/Taiga'],
      /company\.zone: "Asia\/Taiga" is not an IANA time zone/,
    ],
    [
      'a holiday on a weekend',
      ['calendar/2026.yaml', '2026-05-11', '2026-05-09'],
      /holidays\[\d+\]: 2026-05-09 is a weekend already/,
    ],
    [
      'a worked weekday',
      ['calendar/2027.yaml', 'workingWeekends:\n  - "2027-02-20"', 'workingWeekends:\n  - "2027-02-19"'],
      /workingWeekends\[0\]: 2027-02-19 is a weekday/,
    ],
    ['a day of another year', ['calendar/2026.yaml', '2026-05-11', '2025-05-12'], /2025-05-12 is not a day of 2026/],
    [
      'a year in the wrong file',
      ['calendar/2026.yaml', 'year: 2026', 'year: 2025'],
      /calendar\/2026\.yaml:\d+:7 {2}year: the file is named 2026\.yaml/,
    ],
    [
      'staff in an unknown unit',
      ['sample-staff.yaml', 'unit: press', 'unit: papers'],
      /people\.gazetova\.unit: unknown unit "papers"/,
    ],
    [
      'staff in another office',
      ['sample-staff.yaml', 'unit: f02-docs, office: Ф02', 'unit: f02-docs, office: Ф03'],
      /people\.filialov\.office: unit "f02-docs" is in Ф02/,
    ],
    [
      'an unknown substitute',
      ['sample-staff.yaml', 'substitute: primerov', 'substitute: nobody'],
      /people\.testov\.substitute: unknown login "nobody"/,
    ],
  ])('reference: %s', (_, change, fault) => {
    const found = faults(changed(change));
    expect(found).toContainEqual(expect.stringMatching(fault));
    expect(found.every((each) => /^workflows\/\S+:\d+:\d+ {2}\S/.test(each))).toBe(true);
  });

  it('reference: a state from which no end can be reached', () => {
    const dir = changed(
      ['letter.yaml', '{ from: [sent], to: closed', '{ from: [registered], to: closed'],
      ['letter.yaml', '{ from: [sent, closed], to: signed', '{ from: [closed], to: signed'],
      ['letter.yaml', '{ from: [refused, sent, closed], to: routed', '{ from: [refused, closed], to: routed'],
    );
    expect(faults(dir)).toContainEqual(expect.stringMatching(/letter\.yaml:\d+:\d+ {2}states\.sent: dead end "sent"/));
  });

  it('a misspelt word is shown where it stands', () => {
    const dir = changed(['letter.yaml', 'needs: [document_ready], asks: [to]', 'need: [document_ready], asks: [to]']);
    expect(faults(dir)).toContainEqual(
      `${placeOf(dir, 'letter.yaml', 'need: [document_ready]')}  transitions.send.need: unknown word`,
    );
  });

  it('all faults of a stage come at once; references wait until the shape is right', () => {
    const shape = faults(
      changed(
        ['terms.yaml', 'days: 15', 'days: many'],
        ['numbering.yaml', 'width: 6', 'width: six'],
        ['routing.yaml', 'unit: press', 'unit: papers'],
      ),
    );
    expect(shape).toHaveLength(2);
    const references = faults(changed(['routing.yaml', 'unit: press', 'unit: papers'], ['dossiers.yaml', '"01-06"', '"01-05"']));
    expect(references).toHaveLength(2);
  });

  it('a missing file is a fault of its own', () => {
    const dir = changed();
    rmSync(join(dir, 'signing.yaml'));
    expect(faults(dir)).toEqual(['workflows/signing.yaml:1:1  the file is missing']);
    expect(faults(join(copies, 'nowhere')).length).toBeGreaterThan(5);
    expect(() => loadStaff(join(copies, 'nowhere'))).toThrow(FaultyStandard);
  });

  it('templates are looked for where the folder is given', () => {
    const templates = join(copies, 'letters');
    mkdirSync(templates);
    for (const id of ['refusal-abuse', 'refusal-illegible', 'refusal-repeat']) writeFileSync(join(templates, `${id}.hbs`), '');
    expect(faults(WORKFLOWS)).toEqual([]);
    expect(faults(WORKFLOWS, templates)).toEqual([
      expect.stringMatching(
        /grounds\.yaml:\d+:\d+ {2}confidential\.template: unknown template "refusal-confidential"; known: refusal-abuse, refusal-illegible, refusal-repeat/,
      ),
    ]);
  });

  it('the sample staff may be left out: signatories are then not checked', () => {
    const dir = changed(['signing.yaml', 'signatories: [severov, upravlentsev]', 'signatories: [sverov, upravlentsev]']);
    rmSync(join(dir, 'sample-staff.yaml'));
    expect(faults(dir)).toEqual([]);
  });
});
