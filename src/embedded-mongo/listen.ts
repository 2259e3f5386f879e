import { chmodSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { dirname } from 'node:path';
import { privateFolder } from './socket-path.ts';

/** A file for its owner alone, or a port on loopback (0: any that is free). */
export type Place = { readonly socket: string } | { readonly port: number };

/**
 * Listens at the first place that works; file systems without sockets pass to the next.
 * @returns the URI of the server and how to remove the socket @throws Error of the last place
 */
export async function listenAt(server: Server, places: readonly Place[]): Promise<{ uri: string; remove: () => void }> {
  for (const [index, place] of places.entries()) {
    try {
      return await attempt(server, place);
    } catch (error) {
      if (index === places.length - 1 || (error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw error;
    }
  }
  throw new Error('The path is too long for a socket: give --socket PATH or --port N.');
}

async function attempt(server: Server, place: Place): Promise<{ uri: string; remove: () => void }> {
  if ('socket' in place) {
    privateFolder(dirname(place.socket));
    // the lock of the data folder is ours: a socket that is left over belongs to nobody
    rmSync(place.socket, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off('listening', done);
      reject(error);
    };
    const done = (): void => {
      server.off('error', failed);
      resolve();
    };
    server.once('error', failed).once('listening', done);
    server.listen('socket' in place ? { path: place.socket } : { port: place.port, host: '127.0.0.1' });
  });
  if ('port' in place) return { uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`, remove: () => undefined };
  chmodSync(place.socket, 0o600);
  return {
    uri: `mongodb://${encodeURIComponent(place.socket)}/`,
    remove: () => rmSync(place.socket, { force: true }),
  };
}
