/** How people hide words from filters, undone with the offsets kept: look-alike letters, digits, stars, spaced letters. */
import { isCyrillic } from './letters.ts';
import { type Reading, readAs, type Word } from './reading.ts';
import { CYRILLIC } from './vocabulary.ts';

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
  const softened = [
    ...(/[тдлнс]$/.test(said) ? [`${said}ь`] : []),
    ...(/^(?:от|об|под|из|раз|с|в)е/.test(said) ? [said.replace('е', 'ъе')] : []),
  ];
  // «vyebat»: y and e by themselves
  const apart = bySyllable(folded, APART);
  const plain = apart === said ? [] : [apart, ...(/[тдлн]$/.test(apart) ? [`${apart}ь`] : [])];
  return { forms: withSqueezed([said, ...softened, ...plain, byLetter(folded, LOOKS), folded]), latin: true };
}

/** A Latin word inside an address (mail, site, file) is no word of the writer; a hyphen alone makes no address. */
export function isInAddress(text: string, { start, end }: Word): boolean {
  const before = /\S*$/.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? '';
  const after = /^\S*/.exec(text.slice(end, end + 60))?.[0] ?? '';
  return (
    /[@/\\_]|[\p{L}\d][.:-]?[.:]$/u.test(before) ||
    /^[@/_\\:.-]*[@/_\\]|^[:.][\p{L}\d/\\]/u.test(after) ||
    /^-\p{L}*[./@]\p{L}/u.test(after)
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
function bySyllable(folded: string, syllables = TOGETHER): string {
  return byLetter(
    folded.replace(syllables, (part) => SYLLABLES[part] ?? part),
    SOUNDS,
  );
}

const TOGETHER = /shch|sch|sh|ch|zh|kh|ts|y[aoue]|j[aoue]|[iaoue]y(?![aoue])/g;
const APART = /shch|sch|sh|ch|zh|kh|[jy][au]|[iaoue]y(?![aoue])/g;

/** «Proshu proverit schetchik»: a text in Latin letters read by its sound; null when a third of it or more is Russian as it stands. */
export function sounded(reading: Reading): Reading | null {
  const { words } = reading;
  let cyrillic = 0;
  for (const { script } of words) if ((script & CYRILLIC) !== 0) cyrillic += 1;
  if (cyrillic * 3 > words.length) return null;
  return { ...reading, words: words.map((word) => readAs(word, bySyllable(word.folded))) };
}
