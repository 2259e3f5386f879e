/** A text beside another, as escaped HTML: sentences that both have, and what only this one says. */
import type { Compared } from '../language/finding.ts';
import { escapeHtml } from './highlight.ts';

export function comparedHtml(text: string, marks: readonly Compared[]): string {
  const borders = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  let html = '';
  for (const [index, start] of borders.entries()) {
    const end = borders[index + 1];
    if (end === undefined) break;
    const covering = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const look = covering.some(({ what }) => what === 'new') ? 'new' : covering.length > 0 ? 'same' : null;
    const words = escapeHtml(text.slice(start, end)).replaceAll('\r', '').replaceAll('\n', '<br>');
    html += look ? `<mark class="cmp-${look}">${words}</mark>` : words;
  }
  return html;
}
