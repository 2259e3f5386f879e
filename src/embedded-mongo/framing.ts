import type { Socket } from 'node:net';
import { BadFrame } from './wire.ts';

/** A message, and what to call when it is answered. */
export interface Frame {
  readonly message: Buffer;
  release(): void;
}

/** Memory for messages that are still coming or being answered, of all connections together. */
export interface Room {
  /** Waits in line until `bytes` are free; gives back how to free them. */
  take(bytes: number): Promise<() => void>;
}

/** Messages up to this size need no place in the line. */
const smallBytes = 64 * 1024;

export function openRoom(bytes: number): Room {
  let free = bytes;
  const line: { readonly bytes: number; readonly enter: () => void }[] = [];
  const admit = (): void => {
    for (let next = line[0]; next && next.bytes <= free; next = line[0]) {
      line.shift();
      free -= next.bytes;
      next.enter();
    }
  };
  return {
    take: (wanted) =>
      new Promise((resolve) => {
        let given = false;
        const giveBack = (): void => {
          if (given) return;
          given = true;
          free += wanted;
          admit();
        };
        line.push({ bytes: wanted, enter: () => resolve(giveBack) });
        admit();
      }),
  };
}

/**
 * Cuts what a client sends into messages. The next one is read when the last one is answered, so a client that does not wait is
 * held up by its own socket. Memory is taken only for what has a place in `room`, and only for `withinMs`: a message that stays
 * half done costs its connection.
 * @throws BadFrame
 */
export async function* framesOf(
  socket: Socket,
  { room, longest, withinMs }: { room: Room; longest: () => number; withinMs: number },
): AsyncGenerator<Frame, void, undefined> {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await chunks.next();
    if (done) return false;
    rest = rest.length > 0 ? Buffer.concat([rest, value]) : value;
    return true;
  };
  let release = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const hurry = (): void => {
    timer ??= setTimeout(() => socket.destroy(), withinMs).unref();
  };
  try {
    for (;;) {
      if (rest.length === 0 && !(await more())) return;
      while (rest.length < 16) {
        hurry();
        if (!(await more())) return;
      }
      const length = rest.readInt32LE(0);
      if (length < 16 || length > longest()) throw new BadFrame(`message length ${length}`);
      if (length > smallBytes) {
        clearTimeout(timer);
        timer = undefined;
        release = await room.take(length);
      }
      let message = rest.subarray(0, length);
      if (rest.length < length) {
        hurry();
        message = await filled(length, rest, chunks, (over) => {
          rest = over;
        });
        if (message.length < length) return;
      } else rest = rest.subarray(length);
      clearTimeout(timer);
      timer = undefined;
      yield { message, release };
      release();
    }
  } finally {
    clearTimeout(timer);
    release();
  }
}

/** The whole message in one piece of memory, however small the pieces that it came in; shorter when the client left. */
async function filled(
  length: number,
  begun: Buffer,
  chunks: AsyncIterator<Buffer>,
  leave: (over: Buffer) => void,
): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(length);
  let at = begun.copy(whole);
  while (at < length) {
    const { value, done } = await chunks.next();
    if (done) return whole.subarray(0, at);
    const taken = value.copy(whole, at);
    at += taken;
    leave(value.subarray(taken));
  }
  return whole;
}
