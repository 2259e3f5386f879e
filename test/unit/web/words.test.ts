import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ANSWER_CHANNELS, CHANNELS } from '../../../src/domain/card.ts';
import { EFFECT_TYPES } from '../../../src/domain/effect.ts';
import { ROLES } from '../../../src/domain/person.ts';
import { GROUND_IDS, KINDS, TOPIC_IDS } from '../../../src/language/finding.ts';
import { TRAYS } from '../../../src/office/ports/register.ts';
import { loadStandard } from '../../../src/standard/load.ts';
import { fromRoot } from '../../../src/web/root.ts';
import { readWords } from '../../../src/web/words.ts';

const words = readWords();
const standard = loadStandard(fromRoot('workflows'));
const { transitions, states } = standard.workflow;

describe('the words of the screens', () => {
  it('name each command that the regulation gives to people, with a hint', () => {
    const human = transitions
      .filter(({ name, by }) => !BESIDE.includes(name) && by.some((role) => role !== 'system'))
      .map(({ name }) => name);
    expect(human.filter((name) => !(name in words.commands))).toEqual([]);
    expect(human.filter((name) => name !== 'draft' && !(name in words.hints))).toEqual([]);
  });

  it('name each field that a command asks for', () => {
    const asked = new Set(transitions.filter(({ name }) => name in words.commands).flatMap(({ asks }) => asks));
    expect([...asked].filter((name) => !['card', 'draft'].includes(name) && !(name in words.fields))).toEqual([]);
  });

  it('name every code of the domain', () => {
    expect(Object.keys(words.kinds).sort()).toEqual([...KINDS].sort());
    expect(Object.keys(words.topics).sort()).toEqual([...TOPIC_IDS].sort());
    expect(Object.keys(words.channels).sort()).toEqual([...CHANNELS].sort());
    expect(Object.keys(words.channelIcons).sort()).toEqual([...CHANNELS].sort());
    expect(Object.keys(words.answerChannels).sort()).toEqual([...ANSWER_CHANNELS].sort());
    expect(Object.keys(words.roles).sort()).toEqual([...ROLES].sort());
    expect(Object.keys(words.grounds)).toEqual([...GROUND_IDS]);
    expect(Object.keys(words.trays)).toEqual([...TRAYS]);
    expect(Object.keys(words.effects).sort()).toEqual([...EFFECT_TYPES].sort());
  });

  it('say the clauses of the five grounds as grounds.yaml does', () => {
    expect(standard.grounds.map(({ id, clause }) => [id, clause])).toEqual(
      GROUND_IDS.map((id) => [id, words.grounds[id].clause]),
    );
  });

  it('never speak of mistakes and never shout', () => {
    const texts = [readFileSync(fromRoot('templates/words.yaml'), 'utf8'), ...templates()];
    for (const text of texts) {
      const said = text.replace(/\{\{[^}]*\}\}|<[^>]*>/g, ' ').replace(/«Уважаемый …!»/g, '');
      expect(said).not.toMatch(/ошибк|недопустим/i);
      expect(said).not.toMatch(/[а-яё]!/i);
    }
  });
});

describe('the keys', () => {
  it.each(states.map(({ id, label }) => [label, id]))('are unique on the card of a letter in the state «%s»', (_, state) => {
    const here = transitions
      .filter(({ name, from }) => from.includes(state) && name in words.commands)
      .map(({ name }) => name as keyof typeof words.commands);
    const codes = here.map((name) => words.commands[name].code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes.filter((code) => TAKEN.includes(code))).toEqual([]);
  });

  it('are the places of their Cyrillic letters: О lies on KeyJ, П on KeyG', () => {
    for (const { key, code } of Object.values(words.commands)) expect([key, CODES[key]]).toEqual([key, code]);
  });

  it('of the lists and the signing desk do not meet each other either', () => {
    for (const name of ['tray', 'dispatch', 'sign', 'quarantine', 'journal', 'draft', 'letter']) {
      const source = readFileSync(fromRoot(`templates/screens/${name}.hbs`), 'utf8').replace(/\{\{> parts\/row-actions\}\}/g, '');
      const codes = [...source.matchAll(/data-code="(\w+)"/g)].map(([, code]) => code);
      expect([name, codes.filter((code, index) => codes.indexOf(code) !== index)]).toEqual([name, []]);
    }
  });
});

/** Registered by the engine; remarks are settled where they stand, in the draft. */
const BESIDE: readonly string[] = ['register', 'settle_note', 'ask_rescan'];
const TAKEN = ['Escape', 'Enter', 'F8', 'F9', 'Home', 'Space', 'Slash', 'ArrowUp', 'ArrowDown'];
const ROWS: readonly (readonly [string, readonly string[]])[] = [
  [
    'йцукенгшщзхъ',
    ['KeyQ', 'KeyW', 'KeyE', 'KeyR', 'KeyT', 'KeyY', 'KeyU', 'KeyI', 'KeyO', 'KeyP', 'BracketLeft', 'BracketRight'],
  ],
  ['фывапролджэ', ['KeyA', 'KeyS', 'KeyD', 'KeyF', 'KeyG', 'KeyH', 'KeyJ', 'KeyK', 'KeyL', 'Semicolon', 'Quote']],
  ['ячсмитьбю', ['KeyZ', 'KeyX', 'KeyC', 'KeyV', 'KeyB', 'KeyN', 'KeyM', 'Comma', 'Period']],
];
const CODES: Readonly<Record<string, string>> = Object.fromEntries(
  ROWS.flatMap(([letters, codes]) => [...letters].map((letter, index) => [letter.toUpperCase(), codes[index] ?? ''])),
);

function templates(): readonly string[] {
  return ['screens', 'parts', 'layout'].flatMap((folder) =>
    readdirSync(fromRoot(`templates/${folder}`)).map((name) =>
      readFileSync(fromRoot(`templates/${folder}/${name}`), 'utf8').replace('<!doctype html>', ''),
    ),
  );
}
