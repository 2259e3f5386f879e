/** How a correspondent is addressed: the block at the top right and the words of greeting (ГОСТ Р 7.0.97, texts of the house). */
import type { Correspondent } from '../domain/card.ts';

const PATRONYMIC = /^[А-ЯЁ][а-яё]+(?:вич|ьич|ич|вна|ична|инична)$/u;

/** «Уважаемый Иван Петрович!», or «Здравствуйте!» when name or sex is not sure. */
export function salutationOf(person: string | null): string {
  const words = (person ?? '').split(/\s+/).filter(Boolean);
  const at = words.findIndex((word) => PATRONYMIC.test(word));
  const name = words[at - 1];
  const patronymic = words[at];
  if (!name || !patronymic || !/^[А-ЯЁ][а-яё]+$/u.test(name)) return 'Здравствуйте!';
  return `${patronymic.endsWith('на') ? 'Уважаемая' : 'Уважаемый'} ${name} ${patronymic}!`;
}

/** Lines of the addressee: organisation in the nominative, person, then where it goes. Never empty. */
export function addresseeOf({ organisation, person, address, email }: Correspondent): readonly string[] {
  const lines = [organisation, organisation && person ? initialsAfter(person) : person, address, email];
  const known = lines.filter((line): line is string => Boolean(line));
  return known.length > 0 ? known : ['Заявителю'];
}

/** «Заказчиков Андрей Борисович» → «Заказчиков А. Б.»; anything else stays as it is. */
function initialsAfter(person: string): string {
  const [surname, name, patronymic, ...rest] = person.split(/\s+/);
  if (!surname || !name || !patronymic || rest.length > 0 || !PATRONYMIC.test(patronymic)) return person;
  return `${surname} ${name.charAt(0)}. ${patronymic.charAt(0)}.`;
}
