/** The traffic light in words: colour never speaks alone. */
import type { Day } from '../domain/calendar.ts';
import { light, type Tone } from '../domain/light.ts';
import type { Standard } from '../domain/standard.ts';
import { counted, noun, shortDay } from './times.ts';

export interface LightView {
  readonly tone: Tone;
  /** «4 дня», «сегодня», «просрочено 1 день», «до 15.12» */
  readonly text: string;
  /** «осталось 4 дня · до 27.11» */
  readonly long: string;
}

export function lightOf(
  standard: Standard,
  letter: { readonly state: string; readonly dueOn: Day; readonly extendedBy: number },
  today: Day,
): LightView {
  const { tone, days } = light(standard, letter, today);
  const due = shortDay(letter.dueOn, today);
  if (tone === 'done') return { tone, text: 'закрыт', long: 'срок остановлен' };
  if (tone === 'late') {
    const late = counted(-days, 'день', 'дня', 'дней');
    return { tone, text: `−${late}`, long: `просрочено ${late} · срок был ${due}` };
  }
  if (days === 0) return { tone, text: 'сегодня', long: `срок сегодня · до ${due}` };
  const left = counted(days, 'день', 'дня', 'дней');
  if (tone === 'held') return { tone, text: `до ${due}`, long: `продлено · до ${due}` };
  return { tone, text: left, long: `${noun(days, 'остался', 'осталось', 'осталось')} ${left} · до ${due}` };
}
