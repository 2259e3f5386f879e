/** What people do with the sheets of a batch, and how they make letters. Pure. */
import type { Sheet } from './ports/batches.ts';

export type Arrangement =
  | { readonly do: 'turn'; readonly sheet: string }
  /** Cut before it, or join it to the letter above. */
  | { readonly do: 'cut'; readonly sheet: string }
  | { readonly do: 'leave'; readonly sheet: string }
  | { readonly do: 'move'; readonly sheet: string; readonly by: -1 | 1 }
  /** Dragged with the mouse: to the place of another sheet. */
  | { readonly do: 'place'; readonly sheet: string; readonly before: string | null };

export function arranged(sheets: readonly Sheet[], change: Arrangement): readonly Sheet[] {
  const at = sheets.findIndex(({ id }) => id === change.sheet);
  const sheet = sheets[at];
  if (!sheet) return sheets;
  switch (change.do) {
    case 'turn':
      return sheets.with(at, { ...sheet, turn: (sheet.turn + 90) % 360 });
    case 'cut':
      return sheets.with(at, { ...sheet, begins: !beginsAt(sheets, at), left: isLeft(sheet) ? false : sheet.left });
    case 'leave':
      return sheets.with(at, { ...sheet, left: !isLeft(sheet) });
    case 'move': {
      const to = at + change.by;
      const other = sheets[to];
      return other ? sheets.with(at, other).with(to, sheet) : sheets;
    }
    case 'place': {
      const rest = sheets.filter(({ id }) => id !== sheet.id);
      const to = change.before === null ? rest.length : rest.findIndex(({ id }) => id === change.before);
      return to < 0 ? sheets : [...rest.slice(0, to), sheet, ...rest.slice(to)];
    }
  }
}

/** Letters in order, each at least one sheet; what is left out is in none. */
export function lettersOf(sheets: readonly Sheet[]): readonly (readonly Sheet[])[] {
  const letters: Sheet[][] = [];
  for (const [at, sheet] of sheets.entries()) {
    if (isLeft(sheet)) continue;
    const letter = letters.at(-1);
    if (!letter || beginsAt(sheets, at)) letters.push([sheet]);
    else letter.push(sheet);
  }
  return letters;
}

/** Blank sheets and our QR sheets part letters and go into none, unless somebody wants them. */
export function isLeft({ left, seen }: Sheet): boolean {
  return left ?? (seen !== null && seen.kind !== 'page');
}

/** A letter begins after a separator, at the first sheet, with each file of several pages and after it; a person's word goes first. */
export function beginsAt(sheets: readonly Sheet[], at: number): boolean {
  const sheet = sheets[at];
  if (!sheet) return false;
  if (sheet.begins !== null) return sheet.begins;
  const before = sheets[at - 1];
  if (!before) return true;
  if (before.seen && before.seen.kind !== 'page' && before.left !== false) return true;
  return before.file !== sheet.file && (sheet.of > 1 || before.of > 1);
}

/** Of each sheet that looks like an earlier one: that one's id. Earlier batches come with ids of their own. */
export function likenesses(
  sheets: readonly Sheet[],
  earlier: readonly { id: string; look: string }[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const known = [...earlier];
  for (const { id, seen } of sheets) {
    if (!seen?.look) continue;
    const like = known.find(({ look }) => isAlike(look, seen.look));
    if (like) found.set(id, like.id);
    known.push({ id, look: seen.look });
  }
  return found;
}

/** Of 256 bits. Measured: the same sheet scanned again differs in up to 20, other letters of one layout in 81 and more. */
const ALIKE = 40;

function isAlike(one: string, two: string): boolean {
  if (one.length !== two.length) return false;
  let differ = 0;
  for (let at = 0; at < one.length && differ <= ALIKE; at += 8) {
    let bits = (Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(two.slice(at, at + 8), 16)) >>> 0;
    for (; bits !== 0; bits &= bits - 1) differ += 1;
  }
  return differ <= ALIKE;
}
