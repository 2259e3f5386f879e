/** Passwords that the engine makes up, told once and kept as hashes only. */
import { randomInt } from 'node:crypto';
import { Invalid } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';

/** 16 letters and digits that do not look alike, in fours: some 78 bits. */
export function randomPassword(): string {
  const letters = Array.from({ length: 16 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return letters.replace(/(.{4})(?!$)/g, '$1-');
}

/** NIST SP 800-63B: length counts, rules of composition do not. @throws Invalid */
export function demandGoodPassword(password: string, { login, surname, name }: Pick<Person, 'login' | 'surname' | 'name'>): void {
  if (password.length < SHORTEST)
    throw new Invalid('', { next: `Нужно не меньше ${SHORTEST} знаков. Подойдут три-четыре слова подряд.` });
  if (password.length > LONGEST) throw new Invalid('', { next: `Нужно не больше ${LONGEST} знаков.` });
  const plain = password.toLowerCase();
  const own = [login, surname, name].map((each) => each.toLowerCase()).filter((each) => each.length > 2);
  if (own.some((each) => plain.includes(each)))
    throw new Invalid('', { next: 'Уберите из пароля своё имя и логин: их пробуют первыми.' });
  if (new Set(plain).size < FEWEST) throw new Invalid('', { next: 'Слишком мало разных знаков. Составьте пароль из слов.' });
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const SHORTEST = 10;
const LONGEST = 200;
const FEWEST = 5;
