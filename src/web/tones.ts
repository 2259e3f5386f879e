/** The traffic light as columns and chips name it. */
import { OPEN_TONES, type OpenTone } from '../domain/light.ts';

export const TONE_NAMES: Readonly<Record<OpenTone, string>> = {
  late: 'Просрочено',
  hot: 'До 2 дней',
  soon: 'До 5 дней',
  calm: 'В срок',
  held: 'Продлено',
};

export function isTone(text: unknown): text is OpenTone {
  return OPEN_TONES.some((tone) => tone === text);
}
