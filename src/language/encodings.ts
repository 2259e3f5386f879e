import { type Look, look, type Trigrams } from './gibberish.ts';

export interface Repaired {
  readonly text: string;
  /** What was undone, for people who look after the mail: 'utf-8 read as windows-1251', 'keyboard'. */
  readonly undone: string;
}

/** Below this a text is suspected; a repair must come above it. Mean ln-probability of a letter. */
export const SUSPECT = -3.6;
const PROSE = -2.9;
const GAIN = 0.8;
const TRIED = 3000;
const SINGLE_BYTE = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'] as const;
const LATIN = 'latin';
const RIGHT = ['utf-8', 'windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'] as const;
const KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./?&";
const SIGNS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.,?';

/**
 * A text that was decoded or typed wrongly, made readable; null when it is readable already or nothing helps.
 * `seen`: what the whole text looks like. Tries every wrong decoding, twice over (double UTF-8), and the Latin keyboard. The caller keeps the original.
 */
export function repair(trigrams: Trigrams, text: string, seen: Look = look(trigrams, text)): Repaired | null {
  const sample = text.slice(0, TRIED);
  const before = text.length > TRIED ? look(trigrams, sample) : seen;
  if (before.units < 12) return null;
  if (before.score > SUSPECT)
    return before.latin > 0.7 && isKeyed(trigrams, sample) ? { text: unkeyed(text) ?? text, undone: KEYBOARD } : null;
  let best = candidate(trigrams, sample, before.score);
  if (!best) {
    // Double UTF-8 is no better after one step, only shorter.
    for (const wrong of [LATIN, 'windows-1251']) {
      const once = undo(sample, wrong, 'utf-8');
      const twice = once && once.length < sample.length * 0.7 ? candidate(trigrams, once, before.score) : null;
      if (twice && (!best || twice.score > best.score)) best = { ...twice, steps: [[wrong, 'utf-8'], ...twice.steps] };
    }
  }
  if (!best) return null;
  const whole = best.steps.reduce<string | null>(
    (made, [wrong, right]) => (made === null ? null : undo(made, wrong, right)),
    text,
  );
  return whole === null
    ? null
    : {
        text: whole,
        undone: best.steps.map(([wrong, right]) => (wrong === KEYBOARD ? wrong : `${right} read as ${wrong}`)).join(', '),
      };
}

const KEYBOARD = 'keyboard';

interface Candidate {
  readonly score: number;
  readonly steps: readonly (readonly [wrong: string, right: string])[];
}

function candidate(trigrams: Trigrams, text: string, before: number): Candidate | null {
  let best: Candidate | null = null;
  for (const wrong of [...SINGLE_BYTE, LATIN, KEYBOARD]) {
    for (const right of wrong === KEYBOARD ? ['keys'] : RIGHT) {
      if (wrong === right) continue;
      const made = undo(text, wrong, right);
      if (made === null) continue;
      // Capitals are judged as the words that they write: short ones are not spared as abbreviations.
      const { score, units } = look(trigrams, isShouted(made) ? made.toLowerCase() : made);
      if (units >= 8 && score > SUSPECT && score - before >= GAIN && score > (best?.score ?? Number.NEGATIVE_INFINITY)) {
        best = { score, steps: [[wrong, right]] };
      }
    }
  }
  return best;
}

function isShouted(text: string): boolean {
  return (text.match(/[А-ЯЁ]/g)?.length ?? 0) > 4 * (text.match(/[а-яё]/g)?.length ?? 0);
}

/** The text as it would be had its bytes been read as `right`; null when the bytes are none of `wrong`. */
function undo(text: string, wrong: string, right: string): string | null {
  if (wrong === KEYBOARD) return unkeyed(text);
  const bytes = encode(text, wrong, right === 'utf-8');
  return bytes && new TextDecoder(right).decode(bytes);
}

function encode(text: string, wrong: string, spaces: boolean): Uint8Array | null {
  const table = tableOf(wrong);
  const bytes = new Uint8Array(text.length);
  let strangers = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x80 ? code : table.get(code);
    // windows-1251 has no 0x98: the second half of И (and of ј) is lost on the way.
    if (
      spaces &&
      wrong === 'windows-1251' &&
      byte === undefined &&
      ((bytes[at - 1] ?? 0) & 0xfe) === 0xd0 &&
      (code === 0xfffd || code === 0x3f)
    )
      bytes[at] = 0x98;
    // Nor has windows-1252 0x81, the second half of с, the commonest of those that are lost.
    else if (spaces && wrong === LATIN && code === 0xfffd) bytes[at] = bytes[at - 1] === 0xd0 ? 0x90 : 0x81;
    // U+00A0 is often made a space on the way: «Р » was the letter Р.
    else if (spaces && code === 0x20 && bytes[at - 1] === 0xd0) bytes[at] = 0xa0;
    else if (byte === undefined) {
      strangers += 1;
      bytes[at] = 0x3f;
    } else bytes[at] = byte;
  }
  return strangers * 8 > text.length ? null : bytes;
}

/** 0x80–0x9F; a space where there is none. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const tables = new Map<string, ReadonlyMap<number, number>>();

/** Character → byte 0x80–0xFF. `latin`: windows-1252 and ISO-8859-1 at once, for both are mixed up. */
function tableOf(encoding: string): ReadonlyMap<number, number> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<number, number>();
  const decoder = encoding === LATIN ? null : new TextDecoder(encoding);
  for (let byte = 0x80; byte < 0x100; byte += 1)
    table.set(decoder ? decoder.decode(new Uint8Array([byte])).charCodeAt(0) : byte, byte);
  // Some versions of Node decode windows-1252 as ISO-8859-1: its own signs are written out.
  if (!decoder)
    [...WINDOWS_1252].forEach((sign, index) => {
      if (sign !== ' ') table.set(sign.charCodeAt(0), 0x80 + index);
    });
  tables.set(encoding, table);
  return table;
}

/** English is no Russian when its keys are read as Russian ones; «cxtnxbr» is. */
function isKeyed(trigrams: Trigrams, text: string): boolean {
  const made = unkeyed(text);
  return made !== null && look(trigrams, made).score > PROSE;
}

/** «ghjie» was typed for «прошу». Only where Latin letters are the most. */
function unkeyed(text: string): string | null {
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  const cyrillic = text.match(/[а-яё]/gi)?.length ?? 0;
  if (latin < 12 || cyrillic * 4 > latin) return null;
  let made = '';
  for (const character of text) {
    const small = SHIFTED[character] ?? character.toLowerCase();
    const sign = SIGNS[KEYS.indexOf(small)];
    made += sign === undefined ? character : small === character ? sign : sign.toUpperCase();
  }
  return made;
}

const SHIFTED: Readonly<Record<string, string>> = { '~': '`', '{': '[', '}': ']', ':': ';', '"': "'", '<': ',', '>': '.' };
