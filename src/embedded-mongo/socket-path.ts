import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** The kernel takes 107 bytes; some systems 103. */
const longest = 100;

/** Where the socket goes: as asked, in the data folder, or, where that path is too long, in a folder of our own under the temporary one. */
export function socketPath(path: string, asked?: string): string {
  const usual = asked ?? join(resolve(path), 'socket', 'mongo.sock');
  if (Buffer.byteLength(usual) <= longest) return usual;
  const folder = join(
    tmpdir(),
    `chancery-${userInfo().uid}-${createHash('sha1').update(resolve(path)).digest('hex').slice(0, 12)}`,
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  // a folder that somebody else laid there first could hold another's socket
  if (uid !== userInfo().uid || (mode & 0o077) !== 0) throw new Error(`${folder} belongs to somebody else; give --socket`);
  return join(folder, 'mongo.sock');
}
