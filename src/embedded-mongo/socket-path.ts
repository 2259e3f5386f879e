import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** The kernel takes 107 bytes; some systems 103. */
const longest = 100;

/**
 * Where the socket may go: as asked; in the data folder; where that path is too long, in a folder of our own under the temporary
 * one. Empty: nowhere, only loopback is left.
 * @throws Error when somebody else has laid that folder there
 */
export function socketPaths(path: string, asked?: string): readonly string[] {
  if (process.platform === 'win32') return [];
  const name = `chancery-${userInfo().uid}-${createHash('sha1').update(resolve(path)).digest('hex').slice(0, 12)}`;
  const places = asked ? [asked] : [join(resolve(path), 'socket', 'mongo.sock'), join(tmpdir(), name, 'mongo.sock')];
  return places.filter((each) => Buffer.byteLength(each) <= longest);
}

/** The folder of a socket, ours alone. @throws Error when somebody else has laid it there: it could hold another's socket */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (uid !== userInfo().uid || (mode & 0o077) !== 0)
    throw new Error(`${folder} can be entered by others: make it yours alone (chmod 700) or give another --socket`);
}
