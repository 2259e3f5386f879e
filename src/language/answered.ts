/** Which paragraph of an answer speaks to a question of the letter (cl. 8.4.5). A hint for people, never a verdict. */
import { stems } from './stems.ts';

/**
 * The 0-based paragraph that answers question `index` (0-based): it names the number of the question, or says at least a
 * third of its words again; null: none does. Of several the one with most words in common.
 */
export function answeredIn(question: string, index: number, paragraphs: readonly string[]): number | null {
  const named = paragraphs.findIndex((paragraph) => numbersIn(paragraph).includes(index + 1));
  if (named >= 0) return named;
  const asked = new Set(stems(question).filter((each) => each.length > 2 && !EMPTY.has(each)));
  if (asked.size === 0) return paragraphs.length > 0 ? 0 : null;
  const shares = paragraphs.map((paragraph) => {
    const said = new Set(stems(paragraph));
    return [...asked].filter((each) => said.has(each)).length;
  });
  const best = Math.max(0, ...shares);
  return best >= Math.max(Math.min(2, asked.size), asked.size * SHARE) ? shares.indexOf(best) : null;
}

/** A third: an answer says it in words of its own. */
const SHARE = 0.3;

/** What every request says and no answer need repeat. */
const EMPTY: ReadonlySet<string> = new Set(
  stems(
    'прошу просим просьба пожалуйста сообщите сообщить укажите указать поясните пояснить разъясните разъяснить дайте дать ответ ответьте вопрос почему когда как какой какая какие сколько нам нас наш ваш вас вам это этот также что чтобы или для при под если был была было были есть будет можно ли уже ещё все всё на за по от до из без',
  ),
);

/** «По вопросу 2», «на второй вопрос», «2.», «2)», «②»: the numbers of the questions that a paragraph says it answers. */
function numbersIn(paragraph: string): readonly number[] {
  const found = [
    ...[...paragraph.matchAll(/(?:вопрос[а-я]*|пункт[а-я]*)\s+(?:№\s*)?(\d{1,2})(?!\d|[.,]\d)/giu)].map(([, digits]) =>
      Number(digits),
    ),
    ...[...paragraph.matchAll(/(\p{L}+)\s+вопрос/giu)].map(([, word = '']) => ordinal(word)),
    ...[...paragraph.matchAll(/^\s*(\d{1,2})[.)]\s/g)].map(([, digits]) => Number(digits)),
    ...[...paragraph].map((sign) => sign.charCodeAt(0) - CIRCLED_ONE + 1),
  ];
  return found.filter((each) => each >= 1 && each <= 20);
}

const CIRCLED_ONE = 0x2460;
const ORDINALS = ['перв', 'втор', 'трет', 'четверт', 'пят', 'шест', 'седьм', 'восьм', 'девят', 'десят'];

function ordinal(word: string): number {
  const plain = word.toLowerCase().replaceAll('ё', 'е');
  return ORDINALS.findIndex((each) => plain.startsWith(each)) + 1;
}
