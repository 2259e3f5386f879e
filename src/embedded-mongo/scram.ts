import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { CommandError } from './errors.ts';

/** The one who may come in over TCP. What is kept cannot be turned back into the password (RFC 5802, 3). */
export interface Account {
  readonly user: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** One conversation: the server's first message, and its last in answer to the client's proof. */
export interface Exchange {
  readonly first: string;
  /** @throws CommandError AuthenticationFailed */
  last(clientFinal: string): string;
}

/** MongoDB's own number; RFC 7677 asks for 4096 at least. */
const usualIterations = 15_000;

/** `password`: printable ASCII, which SASLprep (RFC 4013) leaves as it is. */
export function accountOf(
  user: string,
  password: string,
  { salt = randomBytes(28), iterations = usualIterations } = {},
): Account {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  return { user, salt, iterations, storedKey: hash(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
}

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding. A stranger's name goes through the same motions and fails at the
 * end like a wrong password. @throws CommandError AuthenticationFailed
 */
export function exchange(account: Account, clientFirst: string, addition = randomBytes(24).toString('base64')): Exchange {
  const [, header = '', bare = '', name = '', clientNonce = ''] =
    /^([ny],,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+))(?:,.*)?$/.exec(clientFirst) ?? [];
  if (!clientNonce) throw failed();
  const known = name.replaceAll('=2C', ',').replaceAll('=3D', '=') === account.user;
  const salt = known ? account.salt : hmac(account.serverKey, name).subarray(0, account.salt.length);
  const nonce = `${clientNonce}${addition}`;
  const first = `r=${nonce},s=${salt.toString('base64')},i=${account.iterations}`;
  return {
    first,
    last(clientFinal) {
      const [, unproved = '', binding = '', theirs = '', proof = ''] =
        /^(c=([^,]+),r=([^,]+)(?:,.*)?),p=([^,]+)$/.exec(clientFinal) ?? [];
      const message = `${bare},${first},${unproved}`;
      const signature = hmac(account.storedKey, message);
      const given = Buffer.from(proof, 'base64');
      const clientKey = Buffer.from(signature.map((byte, at) => byte ^ (given[at] ?? 0)));
      const proved = timingSafeEqual(hash(clientKey), account.storedKey) && given.length === signature.length;
      if (!known || !proved || theirs !== nonce || binding !== Buffer.from(header).toString('base64')) throw failed();
      return `v=${hmac(account.serverKey, message).toString('base64')}`;
    },
  };
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

const failed = (): CommandError => new CommandError('AuthenticationFailed', 'Authentication failed.');
