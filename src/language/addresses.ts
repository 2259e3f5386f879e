import type { Place } from './place.ts';

// Case matters: with the `i` flag any «слово, слово 1» would be an address.
const NAME =
  '(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*|\\d{1,3}(?:-?[а-яё]{1,3})?\\s+[А-ЯЁ][а-яё]+|[А-ЯЁ]\\.\\s?[А-ЯЁ][а-яё]+)(?:\\s[А-ЯЁ][а-яё]+){0,2}';
const KIND =
  '(?:[Уу]л(?:иц[аеыу]|\\.|(?=\\s))|[Пп]р(?:осп(?:ект\\p{L}?|\\.)|-?кт|-т)\\.?|[Пп]ер(?:еул(?:ок|ке|ка)|\\.)|[Мм]кр(?:-?н)?\\.?|[Мм]икрорайон\\p{L}?|[Шш](?:оссе|\\.)|[Нн]аб(?:ережн\\p{L}{2}|\\.)|[Бб](?:ульвар\\p{L}?|-р|ул\\.)|[Пп]роезд\\p{L}?|[Пп]л(?:ощад[ьи]|\\.)|[Кк]в(?:артал\\p{L}?|-л)\\.?|[Тт]ракт|[Аа]лле[яи]|[Тт]уп(?:ик|\\.)|[Лл]ини[яи])';
const TOWN =
  '(?:(?:\\d{6},?\\s+(?:[А-ЯЁ][А-ЯЁа-яё-]+(?:\\s[а-яё.]{2,8})?,\\s+){0,3})?(?:г(?:\\.|ор(?:од[е]?|\\.))|п(?:ос(?:[её]л(?:ок|ке)|\\.)|\\.|гт\\.?)|с(?:ел[ое]|\\.)|д(?:ер(?:евн[яе]|\\.)|\\.)|ст(?:аниц[ае]|-ца)\\.?|х(?:утор[е]?|\\.)|(?:СНТ|ДНТ|ТСН|ДНП)\\s?«?)\\s?[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+){0,2})';
const HOUSE =
  '(?:(?:д(?:ом)?|стр(?:оение)?|зд(?:ание)?|уч(?:асток)?|вл(?:адение)?|корп(?:ус)?)\\.?\\s?№?\\s?)?\\d{1,4}\\s?[а-яА-Я]?(?![\\p{L}\\d])(?:\\s?[\\/-]\\s?\\d{1,3}[а-яА-Я]?)?';
const REST =
  '(?:,?\\s{1,2}(?:к(?:в|ом|орп)|оф(?:ис)?|корпус|пом(?:ещение)?|квартира|стр|подъезд|литер[а]?)\\.?\\s?№?\\s?\\d{0,4}[А-Яа-я]?(?![\\p{L}])){0,3}';
const ADDRESS = new RegExp(
  `(?:\\d{6},?\\s+(?:[А-ЯЁ][А-ЯЁа-яё-]+(?:\\s[а-яё.]{2,8})?,\\s+){0,3})?(?:${TOWN},?\\s+)?(?:${KIND}\\s?«?${NAME}»?|${NAME}\\s${KIND}),?\\s{1,2}${HOUSE}${REST}|${TOWN},?\\s+${NAME},?\\s${HOUSE}${REST}|${TOWN}»?,?\\s{1,2}(?:д(?:ом)?|уч(?:асток)?)\\.?\\s?№?\\s?\\d{1,4}[а-я]?(?![\\p{L}\\d])${REST}|(?<!\\d)\\d{6},\\s+${TOWN}`,
  'gu',
);
/** What makes it the sender's own place. */
const CUE =
  /(?:адрес\p{L}{0,3}|прожива\p{L}{2,8}|зарегистрирован\p{L}{0,3}|прописан\p{L}{0,3}|почтов\p{L}{2,4}|жив(?:у|[её]м)|находимся|отвеча(?:ть|йте)|ответ\p{L}{0,3})[^.!?\n]{0,30}$|(?:^|\n)\s{0,8}[Оо]т:?\s[^\n]{0,120}\n?[^\n]{0,40}$/u;
/** A place where something has happened. */
const INCIDENT =
  /(?:отключ|авари|пропал|пропадает|погас|не гор[ия]т|нет (?:света|электр|напряж)|обрыв|провод|столб|опор|фонар|подстанц|искр|упал|освещени|дерев|трансформатор|щит|моргает|отсутству|перебо|дом[еу]\s|подъезд|яма|построен|ведутся|работ[ыа])[^.!?\n]{0,90}$/iu;
const OURS =
  /(?:кому\s?:|директору|начальнику|руководителю|(?:^|\n)\s{0,40}в\s(?:[А-ЯЁ]{2,5}\s)?«|ваш\p{L}{0,3}\s(?:офис|адрес|отделени|контор|центр)\p{L}{0,3})[^\n]{0,80}(?:\n[^\n]{0,80}){0,2}$/iu;
/** The letterhead, in characters from the beginning. */
const HEAD = 320;

/** Postal addresses that are the sender's own, as written; the place of a fault is not one (cl. 8.2.10). */
export function addresses(text: string): Place[] {
  const found: Place[] = [];
  for (const { index: start, 0: value } of text.matchAll(ADDRESS)) {
    if (isSenders(text, start, value))
      found.push({ value: value.replace(/\s+/g, ' ').replace(/[,\s]+$/, ''), start, end: start + value.length });
  }
  return found;
}

function isSenders(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const after = text.slice(start + value.length, start + value.length + 60);
  const fromSender = /(?:^|\n)\s{0,40}[Оо]т\s/.test(before);
  if (OURS.test(before) && !fromSender) return false;
  const incident =
    INCIDENT.test(before) ||
    /^[^.!?\n]{0,40}(?:нет |не гор|отключ|отсутств|упал|пропал|авари|обрыв|провис|искрит|пропадает)/iu.test(after);
  const own = /(?:мой|моей|моего|наш\p{L}{0,3}|у нас|у меня|прожива\p{L}+|живу|жив[её]м|почтов\p{L}+)[^.!?\n]{0,80}$/iu.test(
    before,
  );
  if (/(?:кв|оф|офис|пом|квартира)\.?\s?№?\s?\d/u.test(value) || /^\d{6}/.test(value)) return true;
  if (incident) return own;
  if (CUE.test(before) || own) return true;
  const lineStart =
    /(?:^|\n)[^\p{Ll}\n]{0,60}(?:[\p{Lu}][^\n]{0,80})?$/u.test(before) && before.slice(before.lastIndexOf('\n') + 1).length < 60;
  return lineStart && (start < HEAD || start > text.length / 2);
}
