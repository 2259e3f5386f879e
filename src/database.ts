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

export const NAME = 'chancery';

/** @throws StartRefused when the data folder is in use, of a newer version, damaged, or cannot be written */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'mongodbUri'>,
  log: (message: string) => void,
): Promise<Database> {
  if (config.mongodbUri) return { kind: 'mongodb', uri: config.mongodbUri, stop: async () => {} };
  const path = join(config.dataDir, 'db');
  try {
    const embedded = await startEmbedded({ path });
    embedded.onExit(({ code, signal, restarting, message }) =>
      log(`embedded database ${message ?? `ended (${signal ?? code})`}; ${restarting ? 'restarting' : 'given up'}`),
    );
    return { kind: 'embedded', uri: withName(embedded.uri), stop: () => embedded.stop() };
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    throw new StartRefused(sentenceOf(error, path));
  }
}

export function sentenceOf({ code, message }: Pick<EmbeddedError, 'code' | 'message'>, path: string): string {
  switch (code) {
    case 'LOCKED':
      return `Папка ${path} занята другим процессом: движок уже запущен? Остановите его или задайте другую DATA_DIR.`;
    case 'NEWER':
      return `Данные в ${path} записаны более новой версией. Обновите движок или задайте другую DATA_DIR.`;
    case 'READ_ONLY':
      return `В папку ${path} нельзя писать. Дайте на неё права или задайте другую DATA_DIR.`;
    case 'FULL':
      return `На диске с папкой ${path} нет места. Освободите место и запустите снова.`;
    case 'DAMAGED':
      return `База данных в ${path} повреждена. Уберите эту папку в сторону и восстановите копию: npm run restore -- ФАЙЛ.`;
    default:
      return `База данных в ${path} не запустилась: ${message}`;
  }
}

/** `mongodb://socket/` + database name, options kept. */
function withName(uri: string): string {
  const [, head = uri, path = '/', query = ''] = /^(mongodb:\/\/[^/]+)(\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${head}${path === '/' || path === '' ? `/${NAME}` : path}${query}`;
}
