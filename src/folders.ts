/** The folders that people use: made at the first start. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sentenceOf } from './database.ts';
import { refusalOf } from './embedded-mongo/refusal.ts';
import { StartRefused } from './refused.ts';

/** @throws StartRefused when the disk is full or nobody may write there */
export async function openFolders(dataDir: string): Promise<void> {
  try {
    for (const name of ['inbox', 'outbox']) await mkdir(join(dataDir, name), { recursive: true });
  } catch (error) {
    const refusal = refusalOf(error, dataDir);
    if (!refusal) throw error;
    throw new StartRefused(sentenceOf({ code: refusal.code, message: refusal.sentence }, dataDir));
  }
}
