import type { Place } from './place.ts';

/** A text with more addresses is a list, and need not be read to its end. */
const MOST = 200;
const LOCAL = /[\p{L}\p{N}._%+-]/u;
const HOST = /[\p{L}\p{N}.-]/u;
/** Endings that people dictate, in Latin and Cyrillic. */
const TLD = /\.(?:ru|рф|su|com|net|org|info|biz|pro|online|site|by|kz|ua|рус|example|ру|ком|нет|орг)$/iu;
const SPOKEN_AT = /(?:\s|\(|\[|\{|-)(?:собака|собачка|сабака|эт|at|гав)(?:\s|\)|\]|\}|-)+/giu;
const SPOKEN_LOCAL =
  /[\p{L}\p{N}._+-]{1,40}(?:\s(?:точка|dot|тире|дефис|минус|подч[её]ркивание|нижнее подч[её]ркивание)\s[\p{L}\p{N}._+-]{1,40}){0,3}$/iu;
const SPOKEN_HOST =
  /^[\p{L}\p{N}-]{1,40}(?:\s{0,2}(?:\.|точка|\(dot\)|\[dot\]|\bdot\b|\(точка\)|\[точка\])\s{0,2}[\p{L}\p{N}-]{1,30}){1,3}/iu;
const NAMES: Readonly<Record<string, string>> = {
  мейл: 'mail',
  маил: 'mail',
  мэйл: 'mail',
  меил: 'mail',
  майл: 'mail',
  яндекс: 'yandex',
  джимейл: 'gmail',
  гмейл: 'gmail',
  гмаил: 'gmail',
  жмейл: 'gmail',
  рамблер: 'rambler',
  бк: 'bk',
  лист: 'list',
  инбокс: 'inbox',
  ру: 'ru',
  ком: 'com',
  орг: 'org',
  нет: 'net',
};

/** Mail addresses of a text in small letters, spoken ones too («ivanov собака mail точка ru»). Linear. */
export function emails(text: string): Place[] {
  const found: Place[] = [];
  for (let at = text.indexOf('@'); at >= 0 && found.length < MOST; at = text.indexOf('@', at + 1)) {
    const place = around(text, at);
    if (place) found.push(place);
  }
  let tries = 0;
  for (const { index, 0: mark } of text.matchAll(SPOKEN_AT)) {
    tries += 1;
    if (tries > MOST) break;
    const place = spoken(text, index, index + mark.length);
    if (place && !found.some(({ start, end }) => start < place.end && place.start < end)) found.push(place);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Who mails answers nobody can be written to: no-reply, robots, the postmaster. */
export function isUnanswerable(address: string): boolean {
  const [local = '', host = ''] = address.toLowerCase().split('@');
  if (!host.includes('.') || /\s/.test(address)) return true;
  return /(?:^|[._+-])(?:no|not?|do[._-]?not|never|без)[._-]?(?:reply|repl|respond|answer|ответа)|^(?:mailer[._-]?daemon|postmaster|bounces?|robot|daemon|auto(?:mail|mat|reply|responder)?|notifications?|system|scan(?:ner)?|mfp|fax)(?:[._+-]|$)/.test(
    local,
  );
}

/** The address about an «@», which may have a space beside it when the ending is a known one. */
function around(text: string, at: number): Place | null {
  const gapBefore = /\s/.test(text[at - 1] ?? '') ? 1 : 0;
  const gapAfter = /\s/.test(text[at + 1] ?? '') ? 1 : 0;
  let start = at - gapBefore;
  while (start > 0 && at - start < 65 && LOCAL.test(text[start - 1] ?? '')) start -= 1;
  let end = at + 1 + gapAfter;
  while (end < text.length && end - at < 120 && HOST.test(text[end] ?? '')) end += 1;
  while (/[.-]/.test(text[end - 1] ?? '')) end -= 1;
  while (/[.%+-]/.test(text[start] ?? '')) start += 1;
  const local = text.slice(start, at - gapBefore);
  const parted =
    gapBefore + gapAfter > 0
      ? /^\s?[\w-]{1,40}(?:\s?\.\s?[\w-]{2,30}){1,3}(?![\w.])/.exec(text.slice(at + 1, at + 90))?.[0]
      : undefined;
  if (parted && /\s\.|\.\s/.test(parted)) end = at + 1 + parted.length;
  const host = text.slice(at + 1 + gapAfter, end).replace(/\s/g, '');
  if (!local || !/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(host)) return null;
  if (gapBefore + gapAfter > 0 && !TLD.test(host)) return null;
  return { value: `${local}@${host}`.toLowerCase(), start, end };
}

function spoken(text: string, from: number, to: number): Place | null {
  const before = text.slice(Math.max(0, from - 90), from).trimEnd();
  const local = SPOKEN_LOCAL.exec(before)?.[0];
  const host = SPOKEN_HOST.exec(text.slice(to, to + 100))?.[0];
  if (!local || !host) return null;
  const name = plain(local);
  const domain = trimmed(
    plain(host)
      .split('.')
      .map((part) => NAMES[part] ?? part),
  ).join('.');
  if (!TLD.test(`.${domain.split('.').at(-1) ?? ''}`) || !domain.includes('.')) return null;
  return {
    value: `${/[а-я]/.test(domain) ? name : latin(name)}@${domain}`,
    start: Math.max(0, from - 90) + before.length - local.length,
    end: to + host.length,
  };
}

/** «mail.ru.жду ответа»: what follows a known ending is no part of it. */
function trimmed(parts: readonly string[]): readonly string[] {
  const end = parts.findIndex((part, index) => index > 0 && TLD.test(`.${part}`));
  return end < 0 ? parts : parts.slice(0, end + 1);
}

function plain(said: string): string {
  return said
    .toLowerCase()
    .replace(/\s{0,2}(?:\(dot\)|\[dot\]|\(точка\)|\[точка\]|\bdot\b|(?<=[\s\p{L}\d])точка(?=\s)|\.)\s{0,2}/giu, '.')
    .replace(/\s(?:тире|дефис|минус)\s/g, '-')
    .replace(/\s(?:нижнее )?подч[её]ркивание\s/g, '_');
}

const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

function latin(name: string): string {
  return [...name].map((letter) => SOUNDS[letter] ?? letter).join('');
}
