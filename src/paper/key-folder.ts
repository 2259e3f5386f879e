/** Keys of officials in a folder of secrets: `LOGIN.p12` (or .pfx) and `LOGIN.password` beside it, both readable by the engine alone. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Invalid } from '../domain/errors.ts';
import type { Signer } from '../office/ports/signing.ts';
import { inForce, type Key, openKey } from './key.ts';
import { checkSeals, seal } from './seal.ts';

/** @param dir null: nobody has a key, all sign on paper */
export function keyFolder({ dir }: { readonly dir: string | null }): Signer {
  // Opening takes a tenth of a second: the derivation of the password is slow on purpose. A replaced file is opened anew
  const opened = new Map<string, { readonly stamp: string; readonly key: Key }>();
  async function keyOf(login: string): Promise<Key | null> {
    if (dir === null || !/^[\w.-]+$/.test(login)) return null;
    const file = await newest([join(dir, `${login}.p12`), join(dir, `${login}.pfx`)]);
    if (!file) return null;
    const known = opened.get(login);
    const secret = await newest([join(dir, `${login}.password`)]);
    const stamp = `${file.path} ${file.at} ${secret?.at ?? 0}`;
    if (known?.stamp === stamp) return known.key;
    if (!secret)
      throw new Invalid(`Рядом с файлом ключа ${login}.p12 нет файла ${login}.password с паролем. Положите его в ту же папку.`);
    const password = (await readFile(secret.path, 'utf8')).replace(/\r?\n$/, '');
    const key = openKey(await readFile(file.path), password, file.path.slice(dir.length + 1));
    opened.set(login, { stamp, key });
    return key;
  }
  return {
    async certificate(login, at) {
      const key = await keyOf(login);
      if (key) inForce(key, at);
      return key?.certificate ?? null;
    },
    async sign(pdf, login, at) {
      const key = await keyOf(login);
      if (!key) throw new Invalid(`Ключа электронной подписи для «${login}» нет. Подпишите ответ на бумаге.`);
      inForce(key, at);
      return seal(pdf, key);
    },
    verify: checkSeals,
  };
}

async function newest(paths: readonly string[]): Promise<{ readonly path: string; readonly at: number } | null> {
  for (const path of paths) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found) return { path, at: found.mtimeMs };
  }
  return null;
}
