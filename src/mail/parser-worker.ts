/** The other side of parser-hand.ts: a package of mails in, a package of answers out. */
import { Buffer } from 'node:buffer';
import { parentPort, workerData } from 'node:worker_threads';
import type { ParsedMail } from '../office/ports/mail.ts';
import { parseMail as ours } from './parse.ts';
import type { Package, WorkerData } from './parser-hand.ts';

const { place, since, parserUrl, ...settings }: WorkerData = workerData;
const { parseMail }: { parseMail: typeof ours } = parserUrl === null ? { parseMail: ours } : await import(parserUrl);

parentPort?.on('message', async ({ bytes, mails }: Package) => {
  const answers: ParsedMail[] = [];
  let from = 0;
  for (const [index, { length, shared, asked }] of mails.entries()) {
    since[0] = Date.now();
    Atomics.store(place, 0, index);
    const raw = shared ?? bytes.subarray(from, from + length);
    if (!shared) from += length;
    answers.push(await parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), settings, asked));
  }
  const own = answers.map(withOwnContents);
  parentPort?.postMessage(own, buffersOf(own));
});

/** Slices of the package, or of Node's shared pool, are copied, so that no answer drags the rest along; shared memory stays shared. */
function withOwnContents(mail: ParsedMail): ParsedMail {
  const attachments = mail.attachments.map((each) => {
    const { content } = each;
    const whole = content.byteLength === content.buffer.byteLength || content.buffer instanceof SharedArrayBuffer;
    return whole ? each : { ...each, content: Buffer.from(new Uint8Array(content).buffer) };
  });
  return { ...mail, attachments };
}

function buffersOf(mails: readonly ParsedMail[]): ArrayBuffer[] {
  const buffers = mails.flatMap(({ attachments }) => attachments.map(({ content }) => content.buffer));
  return [...new Set(buffers)].filter((each): each is ArrayBuffer => each instanceof ArrayBuffer);
}
