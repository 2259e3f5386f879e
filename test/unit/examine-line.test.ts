import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { type Toolbox, toolbox } from '../../src/toolbox.ts';

describe('examine --jsonl, line by line', () => {
  let tools: Toolbox;
  beforeAll(async () => {
    tools = await toolbox(readConfig({}));
  });
  afterAll(() => tools.stop());

  it.each([
    ['no JSON at all', 'rubbish', null, /line 7 is not JSON/],
    ['nothing but null', 'null', null, /line 7 is not \{id, text/],
    ['a list', '[]', null, /line 7 is not/],
    ['a letter without its text', '{"id":2}', '2', /text: /],
    ['earlier letters that are none', '{"id":"a","text":"x","earlier":[1]}', 'a', /earlier\.0: /],
  ])('%s is answered with its line and the fault, and the next line is read', (_, json, id, error) => {
    expect(tools.examineLine(json, 7)).toEqual({ line: 7, id, error: expect.stringMatching(error) });
    expect(tools.examineLine('{"id":1,"text":"Прошу акт сверки."}', 8)).toMatchObject({ id: '1', findings: expect.any(Array) });
  });

  it('8.2.6: evidence lies at its UTF-16 units in a text with emoji, CRLF and a combined accent', () => {
    const text = 'Добрый день 😀👨‍👩‍👧\r\nЭй, де\u0301билы,\r\nверните свет! 😡';
    const { findings } = tools.examineLine(JSON.stringify({ id: 1, text, from: 'a@pochta.example' }), 1) as {
      findings: readonly { ground: string; evidence: readonly { start: number; end: number; text: string }[] }[];
    };
    expect(findings.map(({ ground }) => ground)).toEqual(['abuse']);
    for (const { start, end, text: said } of findings.flatMap(({ evidence }) => evidence))
      expect(text.slice(start, end)).toBe(said);
    expect(findings[0]?.evidence[0]?.text).toBe('де\u0301билы');
  });
});
