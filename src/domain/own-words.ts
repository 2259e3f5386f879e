/** What the writer of a mail says now, and what stands there besides: for whoever shows the letter. */
import { type Layer, layersOf } from '../language/layers.ts';
import type { Letter } from './letter.ts';

export { type Layer, type LayerKind, layersOf } from '../language/layers.ts';

/** Of the text that is shown: the repaired one where there is one. A letter on paper is its writer's own from the first line to the last. */
export function layersOfLetter({
  text,
  repaired,
  textSource,
  mail,
}: Pick<Letter, 'text' | 'repaired' | 'textSource' | 'mail'>): readonly Layer[] {
  const shown = repaired?.text ?? text;
  if (mail === null || textSource !== 'body') return shown === '' ? [] : [{ kind: 'own', start: 0, end: shown.length }];
  return layersOf(shown);
}
