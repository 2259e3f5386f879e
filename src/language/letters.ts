/** Characters of a word, folded for reading: what looks like a letter is one, what cannot be seen is not there. */
const folds = new Map<number, string>();

const SMALL_A = 0x430;

/** Letters and digits of any script; the first half of a surrogate pair that folds to a letter. */
export function isWordUnit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (code >= 0x400 && code <= 0x481) return true;
  if (isInvisible(code)) return false;
  return fold(text, at) !== '';
}

/** Soft hyphens, zero-width characters, combining accents, variation selectors: they hide inside words. */
export function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x483 && code <= 0x489) ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff
  );
}

/** One character in lower case, ё as е, full-width and mathematical letters plain, accents gone; '' if it is no letter or digit. */
export function fold(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  if (code >= SMALL_A && code <= 0x44f) return text[at] ?? '';
  const known = folds.get(code);
  if (known !== undefined) return known;
  const made = foldCode(code);
  if (folds.size < 20_000) folds.set(code, made);
  return made;
}

export function isCyrillic(code: number): boolean {
  return code >= 0x400 && code <= 0x4ff;
}

export function isLatin(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function foldCode(code: number): string {
  const character = String.fromCodePoint(code);
  if (character === 'й' || character === 'Й') return 'й'; // its accent makes the letter
  if (!/^[\p{L}\p{N}]$/u.test(character)) return ''; // № would become «no»
  const plain = character.normalize('NFKC').toLowerCase();
  const bare = plain.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return /^[\p{L}\p{N}]+$/u.test(bare) ? (FOREIGN[bare] ?? bare) : '';
}

/** Letters of neighbouring alphabets that stand for Russian ones. */
const FOREIGN: Readonly<Record<string, string>> = {
  і: 'и',
  ї: 'и',
  є: 'е',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  ӏ: 'l',
  ґ: 'г',
  α: 'а',
  β: 'в',
  ε: 'е',
  η: 'н',
  ι: 'и',
  κ: 'к',
  μ: 'м',
  ν: 'v',
  ο: 'о',
  ρ: 'р',
  τ: 'т',
  υ: 'у',
  χ: 'х',
  γ: 'у',
  ı: 'i',
};
