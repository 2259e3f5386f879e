/** What a mail with the answer carries beside the letter itself (8.4.6, R59). */
import type { StoredFile } from '../domain/card.ts';
import type { Reply } from '../domain/reply.ts';

/** In the order of the lines under «Приложение», each named by its line so that the consumer finds it. */
export function filesToAttach({ files = [] }: Pick<Reply, 'files'>): readonly StoredFile[] {
  return files.map(({ hash, name, type, size, title }, index) => ({
    hash,
    type,
    size,
    name: `Приложение ${index + 1}. ${fitting(title)}${ending(name)}`,
  }));
}

/** Names of files end where file systems end them. */
function fitting(title: string): string {
  return title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
}

function ending(name: string): string {
  return name.match(/\.[a-z0-9]{2,5}$/i)?.[0].toLowerCase() ?? '';
}
