/** How a correspondent is addressed: the block at the top right and the words of greeting (ГОСТ Р 7.0.97, texts of the house). */
import type { Correspondent } from '../domain/card.ts';
import { dativeOf, type NamedPerson, personIn, sexOfPatronymic } from '../language/dative.ts';

/** «Уважаемый Иван Петрович!», or «Здравствуйте!» when name or sex is not sure. */
export function salutationOf(person: string | null): string {
  const { name = '', patronymic = '' } = personIn(person ?? '') ?? nameAlone(person ?? '') ?? {};
  const sex = sexOfPatronymic(patronymic);
  if (!sex || !/^[А-ЯЁ][а-яё]+$/u.test(name)) return 'Здравствуйте!';
  return `${sex === 'female' ? 'Уважаемая' : 'Уважаемый'} ${name} ${patronymic}!`;
}

/** «Иван Петрович»: a greeting needs no surname. */
function nameAlone(person: string): { readonly name: string; readonly patronymic: string } | null {
  const [name = '', patronymic = '', ...rest] = person.trim().split(/\s+/);
  return rest.length === 0 && sexOfPatronymic(patronymic) ? { name, patronymic } : null;
}

/** Lines of the addressee, as `addressedTo`, then where it goes. Never empty. */
export function addresseeOf(correspondent: Correspondent): readonly string[] {
  const { address, email } = correspondent;
  const known = [...addressedTo(correspondent), ...[address, email].filter((line): line is string => Boolean(line))];
  return known.length > 0 ? known : ['Заявителю'];
}

/**
 * The post in the dative, the organisation in the nominative, the person in the dative, initials after the surname beside an organisation:
 * «Генеральному директору», «ООО «Пример-Снаб»», «Ивановой М. П.». What cannot be declined for certain stays as it is written.
 */
export function addressedTo({ organisation, person }: Pick<Correspondent, 'organisation' | 'person'>): readonly string[] {
  const written = person ? personIn(person) : null;
  const shown = (written && dativeOf(written)) ?? (written?.post ? null : written);
  if (!shown) return [organisation, person].filter((line): line is string => Boolean(line));
  const name = nameOf(shown, organisation !== null);
  // «ИП Иванову Ивану Петровичу» is one line
  const lines = shown.post === 'ИП' ? [organisation, `ИП ${name}`] : [capital(shown.post), organisation, name];
  return lines.filter((line): line is string => Boolean(line));
}

function nameOf({ surname, name, patronymic }: NamedPerson, short: boolean): string {
  const first = short ? [name, patronymic].filter(Boolean).map((each) => `${each.charAt(0)}.`) : [name, patronymic];
  return [surname, ...first].filter(Boolean).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
