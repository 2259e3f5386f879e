/** Кому: names and posts in the dative, for the addressee of a letter. What is not sure stays as it is written. */
import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich';

export type Sex = 'male' | 'female';

/** A person as written, in parts: the post before the name, surname, name, patronymic (or their initials). */
export interface NamedPerson {
  /** «Генеральный директор»; empty when none is written. */
  readonly post: string;
  readonly surname: string;
  /** Name, or initial with its point. Empty when none is written. */
  readonly name: string;
  readonly patronymic: string;
}

const PATRONYMIC = /^[А-ЯЁ][а-яё]+(?:вич|ьич|мич|тич|кич|вна|ична|инична)$/u;
const INITIAL = /^[А-ЯЁ]\.$/u;
const SURNAME = /^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*$/u;

/** «Генеральный директор Иванова М.П.», «Мария Петровна Иванова» → its parts; null when it is not built so. */
export function personIn(text: string): NamedPerson | null {
  const words = text
    .replace(/([А-ЯЁ]\.)(?=\S)/gu, '$1 ')
    .trim()
    .split(/[\s,]+/);
  const initials = words.filter((word) => INITIAL.test(word));
  const patronymic = words.findIndex((word, index) => index > 0 && PATRONYMIC.test(word) && index >= words.length - 2);
  const named = (from: number, surname: string, name: string, second: string): NamedPerson | null =>
    SURNAME.test(surname) ? { post: words.slice(0, from).join(' '), surname, name, patronymic: second } : null;
  if (initials.length > 0 && initials.length <= 2) {
    const at = words.findIndex((word) => INITIAL.test(word));
    const after = words.slice(at, at + initials.length).every((word) => INITIAL.test(word));
    const [name = '', second = ''] = initials;
    if (after && at + initials.length === words.length && at > 0) return named(at - 1, words[at - 1] ?? '', name, second);
    if (after && at + initials.length === words.length - 1) return named(at, words.at(-1) ?? '', name, second);
    return null;
  }
  if (patronymic < 1 || !SURNAME.test(words[patronymic - 1] ?? '')) return null;
  const [name = '', second = ''] = [words[patronymic - 1], words[patronymic]];
  if (patronymic === words.length - 1 && patronymic > 1) {
    return named(patronymic - 2, words[patronymic - 2] ?? '', name, second);
  }
  return patronymic === words.length - 2 ? named(patronymic - 1, words.at(-1) ?? '', name, second) : null;
}

/** The same person in the dative; null in doubt: of two sexes, a surname that declines nobody knows how, a foreign order of names. */
export function dativeOf(person: NamedPerson): NamedPerson | null {
  const { surname, name, patronymic } = person;
  const short = INITIAL.test(name);
  const sex = short ? sexOfSurname(surname) : sexOfPatronymic(patronymic);
  const post = dativePost(person.post);
  const last = sex && dativeSurname(surname, sex);
  if (!sex || !last || post === null) return null;
  if (short) return { ...person, post, surname: last };
  return {
    post,
    surname: last,
    name: inclineFirstname(name, 'dative', sex),
    patronymic: inclineMiddlename(patronymic, 'dative', sex),
  };
}

export function sexOfPatronymic(patronymic: string): Sex | null {
  return PATRONYMIC.test(patronymic) ? (patronymic.endsWith('на') ? 'female' : 'male') : null;
}

/** Only endings that say it: «Иванова», «Заказчиков», «Вяземская». */
function sexOfSurname(surname: string): Sex | null {
  const last = surname.split('-').at(-1)?.toLowerCase() ?? '';
  if (UNSURE_IN_INA.test(last)) return null;
  if (/(?:[оеё]ва|[иы]на|[сцз]кая|[аы]я)$/u.test(last)) return 'female';
  if (/(?:[оеё]в|[иы]н|[сцз]кий)$/u.test(last) && vowels(last) > 1) return 'male';
  return null;
}

