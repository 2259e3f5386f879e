/** Opens the HTTP port. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartRefused } from './refused.ts';

export interface Listening {
  readonly port: number;
  stop(): Promise<void>;
}

/** @throws StartRefused when the port is taken or not ours to take */
export async function listen(app: RequestListener, port: number): Promise<Listening> {
  const server = createServer({ requestTimeout: 120_000, headersTimeout: 30_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, port)));
    server.listen(port, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}

function refusal(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new StartRefused(`Порт ${port} занят. Остановите другую программу или задайте PORT.`);
  if (error.code === 'EACCES') return new StartRefused(`Порт ${port} открыть не разрешено. Задайте PORT больше 1023.`);
  return error;
}
