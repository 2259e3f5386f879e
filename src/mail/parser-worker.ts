/** The other side of parser-pool.ts: one mail in, one answer out. */
import { Buffer } from 'node:buffer';
import { parentPort, workerData } from 'node:worker_threads';
import type { ParseAsked, ParsedMail } from '../office/ports/mail.ts';
import { type ParseSettings, parseMail } from './parse.ts';

const settings: ParseSettings = workerData;

parentPort?.on('message', async ({ raw, asked }: { raw: Uint8Array; asked: ParseAsked }) => {
  const mail = await parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), settings, asked);
  parentPort?.postMessage(mail, ownBuffers(mail));
});

/** Buffers of Node's shared pool, and slices of the message itself, are copied; the rest changes hands. */
function ownBuffers({ attachments }: ParsedMail): ArrayBuffer[] {
  const buffers = attachments.map(({ content }) => content).filter((content) => content.byteLength === content.buffer.byteLength);
  return [...new Set(buffers.map((content) => content.buffer as ArrayBuffer))];
}
