/** Words about templates: what is wrong with one and where, and how an added one is called. */
import type { EditableTexts, TemplateFault } from './ports/texts.ts';

/** «Строка 3, знак 5 (letters/interim.hbs:3:5): имя «due.dat» не задано.» */
export function faultWords({ file, line, column, message, name }: TemplateFault): string {
  const said = name ? nameWords(name, message) : (KNOWN.find(([pattern]) => pattern.test(message))?.[1] ?? message);
  return `Строка ${line}, знак ${column} (${file}:${line}:${column}): ${said}`;
}

function nameWords(name: string, message: string): string {
  return message.includes('is empty')
    ? `«${name}» бывает пустым, а печатается всегда. Окружите его условием {{#if ${name}}}…{{/if}}.`
    : `имени «${name}» нет. Выберите из списка имён справа.`;
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/line --- between/, 'нет строки --- между заголовком и текстом. Добавьте её.'],
  [/has one title/, 'нужна одна строка «title: …».'],
  [
    /neither "title/,
    'до строки --- бывают только «title: …», «enclosure: …», у добавленных исходов ещё «label: …» и «topics: …».',
  ],
  [/a label has/, 'название исхода («label: …») короче трёх или длиннее семидесяти знаков.'],
  [/a label is plain/, 'название исхода («label: …») — простые слова, без скобок.'],
  [
    /unknown topic/,
    'тем бывает десять: contracts, billing, metering, debt, reliability, tariffs, service, legal, press, other. Через запятую, или ничего — тогда подходит к любой.',
  ],
  [/has no text/, 'после строки --- нет текста.'],
  [/there is no partial/, 'такой вставки нет. Уберите {{> …}}.'],
  [/doesn't match/, 'открыто одно, а закрыто другое. Проверьте {{#if}} и {{/if}}.'],
  [/expecting|Parse error|Expecting/i, 'скобки {{ }} не сходятся. Проверьте, что каждая открытая закрыта.'],
  [/is not a day/, 'это не дата. Уберите date или возьмите другое имя.'],
  [
    /knownHelpers|unknown helper|Missing helper/i,
    'такой команды нет. Есть: date, longDate, plural, nbsp, if, unless, each, with.',
  ],
];

/** Of a template without a file: it has to say how it stands in the list, and not as another does. Null: well. */
export function labelFault(texts: Pick<EditableTexts, 'outcomes'>, id: string, source: string): string | null {
  const label = labelIn(source);
  if (!label) return 'Напишите в первой строке название исхода, как его увидит исполнитель: «label: …».';
  const same = texts.outcomes().find((each) => each.id !== id && each.label.toLowerCase() === label.toLowerCase());
  return same ? `Исход «${same.label}» уже есть. Назовите этот иначе, чтобы их не путали.` : null;
}

/** The `label: …` of a head; empty when there is none. */
export function labelIn(source: string): string {
  const head = source.split(/^---$/m)[0] ?? '';
  return (
    head
      .match(/^label:[ \t]*(.*)$/m)?.[1]
      ?.replace(/\s+/g, ' ')
      .trim() ?? ''
  );
}

/** «Отсрочка платежа» → `otsrochka-platezha`, with a number when that is taken. */
export function freeId(label: string, taken: ReadonlySet<string>): string {
  const latin = [...label.toLowerCase()].map((sign) => LATIN[sign] ?? sign).join('');
  const id =
    latin
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'ishod';
  for (let n = 1; ; n += 1) {
    const each = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(each) && each !== 'new') return each;
  }
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((sign, at) => [
    sign,
    'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(' ')[at] ?? '',
  ]),
);
