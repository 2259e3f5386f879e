/** How people hide words from filters, undone with the offsets kept: look-alike letters, digits, stars, spaced letters. */
import { isCyrillic } from './letters.ts';
import type { Word } from './reading.ts';

/** What a word may be read as. `latin`: it had no Cyrillic letter, so that English must be reckoned with. */
export interface Spelling {
  readonly forms: readonly string[];
  readonly latin: boolean;
}

const LOOKS: Readonly<Record<string, string>> = Object.fromEntries(
  'aа bь cс dд eе fф gг hн iи jй kк lл mм nп oо pр qк rг sс tт uи vв wш xх yу zз 0о 1и 3з 4ч 6б 8в 9я'
    .split(' ')
    .map((pair) => [pair[0], pair[1]]),
);
const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  'aа bб cц dд eе fф gг hх iи jй kк lл mм nн oо pп qк rр sс tт uу vв wв xх yы zз 0о 1и 3з 4ч 6б 8в 9я'
    .split(' ')
    .map((pair) => [pair[0], pair[1]]),
);
const SYLLABLES: Readonly<Record<string, string>> = {
  shch: 'щ',
  sch: 'щ',
  sh: 'ш',
  ch: 'ч',
  zh: 'ж',
  kh: 'х',
  ts: 'ц',
  ya: 'я',
  ja: 'я',
  yu: 'ю',
  ju: 'ю',
  yo: 'е',
  jo: 'е',
  ye: 'е',
  je: 'е',
  iy: 'ий',
  ay: 'ай',
  oy: 'ой',
  uy: 'уй',
  ey: 'ей',
};

/** All readings of one folded word, itself first; letters repeated for force also once («сууука»). */
export function spellings(folded: string): Spelling {
  let cyrillic = false;
  let other = false;
  for (let at = 0; at < folded.length; at += 1) {
    if (isCyrillic(folded.charCodeAt(at))) cyrillic = true;
    else other = true;
  }
  if (!other) return { forms: withSqueezed([folded]), latin: false };
  if (!/\p{L}/u.test(folded)) return { forms: [], latin: true };
  if (cyrillic) return { forms: withSqueezed([byLetter(folded, LOOKS), byLetter(folded, SOUNDS)]), latin: false };
  const said = bySyllable(folded);
  // «ebat», «blyat»: transliteration drops the soft sign
  const softened = /[тдлн]$/.test(said) ? [`${said}ь`] : [];
  return { forms: withSqueezed([said, ...softened, byLetter(folded, LOOKS)]), latin: true };
}

/** A Latin word inside an address (mail, site, file) is no word of the writer. */
export function isInAddress(text: string, { start, end }: Word): boolean {
  const before = text[start - 1] ?? '';
  const after = text[end] ?? '';
  return (
    (/[@./_\\-]/.test(before) && /\S/.test(text[start - 2] ?? '')) ||
    (/[@/_\\:.-]/.test(after) && /[\p{L}\d/\\]/u.test(text[end + 1] ?? ''))
  );
}

function withSqueezed(forms: readonly string[]): string[] {
  const all = new Set(forms);
  for (const form of forms) if (/(.)\1/.test(form)) all.add(form.replace(/(.)\1+/g, '$1'));
  return [...all];
}

/** Latin letters and digits as the Russian letters that they look like. */
export function lookalike(folded: string): string {
  return byLetter(folded, LOOKS);
}

function byLetter(folded: string, map: Readonly<Record<string, string>>): string {
  let made = '';
  for (const letter of folded) made += map[letter] ?? letter;
  return made;
}

/** Latin letters read as Russian by their sound; others stay. */
export function bySyllable(folded: string): string {
  return byLetter(
    folded.replace(/shch|sch|sh|ch|zh|kh|ts|y[aoue]|j[aoue]|[iaoue]y(?![aoue])/g, (part) => SYLLABLES[part] ?? part),
    SOUNDS,
  );
}
