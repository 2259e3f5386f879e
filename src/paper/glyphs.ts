/** Only what the fonts can draw goes on paper: pdfkit draws an empty box without a word. */
import { Invalid } from '../domain/errors.ts';
import { font } from './fonts.ts';

/**
 * The text with look-alikes in place of what PT Serif and PT Sans lack; control, zero-width and bidi characters fall away.
 * @param where names the requisite in the sentence, in Russian: «тексте»
 * @throws Invalid naming the character
 */
export function printable(text: string, where: string): string {
  let out = '';
  for (const sign of text.normalize('NFC').replace(/[\t\n\r\f\v]+/g, ' ')) {
    const drawn = lookAlikes[sign] ?? (invisible.test(sign) ? '' : sign);
    for (const each of drawn) {
      if (!drawable(each)) throw new Invalid(missing(each, where));
    }
    out += drawn;
  }
  return out.replace(/ {2,}/g, ' ').trim();
}

function drawable(sign: string): boolean {
  const codePoint = sign.codePointAt(0) ?? 0;
  return font('serif').hasGlyphForCodePoint(codePoint) && font('sans').hasGlyphForCodePoint(codePoint);
}

function missing(sign: string, where: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `В ${where} есть знак «${sign}» (U+${code}), которого нет в шрифте бланка. Замените его словом.`;
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Variation_Selector}/u;

const lookAlikes: Readonly<Record<string, string>> = {
  '\u202f': '\u00a0',
  '\u2009': '\u00a0',
  '\u200a': '\u00a0',
  '\u2007': '\u00a0',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2004': ' ',
  '\u2005': ' ',
  '\u2006': ' ',
  '\u2008': ' ',
  '\u3000': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '–',
  '\u2015': '—',
  '\u2032': "'",
  '\u2033': '"',
  '☐': '[ ]',
  '☑': '[x]',
  '✓': '[x]',
  '→': '–',
  '⋅': '·',
  '∙': '·',
  '●': '•',
};
