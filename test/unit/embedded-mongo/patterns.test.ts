import { describe, expect, it } from '@jest/globals';
import { BSONRegExp } from 'bson';
import { patternTest, watched } from '../../../src/embedded-mongo/patterns.ts';

const forty = `${'a'.repeat(40)}!`;

describe('regular expressions', () => {
  it.each(['^(a+)+$', '^(a|aa)*$', '^(?=(a+)+$)x', String.raw`^(a+)\1*(a+)+$`, '(.*a){20}$'])(
    '%s would take years on forty letters; it is ended and told',
    (pattern) => {
      expect(() => patternTest(pattern)(forty.repeat(pattern.startsWith('(.') ? 20 : 1))).toThrow(
        expect.objectContaining({ code: 51156 }),
      );
    },
  );

  it.each([
    ['^abc', '', 'abcd', true],
    ['a.c', 's', 'a\nc', true],
    ['^B$', 'im', 'a\nb', true],
    ['ёж', 'iu', 'ЁЖИК', true],
    ['a+b+c+', '', 'xaabbcc', true],
    ['(ab)+', '', 'cdcd', false],
    ['[(]a)*', '', 'a', false],
  ])('/%s/%s on %j: %j', (pattern, options, text, found) => {
    if (pattern === '[(]a)*') expect(() => patternTest(pattern, options)).toThrow(expect.objectContaining({ code: 51091 }));
    else expect(patternTest(new BSONRegExp(pattern, options))(text)).toBe(found);
  });

  it('options that JavaScript lacks are refused', () => {
    expect(() => patternTest('a', 'x')).toThrow(expect.objectContaining({ code: 51091 }));
    expect(() => patternTest(7)).toThrow(/has to be a string/);
  });

  it('a watch within a watch, and errors, pass through', () => {
    expect(watched(() => watched(() => 1) + watched(() => 2))).toBe(3);
    expect(() =>
      watched(() => {
        throw new RangeError('mine');
      }),
    ).toThrow('mine');
  });
});
