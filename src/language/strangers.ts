/** Whose data a letter speaks of, when they have a number or a name: flats, firms and people that are not the writer's (cl. 8.2.9). */
import { isCapitalised, SURNAME } from './names.ts';
import { latest } from './once.ts';
import { type Reading, readAs, sentenceAt, type Word } from './reading.ts';
import { kept, type Memo, memo, recalled } from './vocabulary.ts';

/**
 * The letter with a mark in place of a word: `@unit` for a flat, house, garage or plot with a number other than the writer's, `@firm` for
 * a firm and `@person` for a person named once and not as the writer. Rows of confidential.yaml ask for the marks. Null: there are none.
 */
export function withStrangers(reading: Reading): Reading | null {
  const marks = new Map([...units(reading), ...firms(reading), ...people(reading)]);
  if (marks.size === 0) return null;
  const words = reading.words.map((word, at) => {
    const mark = marks.get(at);
    return mark ? readAs(word, mark) : word;
  });
  return { ...reading, words };
}

/** The same, or the letter as it is; worked out once for all that ask of a letter in hand. */
export const withMarks = latest((reading: Reading): Reading => withStrangers(reading) ?? reading);

type Mark = readonly [at: number, mark: string];

interface Unit {
  readonly at: number;
  readonly kind: string;
  readonly numbers: readonly string[];
  readonly own: boolean;
}

const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['flat', /^(?:кв|квартир[аеуыо]й?|квартирой)$/],
  ['house', /^(?:дом|дома|доме|дому|домом)$/],
  ['garage', /^(?:гараж|гаража|гараже|гаражу|бокс|бокса|боксу)$/],
  ['plot', /^(?:участок|участка|участку|участке|дача|дачи|даче)$/],
];
/** The writer's own. */
const OWN =
  /^(?:мой|моя|мое|моей|моего|моему|моем|мою|наш|наша|нашей|нашего|нашему|нашу|живу|живем|проживаю|проживаем|прописан|прописана|прописаны|зарегистрирован|зарегистрирована|собственник|собственница|собственники|владелец|владелица|хозяин|хозяйка|владею|являюсь|меня|нас|я|мы|из|от|квартиросъемщик|снимаю|арендую)$/;
/** Said of a flat beside the writer's. */
const BESIDE = /^(?:там|они|них|ними|соседи|соседней|соседнем|соседка|сосед|соседнего|соседская|подъезд|подъезде)$/;
const REACH = 5;

/** Of one kind, with numbers other than those of the writer; where he names none, only beside him («в нашем доме»). */
function units(reading: Reading): readonly Mark[] {
  const all: Unit[] = [];
  for (let at = 0; at < reading.words.length; at += 1) {
    const unit = unitAt(reading, at);
    if (unit) all.push(unit);
  }
  return all.flatMap(({ at, kind, numbers, own }): Mark[] => {
    const mine = all.filter((each) => each.kind === kind && each.own).flatMap((each) => each.numbers);
    if (own || numbers.some((each) => mine.includes(each))) return [];
    return mine.length > 0 || (kind === 'flat' && isBeside(reading, at)) ? [[at, '@unit']] : [];
  });
}

/** «квартиры 45», «кв. 45», «квартиры 12 и 15», «45-й квартиры», «доме № 14»; a house inside an address is only a part of it. */
function unitAt(reading: Reading, at: number): Unit | null {
  const { words } = reading;
  const kind = kindOf(words[at] as Word);
  if (kind === null) return null;
  const numbers = numbersAfter(reading, at);
  if (numbers.length === 0 && /^(?:й|ой|я|ая|ю|ую)$/.test(words[at - 1]?.folded ?? '')) {
    const ordinal = words[at - 2]?.folded ?? '';
    if (NUMBER.test(ordinal)) numbers.push(ordinal);
  }
  return numbers.length === 0 ? null : { at, kind, numbers, own: isOwn(reading, at) };
}

function kindOf(word: Word): string | null {
  const known = recalled(kinds, word);
  if (known !== undefined) return known;
  return kept(kinds, word, KINDS.find(([, form]) => form.test(word.folded))?.[0] ?? null);
}

const kinds: Memo<string | null> = memo();

/** Not a year. */
const NUMBER = /^(?!20\d\d$)\d{1,4}[а-д]?$/;
/** Between a word and its number, and between numbers. */
const GAP = 4;

function numbersAfter({ words }: Reading, at: number): string[] {
  const found: string[] = [];
  for (let next = at + 1; (words[next]?.start ?? 0) - (words[next - 1]?.end ?? 0) <= GAP; next += 1) {
    const folded = words[next]?.folded ?? '';
    if (NUMBER.test(folded)) found.push(folded);
    else if (folded !== 'и' || found.length === 0) break;
  }
  return found;
}

