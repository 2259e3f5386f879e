/** What the built engine does while it takes mail in, seen from outside: its memory as Linux counts it, its own health page. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningEngine } from '../test/support/engine.ts';

/** MiB. `most`: the high-water mark since the process began, its start included; `own` without mapped files. */
export interface Memory {
  readonly now: number;
  readonly most: number;
  readonly own: number;
}

export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024);
  return { now: of('VmRSS'), most: of('VmHWM'), own: of('RssAnon') + of('RssShmem') };
}

/** The engine itself, and its embedded database, which is a process of its own. */
export function memoryOfEngine({ process: { pid = 0 } }: RunningEngine): {
  readonly engine: Memory;
  readonly database: Memory | null;
} {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  const database = children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('embedded-mongo'));
  return { engine: memoryOf(pid), database: database ? memoryOf(database) : null };
}

export interface Progress {
  /** Mails accepted since this engine started: registered, or put before people. */
  readonly accepted: number;
  /** Letters with effects that wait (examination, notices). */
  readonly effects: number;
}

export async function progressOf({ url }: RunningEngine): Promise<Progress> {
  const health = (await (await fetch(`${url}/healthz`)).json()) as {
    readonly poller: readonly { readonly fetched: number }[];
    readonly queue: { readonly effects: number };
  };
  return { accepted: health.poller.reduce((sum, { fetched }) => sum + fetched, 0), effects: health.queue.effects };
}

/** Asks every `everyMs` until `enough`. @throws Error when the engine has ended */
export async function watch(engine: RunningEngine, enough: (progress: Progress) => boolean, everyMs = 100): Promise<Progress> {
  for (;;) {
    if (engine.process.exitCode !== null) throw new Error(`the engine ended:\n${engine.output()}`);
    const progress = await progressOf(engine);
    if (enough(progress)) return progress;
    await sleep(everyMs);
  }
}
