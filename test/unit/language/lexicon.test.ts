import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadLexicon } from '../../../src/standard/lexicon.ts';
import { folder } from './at-hand.ts';

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'lexicon-'));
  cpSync(folder, copy, { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

function change(name: string, from: string, to: string): void {
  const text = readFileSync(join(copy, name), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(copy, name), text.replace(from, to));
}

describe('the lexicon as files', () => {
  it('a fault carries its file, line and column', () => {
    change('insults.yaml', 'weak: [', 'weak: [{ a: 1 }, ');
    expect(() => loadLexicon(copy)).toThrow(/^lexicon\/insults\.yaml:\d+:\d+ {2}weak\.0: /);
  });

  it('an unknown list and a group that is not there are faults', () => {
    change('news.yaml', 'markers:', 'marker:');
    change('threats.yaml', '[$kill]', '[$kills]');
    expect(() => loadLexicon(copy)).toThrow(/unknown group "\$kills"[\s\S]*news\.yaml:\d+:1 {2}marker: unknown word/);
  });
});
