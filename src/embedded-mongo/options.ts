import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Account, accountOf } from './scram.ts';

const usage =
  'Usage: main.js --path DIR [--socket PATH | --port N [--user NAME --password-file FILE]] [--ttl-every MS] | --path DIR --check [--originals DATABASE.BUCKET]';

export interface Options {
  readonly path: string;
  /** undefined: a socket. */
  readonly port: number | undefined;
  readonly socket: string | undefined;
  readonly checking: boolean;
  /** A GridFS bucket whose ids are the SHA-256 of the content: checked too. */
  readonly originals: string | undefined;
  readonly supervised: boolean;
  readonly user: string;
  readonly passwordFile: string | undefined;
  /** Milliseconds between two rounds of the TTL indexes. */
  readonly ttlEvery: number;
}

/** The command line; `refuse` is told what is wrong with it. */
export function optionsGiven(refuse: (sentence: string) => never): Options {
  const values = parsed(refuse);
  const { path, port, socket } = values;
  const number = port === undefined ? undefined : Number(port);
  const ttlEvery = Number(values['ttl-every']);
  if (!path || (number !== undefined && !(Number.isInteger(number) && number >= 0 && number < 65536))) return refuse(usage);
  if (!(ttlEvery > 0) || (values['password-file'] !== undefined && number === undefined)) return refuse(usage);
  const { supervised, user, originals } = values;
  return {
    path,
    port: number,
    socket,
    checking: values.check,
    originals,
    supervised,
    user,
    passwordFile: values['password-file'],
    ttlEvery,
  };
}

/**
 * Who may come in over TCP: a supervised process is told the password as the first line of stdin, whose end is also the end of
 * its parent, however that died; by hand it is in a file that only its owner can read.
 * @throws Error with a sentence
 */
export async function accountGiven({
  user,
  passwordFile,
  supervised,
  ended,
}: Pick<Options, 'user' | 'passwordFile' | 'supervised'> & { ended: () => void }): Promise<Account | null> {
  if (supervised) {
    const lines = createInterface({ input: process.stdin });
    process.stdin.on('error', ended);
    const password = await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => {
        resolve('');
        ended();
      });
    });
    return password === '' ? null : accountOf(user, password);
  }
  if (passwordFile === undefined) return null;
  const { mode } = statSync(passwordFile);
  if ((mode & 0o077) !== 0) throw new Error(`${passwordFile} can be read by others: chmod 600.`);
  const password = readFileSync(passwordFile, 'utf8').trimEnd();
  if (!/^[\x21-\x7e]{12,}$/.test(password))
    throw new Error(`${passwordFile} must hold one password of at least 12 characters, ASCII without spaces.`);
  return accountOf(user, password);
}

function parsed(refuse: (sentence: string) => never) {
  try {
    return parseArgs({
      options: {
        path: { type: 'string' },
        socket: { type: 'string' },
        port: { type: 'string' },
        user: { type: 'string', default: 'chancery' },
        'password-file': { type: 'string' },
        originals: { type: 'string' },
        check: { type: 'boolean', default: false },
        supervised: { type: 'boolean', default: false },
        'ttl-every': { type: 'string', default: '60000' },
      },
    }).values;
  } catch {
    return refuse(usage);
  }
}
