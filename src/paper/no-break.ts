/** Words that must not part at the end of a line (research: ГОСТ Р 7.0.97, house style). */

/** The text with no-break spaces where the rules want them; idempotent. */
export function tied(text: string): string {
  return rules.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), text);
}

const NB = '\u00a0';
const months = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
const units =
  'кВт|МВт|кВ|В|А|Вт|руб|коп|тыс|млн|млрд|л|экз|шт|мес|мин|ч|дн|км|м|мм|см|%|₽|раб|кал|года?|году|рабоч\\S*|календарн\\S*|дн(?:я|ей)|час(?:а|ов)?';

const rules: readonly (readonly [RegExp, string])[] = [
  [/([№§]) /g, `$1${NB}`],
  // After words of one or two letters, twice: «и в сроки».
  [/(^|[\s(«„"])(\p{L}{1,2}) (?=\S)/gu, `$1$2${NB}`],
  [/(^|[\s\u00a0(«„"])(\p{L}{1,2}) (?=\S)/gu, `$1$2${NB}`],
  [new RegExp(`(\\d) (?=(?:${units})(?![\\p{L}]))`, 'gu'), `$1${NB}`],
  // «15 рабочих дней» stays whole.
  [/(\d[\s\u00a0](?:рабоч|календарн)\p{Ll}+) (?=д(?:ень|н))/gu, `$1${NB}`],
  [/(\d) (?=\d{3}(?!\d))/g, `$1${NB}`],
  // «3 × 2,5 мм²», «ст. 539 ГК РФ».
  [/(\d) (?=[×x] ?\d)|([×x]) (?=\d)/gu, `$1$2${NB}`],
  [/(\d|(?:ГК|НК|УК|ТК|ГПК|АПК)) (?=(?:ГК|НК|УК|ТК|ГПК|АПК|РФ)(?!\p{L}))/gu, `$1${NB}`],
  [new RegExp(`(\\d) (?=(?:${months})(?!\\p{L}))`, 'gu'), `$1${NB}`],
  [new RegExp(`((?:${months})) (?=\\d{4})`, 'gu'), `$1${NB}`],
  [/(\d{4}) (?=гг?\.)/g, `$1${NB}`],
  // Initials with their surname, on either side, and with each other.
  [/(\p{Lu}\.) (?=\p{Lu}\.)/gu, `$1${NB}`],
  [/(\p{Lu}\.) (?=\p{Lu}\p{Ll})/gu, `$1${NB}`],
  [/(\p{Lu}\p{Ll}+) (?=\p{Lu}\.[\s\u00a0]?(?:\p{Lu}\.)?)/gu, `$1${NB}`],
  // Abbreviations before what they belong to.
  [
    /(^|[\s\u00a0(«])(ул|пр|пер|пл|просп|д|корп|кв|стр|оф|п|пп|ст|ч|тел|доб|исх|вх|им|ред|абз)\. (?=[\p{L}\d+№«])/giu,
    `$1$2.${NB}`,
  ],
  // «г. Таёжноборск», but not «2026 г. в Таёжноборске».
  [/(?<!\d[\s\u00a0])(?<!\p{L})(г|с|пос|дер)\. (?=\p{Lu})/gu, `$1.${NB}`],
  // A telephone number stays whole.
  [/(\+?\d) (?=\(\d)/g, `$1${NB}`],
  [/(\(\d{3,5}\)) (?=\d)/g, `$1${NB}`],
  [/ (?=[–—](?:\s|$))/g, NB],
  [/(\S) (?=(?:же|бы|ли)(?:[\s.,;:?!»)]|$))/g, `$1${NB}`],
];
