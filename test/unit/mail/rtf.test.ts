import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unpackRtf } from '../../../src/mail/lzfu.ts';
import { readRtf } from '../../../src/mail/rtf.ts';
import { runs } from '../../support/properties.ts';
import { rtfOf } from './corpus/winmail.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const said = (rtf: string) => readRtf(Buffer.from(rtf, 'latin1')).content;

describe('8.4.2: a letter that Outlook keeps as RTF', () => {
  it('is unpacked as MS-OXRTFCP 3 shows: repeats from the dictionary, and a run that repeats itself', () => {
    const simple = hex(
      '2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0',
    );
    expect(unpackRtf(simple, 1000)?.toString()).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    const crossing = hex('1a000000 1c000000 4c5a4675 e2d44b51 41000420 5758595a 0d6e7d01 0eb0');
    expect(unpackRtf(crossing, 1000)?.toString()).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
  });

  it('is not unpacked beyond the limit, nor when it is something else', () => {
    const bomb = hex('1a000000 ffffff7f 4c5a4675 e2d44b51 41000420');
    expect(unpackRtf(bomb, 1000)).toBeNull();
    expect(unpackRtf(Buffer.from('no compressed RTF at all'), 1000)).toBeNull();
  });

  it('is read by the code page of each font, without tables of fonts, pictures and what is marked to be passed over', () => {
    expect(said(rtfOf('Прошу №5')).trim()).toBe('Прошу №5');
    const mixed =
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f7\\fcharset204 Arial;}}{\\pict 0a0b}{\\*\\generator X;}\\f7 \\'d1\\'f7\\'b8\\'f2\\f0  caf\\'e9\\par 2}";
    expect(said(mixed).trim()).toBe('Счёт café\n2');
    expect(said('{\\rtf1\\uc1 \\u1057?\\u1095?\\u1105?\\u1090? \\{1\\}\\~2}')).toBe('Счёт {1} 2');
  });

  it('gives the HTML that was wrapped in it, without what was written for programs that know none', () => {
    const { kind, content } = readRtf(Buffer.from(rtfOf('Прошу', true), 'latin1'));
    expect(kind).toBe('html');
    expect(content.trim()).toBe('<p>Прошу</p>');
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '\\', "\\'", 'f', '204', '\\u', '\\*', '\\htmlrtf', ' ', 'd1', '\\bin5', 'a')),
        (words) => {
          expect(typeof said(`{\\rtf1${words.join('')}`)).toBe('string');
          const bytes = Buffer.from(words.join(''), 'latin1');
          unpackRtf(Buffer.concat([hex('1a000000 00010000 4c5a4675 00000000'), bytes]), 1000);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});
