/** Files laid down for those who draw their pages: fetched once for all thumbnails of a letter, gone when nobody has asked for a minute. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder, withFile } from './child.ts';

export interface FileToShow {
  /** Of the content. Without it the file is laid down for this one time. */
  readonly hash?: string;
  readonly type: string;
  readonly content: Buffer | (() => Promise<Buffer>);
}

export type Spool = <T>(file: FileToShow, work: (path: string) => Promise<T>) => Promise<T>;

export function spool(): Spool {
  const lying = new Map<string, Lying>();
  let folder: Promise<string> | undefined;

  async function layDown(hash: string, content: FileToShow['content']): Promise<string> {
    folder ??= ownFolder();
    const path = join(await folder, hash);
    await writeFile(path, await bytesOf(content), { mode: 0o600 });
    return path;
  }

  function remove(hash: string, { path }: Lying): void {
    lying.delete(hash);
    void path.then((of) => rm(of, { force: true })).catch(() => {}); // never laid down: whoever asked has heard
  }

  return async ({ hash, content }, work) => {
    if (!hash || !/^[\w-]+$/.test(hash)) return withFile(await bytesOf(content), work);
    const file = lying.get(hash) ?? { path: layDown(hash, content), users: 0 };
    lying.set(hash, file);
    file.users += 1;
    clearTimeout(file.timer);
    try {
      return await work(await file.path);
    } catch (error) {
      if (lying.get(hash) === file) lying.delete(hash);
      throw error;
    } finally {
      file.users -= 1;
      if (file.users === 0 && lying.get(hash) === file) {
        file.timer = setTimeout(() => remove(hash, file), REST_MS);
        file.timer.unref();
      }
    }
  };
}

interface Lying {
  readonly path: Promise<string>;
  users: number;
  timer?: NodeJS.Timeout;
}

const REST_MS = 60_000;

async function bytesOf(content: FileToShow['content']): Promise<Buffer> {
  return typeof content === 'function' ? content() : content;
}