/** «живу в кв. 44», «Иванова, кв. 44», «ул. Полевая, д. 12, кв. 44». */
function isOwn(reading: Reading, at: number): boolean {
  const { text, words } = reading;
  const sentence = sentenceAt(reading, at);
  const first = Math.max(sentence.from, at - REACH);
  for (let near = first; near < at; near += 1) {
    const { folded } = words[near] as Word;
    if (OWN.test(folded) && !(folded.startsWith('наш') && words[near + 1]?.folded.startsWith('дом'))) return true;
  }
  const start = words[at]?.start ?? 0;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  const isShort = line.length < 70 && start > text.length * 0.4 && line.length < text.length;
  return (
    isShort ||
    sentence.to - sentence.from < 6 ||
    /(?:\d|[Дд]ом)[\s,/а-яА-Я.№]{0,6}$/.test(text.slice(Math.max(0, start - 8), start))
  );
}

function isBeside(reading: Reading, at: number): boolean {
  const { from, to } = sentenceAt(reading, at);
  return reading.words
    .slice(from, to)
    .some(
      ({ folded }, near, all) =>
        BESIDE.test(folded) || (/^наш/.test(folded) && /^(?:дом|подъезд)/.test(all[near + 1]?.folded ?? '')),
    );
}

const FORMS = new Set('ооо оао зао пао ао ип магазин кафе завод комбинат комбинату заводу фирма компания предприятие'.split(' '));
/** What a firm says of itself. */
const SAYS =
  /^(?:просит|просим|сообщает|сообщаем|обращается|обращаемся|направляет|направляем|уведомляет|заявляет|лице|мы|нас|нам|нами|наш[а-я]{0,4})$/;

/** «ООО «Конкурент»», «ИП Сидоров», «магазин «Ромашка»»: named once, and not as the writer. */
function firms(reading: Reading): readonly Mark[] {
  const found: Mark[] = [];
  for (const [at, word] of reading.words.entries()) {
    const name = reading.words[at + 1];
    if (!FORMS.has(word.folded) || !name || !isNamed(reading.text, word, name)) continue;
    const sentence = sentenceAt(reading, at);
    const isWriters = reading.words.slice(sentence.from, sentence.to).some(({ folded }) => SAYS.test(folded));
    if (!isWriters && !isNamedAgain(reading, at + 1) && !isLine(reading, word)) found.push([at, '@firm']);
  }
  return found;
}

function isNamed(text: string, form: Word, name: Word): boolean {
  const between = text.slice(form.end, name.start);
  return /^\s?[«"„“]$/.test(between) || (form.folded === 'ип' && between === ' ' && isCapitalised(text, name.start));
}

const ROLE =
  /^(?:мастер|монтер|инженер|контролер|директор|бухгалтер|инспектор|специалист|сотрудни|начальник|электрик|диспетчер|юрист|оператор|менеджер|руководител|ул|улиц|проспект|пер|пр|переул|пос|поселк|деревн)/;

/** «у Петрова Ивана Сергеевича», «Кузнецов с третьего этажа»: inside a sentence, no post before the name, named once. */
function people(reading: Reading): readonly Mark[] {
  const { text, words } = reading;
  return reading.sentences.flatMap(({ from, to }) => {
    const found: Mark[] = [];
    for (let at = from + 1; at < to; at += 1) {
      const word = words[at] as Word;
      if (word.folded.length < 5 || !isCapitalised(text, word.start) || !isLikeSurname(word)) continue;
      if (ROLE.test(words[at - 1]?.folded ?? '') || isNamedAgain(reading, at) || isLine(reading, word)) continue;
      if (!/[«"„“]$/.test(text.slice(0, word.start).slice(-1))) found.push([at, '@person']);
    }
    return found;
  });
}

function isLikeSurname(word: Word): boolean {
  return recalled(surnames, word) ?? kept(surnames, word, SURNAME.test(word.folded));
}

const surnames: Memo<boolean> = memo();

/** The name stands a second time in the letter, in any case: whoever signs so is the writer. */
function isNamedAgain({ words }: Reading, at: number): boolean {
  const name = words[at]?.folded ?? '';
  const stem = name.slice(0, Math.max(4, name.length - 2));
  return words.some(({ folded }, other) => other !== at && folded.startsWith(stem));
}

/** On a short line of its own: the head or the signature of a letter. */
function isLine({ text }: Reading, { start }: Word): boolean {
  const from = text.lastIndexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(from, end < 0 ? text.length : end);
  return line.length < text.length && line.length < 70 && !/[?.]\s*$/.test(line);
}
