/** The line to the reading process: started when there is something to read, started anew when it has died, ended when idle. */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PageResult } from '../office/ports/paper.ts';
import type { FileToRead } from './read-file.ts';
import type { ScanLimits } from './verdict.ts';

export interface ToReading {
  readonly id: number;
  readonly file: FileToRead;
  readonly limits: ScanLimits;
  readonly lexiconWords: readonly string[] | null;
}

export type FromReading =
  | { readonly id: number; readonly page: number; readonly result: PageResult }
  | { readonly id: number; readonly pages: number }
  | { readonly id: number; readonly error: { readonly code: string | null; readonly message: string } };

export interface ReadingLine {
  /** Tells each page as it is read; resolves with the number of pages. @throws Error with `code` ENOENT when a program is missing */
  read(file: FileToRead, tell: (page: number, result: PageResult) => void): Promise<number>;
}

export function readingLine(limits: ScanLimits, lexiconWords: readonly string[] | null): ReadingLine {
  const jobs = new Map<number, Job>();
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 1;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(SCRIPT), [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=512', ...LOADER],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (answer: FromReading) => hear(answer));
    started.on('error', (error) => leave(started, error));
    started.on('exit', (code, signal) => leave(started, new Error(`the reading process ended (${signal ?? code})`)));
    return started;
  }

  function hear(answer: FromReading): void {
    const job = jobs.get(answer.id);
    if (!job) return;
    if ('result' in answer) {
      job.tell(answer.page, answer.result);
      return;
    }
    jobs.delete(answer.id);
    if ('error' in answer) job.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else job.resolve(answer.pages);
    if (jobs.size === 0) rest();
  }

  /** What was being read is read again by whoever asked: the pages told so far are kept. */
  function leave(gone: ChildProcess, error: Error): void {
    if (gone !== child) return;
    child = null;
    const lost = [...jobs.values()];
    jobs.clear();
    for (const job of lost) job.reject(error);
  }

  function rest(): void {
    child?.unref();
    child?.channel?.unref();
    idle = setTimeout(() => {
      const resting = child;
      child = null;
      resting?.disconnect();
    }, IDLE_MS);
    idle.unref();
  }

  return {
    read: (file, tell) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        child ??= start();
        child.ref();
        child.channel?.ref();
        const id = next++;
        jobs.set(id, { tell, resolve, reject });
        child.send({ id, file, limits, lexiconWords } satisfies ToReading, (error) => {
          if (!error) return;
          jobs.delete(id);
          reject(error);
        });
      }),
  };
}

interface Job {
  readonly tell: (page: number, result: PageResult) => void;
  readonly resolve: (pages: number) => void;
  readonly reject: (error: Error) => void;
}

/** Memory of an idle reader is given back. */
const IDLE_MS = 120_000;
const HERE = import.meta.url;
const FROM_SOURCE = HERE.endsWith('.ts');
const SCRIPT = new URL(FROM_SOURCE ? './reading-process.ts' : './reading-process.js', HERE);
/** Run from the sources (tests, development) the child needs the same loader as we. */
const LOADER = FROM_SOURCE ? ['--import', pathToFileURL(createRequire(HERE).resolve('tsx')).href] : [];
