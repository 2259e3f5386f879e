/** Only what the fonts can draw goes on paper: an empty box in a letter is worse than a refusal. */
import { Invalid } from '../domain/errors.ts';
import { faceFor } from './fonts.ts';

/**
 * The text with look-alikes in place of odd spaces and dashes; control, zero-width and bidi characters fall away.
 * @param where names the requisite in the sentence, in Russian: «тексте»
 * @throws Invalid naming the characters that no font of the house has
 */
export function printable(text: string, where: string): string {
  const { printable: clean, faults } = cleaner();
  const out = clean(text, where, where);
  if (faults.length > 0) throw new Invalid(faults.map(({ sentence }) => sentence).join(' '));
  return out;
}

export interface Cleaner {
  printable(text: string, field: string, where: string): string;
  /** One for each field that has characters nobody can draw; filled as texts are cleaned. */
  readonly faults: { readonly field: string; readonly sentence: string }[];
}

/** Cleans many texts and collects what is wrong with all of them. */
export function cleaner(): Cleaner {
  const faults: { field: string; sentence: string }[] = [];
  return {
    faults,
    printable(text, field, where) {
      if (plain.test(text)) return text.replace(/[\t\n\r ]+/g, ' ').trim();
      const missing = new Set<string>();
      let out = '';
      for (const sign of text.normalize('NFC').replace(/[\t\n\r\f\v]+/g, ' ')) {
        const drawn = lookAlikes[sign] ?? (invisible.test(sign) ? '' : sign);
        for (const each of drawn) if (!faceFor(each.codePointAt(0) ?? 0, 'serif')) missing.add(each);
        out += drawn;
      }
      if (missing.size > 0) faults.push({ field, sentence: sentenceOf([...missing], where) });
      return out.replace(/ {2,}/g, ' ').trim();
    },
  };
}

/** What nearly every text is made of: no look-up needed. */
const plain = /^[\t\n\r -~\u00a0«»§·А-яЁё–—№…]*$/;

function sentenceOf(signs: readonly string[], where: string): string {
  const named = signs.slice(0, 5).map((sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `«${sign}» (U+${code})`;
  });
  const more = signs.length > 5 ? ` и ещё ${signs.length - 5}` : '';
  return signs.length === 1
    ? `В ${where} есть знак ${named[0]}, которого нет в шрифтах бланка. Замените его словом.`
    : `В ${where} есть знаки ${named.join(', ')}${more}, которых нет в шрифтах бланка. Замените их словами.`;
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]|\p{Variation_Selector}/u;

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
  '⋅': '·',
  '∙': '·',
  '●': '•',
};