/** Surnames that men bear as well: «Щербина», «Калина». */
const UNSURE_IN_INA = /^(?:щербина|калина|малина|рябина|былина|смородина|осина|перина|година|кручина|лучина|паутина|тычина)$/u;
/** Vowels that flee in some families and stay in others («Кравцу», «Кравецу»), and words of two stems. */
const UNSURE_MALE = /(?:ец|ень|оть|[^аеёиоуыэюя]ок|[еёя]к|[её]л|обёр|заяц|ловей|робей|равей|[чщшц]ий|^лев)$/u;
/** They look like ours and do not change. */
const FOREIGN = /^(?:дюма|золя|дега|петипа|тома|дидро|кабила|фермата)$/u;

function dativeSurname(surname: string, sex: Sex): string | null {
  const parts = surname.split('-').map((part, index, all) => {
    const low = part.toLowerCase();
    // «Бонч-Бруевичу», «Тер-Петросяну»
    if (FOREIGN.test(low) || (all.length > 1 && index === 0 && vowels(low) < 2)) return part;
    if (sex === 'male') {
      if (UNSURE_MALE.test(low)) return null;
      // «Цою», «Гайдаю», but «Белому»
      if (/^[^аеёиоуыэюя]*[ои]й$/u.test(low) || /[аеёуэюя]й$/u.test(low)) return part.replace(/й$/u, 'ю');
    }
    return inclineLastname(part, 'dative', sex);
  });
  return parts.some((part) => part === null) ? null : parts.join('-');
}

function vowels(word: string): number {
  return word.match(/[аеёиоуыэюя]/gu)?.length ?? 0;
}

/** Heads of posts; what follows them stands in the genitive already («директор филиала»). */
const HEADS: Readonly<Record<string, string>> = {
  директор: 'директору',
  начальник: 'начальнику',
  глава: 'главе',
  заместитель: 'заместителю',
  председатель: 'председателю',
  руководитель: 'руководителю',
  управляющий: 'управляющему',
  управляющая: 'управляющей',
  заведующий: 'заведующему',
  заведующая: 'заведующей',
  исполняющий: 'исполняющему',
  исполняющая: 'исполняющей',
  инженер: 'инженеру',
  энергетик: 'энергетику',
  механик: 'механику',
  бухгалтер: 'бухгалтеру',
  экономист: 'экономисту',
  юрист: 'юристу',
  юрисконсульт: 'юрисконсульту',
  специалист: 'специалисту',
  менеджер: 'менеджеру',
  мастер: 'мастеру',
  врач: 'врачу',
  ректор: 'ректору',
  президент: 'президенту',
  предприниматель: 'предпринимателю',
  представитель: 'представителю',
  секретарь: 'секретарю',
  собственник: 'собственнику',
  владелец: 'владельцу',
  учредитель: 'учредителю',
  прокурор: 'прокурору',
  нотариус: 'нотариусу',
  мэр: 'мэру',
  губернатор: 'губернатору',
  министр: 'министру',
  командир: 'командиру',
  настоятель: 'настоятелю',
};

/** «Первый заместитель генерального директора» → «Первому заместителю генерального директора»; null: a post we do not know. */
export function dativePost(post: string): string | null {
  if (!post.trim()) return '';
  // «И. о. директора», «ИП»
  if (/^(?:и\.\s?о\.|ИП$)/iu.test(post)) return post;
  const words = post.trim().split(/\s+/);
  for (const [index, word] of words.entries()) {
    const low = word.toLowerCase();
    // «Главный врач», «инженер-энергетик»
    const head = low.split('-').map((part) => HEADS[part]);
    if (head.every((part) => part !== undefined)) {
      return [...words.slice(0, index).map(dativeAdjective), likeCase(word, head.join('-')), ...words.slice(index + 1)].join(' ');
    }
    if (!/(?:ый|ий|ой|ая|яя)$/u.test(low)) return null;
  }
  return null;
}

function dativeAdjective(word: string): string {
  return word
    .replace(/(?<=[гкхжчшщн])ий$/u, (_, at: number) => (/[гкх]$/u.test(word.slice(0, at)) ? 'ому' : 'ему'))
    .replace(/(?:ый|ой)$/u, 'ому')
    .replace(/ая$/u, 'ой')
    .replace(/яя$/u, 'ей');
}

function likeCase(model: string, word: string): string {
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
