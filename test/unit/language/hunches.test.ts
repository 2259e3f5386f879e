import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { learntLetters } from '../../../bench/learnt.ts';
import { learnHunches } from '../../../src/language/hunch-training.ts';
import { compileHunches, hunch, type Subject } from '../../../src/language/hunches.ts';
import { quotedParts } from '../../../src/language/quoted.ts';
import { read } from '../../../src/language/reading.ts';
import { plainList } from '../../../src/language/wordlist.ts';
import { folder } from './at-hand.ts';

const file = (name: string) => readFileSync(join(folder, name), 'utf8');
const senses = parse(file('senses.yaml'));
const stored = JSON.parse(file('hunches.json'));
const hunches = compileHunches(senses, stored);
const speech = plainList(['говорит', 'кричал*']);
const guess = (subject: Subject, text: string) => hunch(hunches, subject, read(text), quotedParts(text), speech);

describe('hunches: what no row of the lexicon foresaw', () => {
  it('the weights are those that the data give (npm run train -- hunches)', () => {
    expect(learnHunches(senses, learntLetters(join(folder, 'hunches.yaml')))).toEqual(stored);
  });

  it.each([
    'Приду с ножом и порежу вашего контролёра.',
    'Ваша дочь ходит домой по тёмной улице, подумайте о ней.',
    'Застрелю каждого, кто подойдёт к моему столбу.',
  ])('8.2.6: a threat is guessed by what is done and to whom: %s', (text) => {
    expect(guess('threat', text)).not.toBeNull();
  });

  it.each([
    'Сообщите домашний телефон вашей сотрудницы и где она живёт.',
    'Сколько платит за свет мой бывший муж?',
    'Где стоят камеры на вашей подстанции и когда меняется охрана?',
  ])('8.2.9: a request for what belongs to others is guessed: %s', (text) => {
    expect(guess('confidential', text)?.span.text).toBe(text.replace(/[.?]$/, ''));
  });

  it('8.2.6: an insult is guessed by who is called what', () => {
    expect(guess('insult', 'Ваш начальник — жирный хряк и бездарь.')).not.toBeNull();
    expect(guess('insult', 'Жирный хряк на ферме подрыл опору.')).toBeNull();
  });

  it('8.2.6: what is said of courts needs more than what is said of kicks', () => {
    expect(guess('threat', 'Встретимся, и вы пожалеете.')).not.toBeNull();
    expect(guess('threat', 'Встретимся в суде, и вы пожалеете.')).toBeNull();
  });

  it('8.2.6: what the consumer tells of others is not his own', () => {
    const threat = 'Приду с ножом и порежу вашего контролёра';
    expect(guess('threat', `Сосед кричал: «${threat}».`)).toBeNull();
    expect(guess('threat', `> ${threat}\nЭто прислали мне.`)).toBeNull();
  });
});
