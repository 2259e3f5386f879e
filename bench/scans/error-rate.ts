/** Character error rate: edits between what was read and what stands there, by the letters that stand there. */

/** @returns edits and length, to be summed over pages */
export function errorsOf(read: string, truth: string): { edits: number; length: number } {
  const [a, b] = [levelled(read), levelled(truth)];
  return { edits: distance(a, b), length: b.length };
}

/** Spaces, quotes, dashes and ё are no errors. */
function levelled(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replaceAll('Ё', 'Е')
    .replace(/[«»„“”"‘’']/g, '"')
    .replace(/[–—−‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Levenshtein, one row at a time. */
function distance(a: string, b: string): number {
  const row = Uint32Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      const change = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, change);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
