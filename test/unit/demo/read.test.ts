import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readDemo } from '../../../src/demo/read.ts';

const LETTER = `
  - id: one
    from: firm
    received: { ago: 3, at: "10:00" }
    subject: Счёт
    text: Пришлите счёт.
`;
const CUSTOMERS = 'customers:\n  firm: { organisation: ООО «Пример», email: firm@primer.example }\n';

describe('the files of the demonstration', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'demo-set-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const read = (letters: string) => {
    writeFileSync(join(dir, 'set.yaml'), `${CUSTOMERS}letters:${letters}`);
    return readDemo(dir);
  };

  it('a letter needs only who, when and what; the rest has its defaults', () => {
    expect(read(LETTER).letters[0]).toMatchObject({ channel: 'email', office: 'ЦО', attachments: [], fill: [], steps: [] });
  });

  it('a step is a word with day and time, or a mapping with more', () => {
    const [story] = read(
      `${LETTER}    steps: [confirm_card 0, sign 6 11:20, { do: extend 7, days: 5, reason: замеры }]\n`,
    ).letters;
    expect(story?.steps.map(({ verb, day, at, days }) => [verb, day, at, days])).toEqual([
      ['confirm_card', 0, null, null],
      ['sign', 6, '11:20', null],
      ['extend', 7, null, 5],
    ]);
  });

  it.each([
    ['an unknown key', `${LETTER}    chanel: post\n`, /set\.yaml: one: chanel: is not known; known: .*channel/],
    ['an unknown key of a step', `${LETTER}    steps: [{ do: sign 3, resaon: x }]\n`, /resaon: is not known/],
    ['a number that should be a text', `${LETTER}    fill: [2]\n`, /fill: 2 is not in quotes/],
    [
      'a letter without a text',
      '\n  - { id: one, from: firm, received: { minutes: 5 }, subject: Счёт }\n',
      /one: text: is missing/,
    ],
    ['a day that is no word of a step', `${LETTER}    steps: [sign on 6]\n`, /«sign on 6» is no step/],
    ['a customer that nobody described', LETTER.replace('from: firm', 'from: farm'), /one: nobody is called "farm"/],
    ['two letters of one name', LETTER + LETTER, /"one" is there twice/],
  ])('%s stops the start with its place', (_, letters, fault) => {
    expect(() => read(letters)).toThrow(fault);
  });
});
