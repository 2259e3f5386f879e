/** The database behind the engine: the server that MONGODB_URI names, or our own child process in DATA_DIR/db. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { EmbeddedError, startEmbedded } from './embedded-mongo/supervise.ts';
import { StartRefused } from './refused.ts';

export interface Database {
  readonly kind: 'embedded' | 'mongodb';
  readonly uri: string;
  stop(): Promise<void>;
}

const NAME = 'chancery';

/** @throws StartRefused when the data folder is in use or of a newer version */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'mongodbUri'>,
  log: (message: string) => void,
): Promise<Database> {
  if (config.mongodbUri) return { kind: 'mongodb', uri: config.mongodbUri, stop: async () => {} };
  const path = join(config.dataDir, 'db');
  try {
    const embedded = await startEmbedded({ path });
    embedded.onExit(({ code, signal, restarting }) =>
      log(`embedded database ended (${signal ?? code}); ${restarting ? 'restarting' : 'given up'}`),
    );
    return { kind: 'embedded', uri: withName(embedded.uri), stop: () => embedded.stop() };
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    if (error.code === 'LOCKED') {
      throw new StartRefused(
        `Папка ${path} занята другим процессом: движок уже запущен? Остановите его или задайте другую DATA_DIR.`,
      );
    }
    if (error.code === 'NEWER') {
      throw new StartRefused(`Данные в ${path} записаны более новой версией. Обновите движок или задайте другую DATA_DIR.`);
    }
    throw new StartRefused(`База данных в ${path} не запустилась: ${error.message}`);
  }
}

/** `mongodb://socket/` + database name, options kept. */
function withName(uri: string): string {
  const [, head = uri, path = '/', query = ''] = /^(mongodb:\/\/[^/]+)(\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${head}${path === '/' || path === '' ? `/${NAME}` : path}${query}`;
}
