/** Stands before a real IMAP server and answers some commands itself, as busy servers do. */
import { connect, createServer, type Server } from 'node:net';

export interface Mood {
  /** Instead of the server's greeting; the connection is closed after it. */
  readonly greeting?: string;
  /** By the command («LOGIN», «UID FETCH»): what is answered instead, without the tag; null: the server answers. */
  readonly answer?: (command: string) => string | null;
}

/** `mood` is asked at each connection and each command. Not for literals: they pass. */
export function moodyImap(far: { readonly host: string; readonly port: number }, mood: () => Mood): Server {
  return createServer((near) => {
    const { greeting } = mood();
    if (greeting !== undefined) {
      near.on('error', () => {}).end(`${greeting}\r\n`);
      return;
    }
    const server = connect(far.port, far.host);
    server.pipe(near);
    near.on('data', (data) => {
      const [, tag, command] = /^(\S+) ((?:UID )?\S+)/.exec(data.toString('latin1')) ?? [];
      const answer = command === undefined ? null : (mood().answer?.(command.toUpperCase()) ?? null);
      if (answer === null) server.write(data);
      else if (answer.startsWith('* BYE')) near.end(`${answer}\r\n`);
      else near.write(`${tag} ${answer}\r\n`);
    });
    for (const socket of [near, server])
      socket
        .on('error', () => {})
        .on('close', () => {
          near.destroy();
          server.destroy();
        });
  });
}
