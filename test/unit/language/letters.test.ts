import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { EarlierText, Kind, TopicId } from '../../../src/language/finding.ts';
import { examine } from './at-hand.ts';

interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly from?: string;
  readonly earlier?: readonly EarlierText[];
  readonly findings: readonly string[];
  readonly kind: Kind;
  readonly topic: TopicId;
}

const letters: readonly Labelled[] = readFileSync(new URL('../../examples/letters.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const examined = letters.map((letter) => {
  const result = examine(letter.text, { from: letter.from ?? null, earlier: letter.earlier ?? [] });
  return {
    letter,
    result,
    found: result.detections.map(({ ground, category }) => (category ? `${ground}/${category}` : ground)),
  };
});

describe('sixty-nine letters of an energy supplier', () => {
  it('8.2.6–8.2.10: no letter is proposed for refusal without a ground', () => {
    const wrong = examined.flatMap(({ letter, found }) =>
      found.filter((each) => !letter.findings.includes(each)).map((each) => `${letter.id}: ${each}`),
    );
    expect(wrong).toEqual([]);
  });

  it('8.2.6–8.2.10: every ground that a person sees is proposed', () => {
    const missed = examined.flatMap(({ letter, found }) =>
      letter.findings.filter((each) => !found.includes(each)).map((each) => `${letter.id}: ${each}`),
    );
    expect(missed).toEqual([]);
  });

  it('9.3: the kind is right in nine letters of ten', () => {
    const right = examined.filter(({ letter, result }) => result.kind === letter.kind);
    expect(right.length / letters.length).toBeGreaterThanOrEqual(0.9);
  });

  it('8.2.4: the topic is right in seventeen letters of twenty, and among three in nine of ten', () => {
    const first = examined.filter(({ letter, result }) => result.topics[0]?.id === letter.topic);
    const three = examined.filter(({ letter, result }) => result.topics.some(({ id }) => id === letter.topic));
    expect(first.length / letters.length).toBeGreaterThanOrEqual(0.85);
    expect(three.length / letters.length).toBeGreaterThanOrEqual(0.9);
  });

  it('every place that is shown is a place of the text', () => {
    for (const { letter, result } of examined) {
      for (const { start, end, text } of [...result.detections.flatMap(({ evidence }) => evidence), ...result.favours]) {
        expect(letter.text.slice(start, end)).toBe(text);
      }
    }
  });
});
