import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hotFolder } from '../../../src/jobs/hot-folder.ts';
import { fakeHouse } from '../../support/fake-house.ts';

const LETTER = 'From: info@primer.example\r\nSubject: Question\r\n\r\nПросим сверить расчёты, телефон 8 (000) 000-00-00.';

let dir: string;
let now: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hot-folder-'));
  now = Date.now() + 60_000;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function folder(house = fakeHouse({ now: () => new Date(now) })) {
  const settings = { dir, quietMs: 1000, maxBytes: 10_000, now: () => new Date(now), log: () => {} };
  const hot = hotFolder(house.office, settings);
  const later = async () => {
    now += 2000;
    await hot.round();
  };
  return { house, hot, later, numbers: () => house.letters.all().map(({ value }) => value.number) };
}

describe('the hot folder (8.2.2)', () => {
  it('8.2.2: takes a file only once it has stopped growing, and moves it to done', async () => {
    const { hot, later, numbers } = folder();
    writeFileSync(join(dir, 'a.eml'), LETTER);
    await hot.round();
    appendFileSync(join(dir, 'a.eml'), ' И ещё вопрос.');
    await later();
    expect(numbers()).toEqual([]);
    await later();
    expect(numbers()).toEqual(['ЦО-2026/000001']);
    expect(readdirSync(join(dir, 'done'))).toEqual(['a.eml']);
    expect(existsSync(join(dir, 'a.eml'))).toBe(false);
  });

  it('8.2.2: a folder named by an office gives its letters to that office', async () => {
    const { hot, later, numbers } = folder();
    mkdirSync(join(dir, 'Ф02'));
    writeFileSync(join(dir, 'Ф02', 'a.eml'), LETTER);
    await hot.round();
    await later();
    expect(numbers()).toEqual(['Ф02-2026/000001']);
  });

  it.each([
    ['letter.docx', 'PK', /письма \.eml и сканы/],
    ['empty.pdf', '', /пуст/],
    ['large.pdf', `%PDF-1.4 ${'x'.repeat(11_000)}`, /больше/],
    ['fake.png', 'this is no picture', /[А-Яа-я]{3}/],
  ])('8.2.3: %s is not taken; a .txt beside it says why', async (name, content, why) => {
    const { hot, later, numbers } = folder();
    writeFileSync(join(dir, name), content);
    await hot.round();
    await later();
    expect(numbers()).toEqual([]);
    expect(readFileSync(join(dir, 'failed', `${name}.txt`), 'utf8')).toMatch(why);
    expect(existsSync(join(dir, 'failed', name))).toBe(true);
  });

  it('8.2.3: while the database is away a file stays where it is, and is one letter afterwards', async () => {
    let away = true;
    const house = fakeHouse({ now: () => new Date(now) }, (ports) => ({
      ...ports,
      vault: { ...ports.vault, put: (files) => (away ? Promise.reject(new Error('no database')) : ports.vault.put(files)) },
    }));
    const { hot, later, numbers } = folder(house);
    writeFileSync(join(dir, 'a.eml'), LETTER);
    await hot.round();
    await later();
    expect(existsSync(join(dir, 'a.eml'))).toBe(true);
    away = false;
    await later();
    expect(numbers()).toEqual(['ЦО-2026/000001']);
  });

  it('8.2.3: the same name twice keeps both files', async () => {
    const { hot, later } = folder();
    for (const text of [LETTER, `${LETTER} Ещё раз о том же.`]) {
      writeFileSync(join(dir, 'a.eml'), text);
      await hot.round();
      await later();
    }
    expect(readdirSync(join(dir, 'done')).sort()).toEqual(['a (2).eml', 'a.eml']);
  });
});
