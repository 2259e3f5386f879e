/** One worker of the parser: takes a package of mails, answers it as a whole, and shows meanwhile which mail it is at and since when. */
import { Buffer } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import type { ParseAsked, ParsedMail } from '../office/ports/mail.ts';
import type { ParseSettings } from './parse.ts';

export interface Hand {
  /** One package at a time; it is answered by `answered` or lost by `broke`. */
  give(mails: readonly Asked[]): void;
  /** Null before it has begun with the first mail of the package. */
  at(): { readonly index: number; readonly ms: number } | null;
  /** Whatever it does: also in the middle of an endless loop. */
  terminate(): Promise<unknown>;
}

export interface Asked {
  readonly raw: Buffer;
  readonly asked: ParseAsked;
}

export interface HandSettings extends ParseSettings {
  /** Module with another `parseMail` than parse.ts. */
  readonly parser?: URL;
}

export interface Listener {
  readonly answered: (mails: readonly ParsedMail[]) => void;
  readonly broke: (error: Error) => void;
}

/** What the worker finds of a package: small mails lie in `bytes`, one after the other; a large one is in shared memory. */
export interface Package {
  readonly bytes: Uint8Array;
  readonly mails: readonly { readonly length: number; readonly shared: Uint8Array | null; readonly asked: ParseAsked }[];
}

export interface WorkerData extends HandSettings {
  readonly parser?: never;
  readonly parserUrl: string | null;
  readonly place: Int32Array;
  readonly since: Float64Array;
}

/** Nothing begun yet. */
const NOWHERE = -1;

export function parserHand({ limits, ownDomains, parser }: HandSettings, { answered, broke }: Listener): Hand {
  const place = new Int32Array(new SharedArrayBuffer(4)).fill(NOWHERE);
  const since = new Float64Array(new SharedArrayBuffer(8));
  const data: WorkerData = { limits, ownDomains, parserUrl: parser?.href ?? null, place, since };
  const worker = new Worker(SCRIPT, {
    eval: SCRIPT === FROM_SOURCE,
    workerData: data,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 8 },
  });
  worker.unref();
  worker.on('message', (mails: readonly ParsedMail[]) => {
    worker.unref();
    answered(mails.map(withBuffers));
  });
  worker.on('error', (error) => broke(error));
  worker.on('exit', (code) => broke(new Error(`the parser ended with ${code}`)));
  return {
    give(mails) {
      Atomics.store(place, 0, NOWHERE);
      worker.ref();
      const own = mails.filter(({ raw }) => !isShared(raw));
      const bytes = new Uint8Array(own.reduce((sum, { raw }) => sum + raw.length, 0));
      let at = 0;
      for (const { raw } of own) {
        bytes.set(raw, at);
        at += raw.length;
      }
      const listed = mails.map(({ raw, asked }) => ({ length: raw.length, shared: isShared(raw) ? raw : null, asked }));
      worker.postMessage({ bytes, mails: listed } satisfies Package, [bytes.buffer]);
    },
    at() {
      // The place first, then the time: the worker writes them the other way round, so that no mail is blamed for the one before it
      const index = Atomics.load(place, 0);
      return index === NOWHERE ? null : { index, ms: Date.now() - (since[0] ?? 0) };
    },
    async terminate() {
      // What it says on its way out concerns nobody any more
      worker.removeAllListeners().on('error', () => {});
      await worker.terminate();
    },
  };
}

const HERE = import.meta.url;

/** Run from the sources (tests, development) the worker needs the same loader as we: Node hands it on to no thread. */
const FROM_SOURCE = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./parser-worker.ts', HERE).href)}); })`;
const SCRIPT = HERE.endsWith('.ts') ? FROM_SOURCE : new URL('./parser-worker.js', HERE);

function isShared({ buffer }: Uint8Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}

function withBuffers(mail: ParsedMail): ParsedMail {
  return { ...mail, attachments: mail.attachments.map((each) => ({ ...each, content: asBuffer(each.content) })) };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
