/** Texts of drafts for the fake office, without templates. */
import type { DraftFields } from '../../src/domain/command.ts';
import type { Facts, NoticeText } from '../../src/domain/decision.ts';
import type { Letter } from '../../src/domain/letter.ts';
import { proposedSignatory } from '../../src/domain/signing.ts';
import type { Standard } from '../../src/domain/standard.ts';
import type { GroundId } from '../../src/language/finding.ts';

export function freshDraft(standard: Standard, letter: Letter, template: string, facts: Facts): DraftFields {
  const { correspondent } = letter.card;
  return {
    template,
    addressee: [correspondent.organisation, correspondent.person, correspondent.email].filter((each) => each !== null),
    title: `Об обращении № ${letter.number}`,
    salutation: 'Здравствуйте!',
    text: [`Благодарим Вас за обращение № ${letter.number}. Сообщаем следующее.`, '[суть ответа]'],
    enclosures: [],
    answerChannel: letter.card.answerChannel,
    signatory: proposedSignatory(standard, letter, facts)?.id ?? '',
  };
}

export function noticeFor({ number, card }: Letter, ground: GroundId): NoticeText {
  const { organisation, person } = card.correspondent;
  return {
    title: `Об обращении № ${number}`,
    salutation: 'Здравствуйте!',
    text: [`Обращение № ${number} зарегистрировано. Основание: ${ground}.`],
    addressee: [organisation ?? person ?? 'Заявителю'],
    enclosures: [],
  };
}
