import type { Reading } from './reading.ts';

/** «Херова Мария Олеговна», «Пердунова Н. Н.»: a capitalised word with the ending of a surname beside a name or initials. */
export function isSurname({ text, words }: Reading, index: number): boolean {
  const word = words[index];
  if (!word || !isCapitalised(text, word.start) || !SURNAME.test(word.folded)) return false;
  if (ROLE.test(words[index - 1]?.folded ?? '') && words[index - 1]?.end === word.start - 1) return true;
  return [index - 1, index + 1].some((at) => {
    const other = words[at];
    if (!other || Math.abs(at < index ? word.start - other.end : other.start - word.end) > 2) return false;
    const between = at < index ? text.slice(other.end, word.start) : text.slice(word.end, other.start);
    if (/[,;:!?\n]/.test(between)) return false;
    return isCapitalised(text, other.start) || /^\p{Lu}\.?$/u.test(text.slice(other.start, other.end + 1).trim());
  });
}

/** A capital and then a small letter: not in a text that shouts. */
export function isCapitalised(text: string, at: number): boolean {
  const [first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  // а–я begins no name, А–Яа–я does: nearly all that is asked
  if (first >= 0x430 && first <= 0x44f) return false;
  if (first >= 0x410 && first <= 0x42f && second >= 0x430 && second <= 0x44f) return true;
  return /^\p{Lu}\p{Ll}/u.test(text.slice(at, at + 2));
}

/** «наследница Блядина», «мастер Сучков». */
const ROLE =
  /^(?:наследни|мастер|монтер|инженер|контролер|директор|граждан|господин|госпож|бухгалтер|председател|нотариус|сосед|абонент|потребител|дочь|дочери|сын|жена|жены|муж|инспектор|специалист|сотрудник|сотрудниц|начальник|электрик|диспетчер|адвокат|юрист|фамили|семь|собственник|собственниц|представител|управляющ)[а-я]{0,4}$/;

export const SURNAME =
  /(?:[оеё]в|[иы]н|ск(?:ий|ая|ого|ой|ому|им)|[оеё]в(?:а|у|ым|ой|е)|[иы]н(?:а|у|ым|ой|е)|енко|[ую]к|ович|евич|[иы]х)$/;
