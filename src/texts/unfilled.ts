/** Places of a draft that the executor has to fill in: «[…]», also with a hint inside («[… сумма]»). */

/** 0-based indexes of the paragraphs that still hold such a place. */
export function unfilled(paragraphs: readonly string[]): readonly number[] {
  return paragraphs.flatMap((paragraph, index) => (/\[\s*(?:…|\.\.\.)[^\]]*\]/.test(paragraph) ? [index] : []));
}
