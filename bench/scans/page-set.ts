/** The pages that are measured: a folder with truth.jsonl, or pages drawn here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TruePage {
  readonly kind: string;
  readonly text: string;
  /** A clerk could read it. */
  readonly legible: boolean;
  readonly hasText: boolean;
  /** `lost`: a part of what mattered cannot be read. */
  readonly expected?: string;
}

export interface ScanFile {
  readonly name: string;
  readonly content: Buffer;
  readonly type: string;
  /** In page order. */
  readonly pages: readonly TruePage[];
}

/** Lines of truth.jsonl: `{file, page, text, legible, hasText, kind}`. */
export function readSet(dir: string): readonly ScanFile[] {
  const lines = readFileSync(join(dir, 'truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TruePage & { file: string; page: number });
  const names = [...new Set(lines.map(({ file }) => file))];
  return names.map((name) => ({
    name,
    content: readFileSync(join(dir, name)),
    type: TYPES[name.split('.').at(-1) ?? ''] ?? '',
    pages: lines.filter(({ file }) => file === name).sort((a, b) => a.page - b.page),
  }));
}

/** What a PDF brings as text is not read from its picture: it says nothing of the speed of reading. */
export function isPrint({ kind, legible }: TruePage): boolean {
  return legible && !/^hand|layer$|^born/.test(kind);
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  pdf: 'application/pdf',
};
