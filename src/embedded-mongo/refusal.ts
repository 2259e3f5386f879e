import { statfsSync } from 'node:fs';
import { DamagedData, NewerData, NoData } from './data-faults.ts';
import { Locked } from './lock.ts';

/** Why a start was refused; `exit` is the code that the process ends with. The sentence is for people. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly sentence: string;
}

export type RefusalCode = keyof typeof exits;

export const exits = { FAILED: 1, LOCKED: 3, NEWER: 4, READ_ONLY: 5, FULL: 6, DAMAGED: 7 } as const;

/** Below this the lock file of LMDB cannot be trusted: its pages are mapped, and a page without room is a SIGBUS. */
const leastBytes = 2 ** 20;

/** What a person can mend, of all that may go wrong with a data folder; null: a fault of ours. */
export function refusalOf(error: unknown, path: string): Refusal | null {
  const { message, code } = error as NodeJS.ErrnoException;
  if (error instanceof Locked) return { code: 'LOCKED', sentence: message };
  if (error instanceof NewerData) return { code: 'NEWER', sentence: message };
  if (error instanceof DamagedData) return { code: 'DAMAGED', sentence: message };
  if (error instanceof NoData) return { code: 'FAILED', sentence: message };
  // lmdb gives the number, Node the name
  const is = (...names: (string | number)[]): boolean => names.includes(code ?? '');
  if (is('EROFS', 'EACCES', 'EPERM', 30, 13, 1))
    return { code: 'READ_ONLY', sentence: `The data folder ${path} cannot be written: ${message}.` };
  if (is('ENOSPC', 'EDQUOT', 28, 122, 5)) return full(path);
  if (is('ENOTDIR', 'EEXIST')) return { code: 'READ_ONLY', sentence: `${path} is not a folder.` };
  return null;
}

/** Looked at before anything is opened. */
export function refusalOfRoom(path: string): Refusal | null {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize < leastBytes ? full(path) : null;
}

const full = (path: string): Refusal => ({
  code: 'FULL',
  sentence: `No space is left for the data folder ${path}: make room and start again.`,
});

/** By the code or the signal that a process ended with. */
export function refusalCode(exit: number | null, signal: string | null): RefusalCode {
  // a map onto a file that is not what it says it is
  if (signal === 'SIGBUS' || signal === 'SIGSEGV') return 'DAMAGED';
  return (Object.entries(exits).find(([, code]) => code === exit)?.[0] as RefusalCode | undefined) ?? 'FAILED';
}
