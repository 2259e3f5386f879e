/** A real receiving server on loopback that can be told to misbehave. */
import { Buffer } from 'node:buffer';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/**
 * `recipient` and `message` are refusals by the code given; `drop` takes the message and closes the line before it says so;
 * `silent` takes it and says nothing; `hang-up` closes the line before the message.
 */
export type Fault =
  | { readonly at: 'recipient' | 'message'; readonly code: number; readonly says: string; readonly only?: string }
  | { readonly at: 'drop' | 'silent' | 'hang-up' };

export interface TestSmtp {
  readonly url: string;
  /** Messages taken, also those that were dropped or kept silent about. */
  readonly mails: readonly ReceivedMail[];
  /** The next message meets this fault. */
  fault(fault: Fault, times?: number): void;
  stop(): Promise<void>;
}

/** With `tls` it offers STARTTLS under a certificate of its own making; `size`: the bytes it says it takes (RFC 1870). */
export async function startSmtp({ tls = false, size = 0, port = 0 } = {}): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  const faults: Fault[] = [];
  const sockets = new Map<string, Socket>();
  const refusal = ({ code, says }: { code: number; says: string }) => Object.assign(new Error(says), { responseCode: code });

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    ...(size > 0 && { size }),
    onRcptTo({ address }, session, callback) {
      const [next] = faults;
      if (next?.at === 'hang-up') {
        faults.shift();
        sockets.get(`${session.remoteAddress}:${session.remotePort}`)?.destroy();
        return;
      }
      if (next?.at !== 'recipient' || (next.only !== undefined && next.only !== address)) return callback();
      faults.shift();
      callback(refusal(next));
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const next = faults[0]?.at === 'recipient' ? undefined : faults.shift();
        if (next?.at === 'message') return callback(refusal(next));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
        });
        if (next?.at === 'drop') sockets.get(`${session.remoteAddress}:${session.remotePort}`)?.destroy();
        else if (next?.at !== 'silent') callback();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => sockets.set(`${socket.remoteAddress}:${socket.remotePort}`, socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    fault: (fault, times = 1) => faults.push(...Array.from({ length: times }, () => fault)),
    stop: () => {
      for (const socket of sockets.values()) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
