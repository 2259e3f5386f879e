/** The line to a reading process: started when there is something to read or to draw, started anew when it has died, ended when idle. */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SheetStudy } from '../office/ports/batches.ts';
import type { PageResult, SheetToAssemble } from '../office/ports/paper.ts';
import type { FileOnDisk, PageLook } from './page-image.ts';
import type { FileToRead } from './read-file.ts';
import type { ReadFile } from './searchable-pdf.ts';
import type { ScanLimits } from './verdict.ts';

export type ToReading = Ask & { readonly id: number; readonly limits: ScanLimits };

export type FromReading =
  | { readonly id: number; readonly page: number; readonly result: PageResult }
  | { readonly id: number; readonly page: number; readonly study: SheetStudy }
  | { readonly id: number; readonly pages: number }
  | { readonly id: number; readonly bytes: Uint8Array | null }
  | { readonly id: number; readonly error: { readonly code: string | null; readonly message: string } };

export interface ReadingLine {
  /** Tells each page as it is read; resolves with the number of pages. @throws Error with `code` ENOENT when a program is missing */
  read(
    file: FileOnDisk & { readonly skip: FileToRead['skip'] },
    tell: (page: number, result: PageResult) => void,
  ): Promise<number>;
  searchable(files: readonly LaidFile[]): Promise<Buffer>;
  /** Tells what each page looks like; resolves with the number of pages. */
  study(file: SheetFile, tell: (page: number, study: SheetStudy) => void): Promise<number>;
  assemble(sheets: readonly SheetToAssemble[]): Promise<Buffer>;
  /** Null when there is no such page. */
  page(file: FileOnDisk, index: number, look: ShownLook): Promise<Buffer | null>;
}

export type LaidFile = FileOnDisk & Pick<ReadFile, 'pages'>;

export type ShownLook = Pick<PageLook, 'width' | 'turn' | 'jpeg'>;

type SheetFile = Pick<FileToRead, 'content' | 'type'>;

/** @param nice behind all others: whoever waits at a screen is not served so */
export function readingLine(
  limits: ScanLimits,
  { lexiconWords = null, nice = true }: { readonly lexiconWords?: readonly string[] | null; readonly nice?: boolean } = {},
): ReadingLine {
  const jobs = new Map<number, Job>();
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 1;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(SCRIPT), [JSON.stringify(limits), nice ? 'nice' : ''], {
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
    if ('page' in answer) {
      job.tell(answer);
      return;
    }
    jobs.delete(answer.id);
    if ('error' in answer) job.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else job.resolve('bytes' in answer ? answer.bytes : answer.pages);
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

  function ask(what: Ask, tell: Job['tell']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      clearTimeout(idle);
      child ??= start();
      child.ref();
      child.channel?.ref();
      const id = next++;
      jobs.set(id, { tell, resolve, reject });
      child.send({ ...what, id, limits } satisfies ToReading, (error) => {
        if (!error) return;
        jobs.delete(id);
        reject(error);
      });
    });
  }

  return {
    read: async (file, tell) =>
      Number(await ask({ ask: 'read', file, lexiconWords }, (each) => 'result' in each && tell(each.page, each.result))),
    study: async (file, tell) =>
      Number(await ask({ ask: 'study', file }, (each) => 'study' in each && tell(each.page, each.study))),
    searchable: async (files) => asBuffer(await ask({ ask: 'searchable', files }, () => {})),
    assemble: async (sheets) => asBuffer(await ask({ ask: 'assemble', sheets }, () => {})),
    async page(file, index, look) {
      const bytes = await ask({ ask: 'page', file, index, look }, () => {});
      return bytes === null ? null : asBuffer(bytes);
    },
  };
}

type Ask =
  | {
      readonly ask: 'read';
      readonly file: FileOnDisk & { readonly skip: FileToRead['skip'] };
      readonly lexiconWords: readonly string[] | null;
    }
  | { readonly ask: 'searchable'; readonly files: readonly LaidFile[] }
  | { readonly ask: 'study'; readonly file: SheetFile }
  | { readonly ask: 'page'; readonly file: FileOnDisk; readonly index: number; readonly look: ShownLook }
  | { readonly ask: 'assemble'; readonly sheets: readonly SheetToAssemble[] };

function asBuffer(bytes: unknown): Buffer {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}

interface Job {
  readonly tell: (answer: Extract<FromReading, { page: number }>) => unknown;
  readonly resolve: (answer: number | Uint8Array | null) => void;
  readonly reject: (error: Error) => void;
}

/** Memory of an idle reader is given back. */
const IDLE_MS = 120_000;
const HERE = import.meta.url;
const FROM_SOURCE = HERE.endsWith('.ts');
const SCRIPT = new URL(FROM_SOURCE ? './reading-process.ts' : './reading-process.js', HERE);
/** Run from the sources (tests, development) the child needs the same loader as we. */
const LOADER = FROM_SOURCE ? ['--import', pathToFileURL(createRequire(HERE).resolve('tsx')).href] : [];
