/** To whom something is handed over: named by the clerk, else as the card says (9.8). */
import type { CommandOf } from './command.ts';
import type { Letter } from './letter.ts';

type HandOver = CommandOf<'hand_over' | 'give_notice'>;

export const LACKING: Readonly<Record<HandOver['channel'], string>> = {
  post: 'В карточке нет почтового адреса. Впишите, куда отправлено (п. 9.8).',
  'in-person': 'Впишите, кому вручён ответ (п. 9.8).',
  phone: 'В карточке нет телефона. Впишите, по какому номеру и кому дан ответ (п. 9.8).',
};

export function recipient(letter: Letter, { channel, to }: HandOver): string {
  const { address, person, organisation, phone } = letter.card.correspondent;
  const known = { post: address, 'in-person': person ?? organisation, phone }[channel];
  const told = to?.trim() ?? '';
  if (channel === 'phone' && phone && told && !/\d{3}/.test(told)) return `${phone}, ${told}`;
  return told || known || '';
}
