/** Parsing under a time limit: what could take long is parsed by workers, and one that hangs is replaced. */
import { Buffer } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import type { ParseAsked, ParsedMail, ParseMail } from '../office/ports/mail.ts';
import { type ParseSettings, parseMail, unreadable } from './parse.ts';

export interface PoolSettings extends ParseSettings {
  readonly limits: ParseSettings['limits'] & { readonly parseMs: number };
  /** Workers at most; they start when they are needed. */
  readonly workers?: number;
}

export interface ParserPool {
  readonly parse: ParseMail;
  /** Ends the workers. What was still being parsed is rejected, so that nobody takes it for read. */
  stop(): Promise<void>;
}

export function parserPool(settings: PoolSettings): ParserPool {
  const most = settings.workers ?? 1;
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  const waiting: Job[] = [];
  let stopped = false;

  function next(): void {
    while (waiting.length > 0 && !stopped) {
      const worker = idle.pop() ?? (busy.size < most ? start() : null);
      const job = worker === null ? undefined : waiting.shift();
      if (worker === null || job === undefined) return;
      busy.set(worker, job);
      worker.ref();
      job.timer = setTimeout(
        () => giveUp(worker, `Письмо не разобрано за ${settings.limits.parseMs / 1000} с`),
        settings.limits.parseMs,
      );
      worker.postMessage({ raw: job.raw, asked: job.asked });
    }
  }

  function start(): Worker {
    const worker = new Worker(SCRIPT, {
      eval: SCRIPT === FROM_SOURCE,
      workerData: { limits: settings.limits, ownDomains: settings.ownDomains },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    worker.on('message', (mail: ParsedMail) => {
      const job = leave(worker);
      worker.unref();
      idle.push(worker);
      job?.resolve({ ...mail, attachments: mail.attachments.map((each) => ({ ...each, content: asBuffer(each.content) })) });
      next();
    });
    worker.on('error', (error) => giveUp(worker, `Письмо не удалось разобрать (${error.message})`));
    return worker;
  }

  /** The worker is lost with its mail; the next mail gets a new one. */
  function giveUp(worker: Worker, why: string): void {
    const job = leave(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
    void worker.terminate();
    if (job)
      headersOnly(job.raw, settings, `${why}: показаны только заголовки. Откройте исходный файл.`).then(job.resolve, job.reject);
    next();
  }

  function leave(worker: Worker): Job | undefined {
    const job = busy.get(worker);
    busy.delete(worker);
    clearTimeout(job?.timer);
    return job;
  }

  return {
    parse: (raw, asked = {}) => {
      if (raw.length < INLINE_BYTES) return parseMail(raw, settings, asked);
      return new Promise((resolve, reject) => {
        if (stopped) throw new Error('the parser was stopped');
        waiting.push({ raw, asked, resolve, reject, timer: undefined });
        next();
      });
    },
    async stop() {
      stopped = true;
      const workers = [...idle.splice(0), ...busy.keys()];
      for (const job of [...busy.values(), ...waiting.splice(0)]) {
        clearTimeout(job.timer);
        job.reject(new Error('the parser was stopped'));
      }
      busy.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Below it the worst mail known costs less than a worker's turn is worth (measured: 60 KB of hostile HTML or addresses 0.15 s). */
export const INLINE_BYTES = 64 * 1024;

const HERE = import.meta.url;

/** Run from the sources (tests, development) the worker needs the same loader as we: Node hands it on to no thread. */
const FROM_SOURCE = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./parser-worker.ts', HERE).href)}); })`;
const SCRIPT = HERE.endsWith('.ts') ? FROM_SOURCE : new URL('./parser-worker.js', HERE);

interface Job {
  readonly raw: Buffer;
  readonly asked: ParseAsked;
  readonly resolve: (mail: ParsedMail) => void;
  readonly reject: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What is known of a mail whose body is not to be touched again. */
async function headersOnly(raw: Buffer, settings: ParseSettings, remark: string): Promise<ParsedMail> {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1', 0, INLINE_BYTES))?.index ?? 0;
  const head = await parseMail(raw.subarray(0, end), settings);
  const { text, fingerprint } = unreadable(raw, settings, remark);
  return { ...head, text, fingerprint, remarks: [remark, ...head.remarks] };
}
