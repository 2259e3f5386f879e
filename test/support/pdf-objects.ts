/** The objects of a PDF as qpdf reads them: an eye that is not ours. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Dictionary = Readonly<Record<string, unknown>>;

export interface Pdf {
  readonly bytes: Buffer;
  readonly trailer: Dictionary;
  readonly root: Dictionary;
  /** Every dictionary that is an object of its own. */
  readonly all: readonly Dictionary[];
  /** What a reference means; anything else is itself. */
  get(value: unknown): unknown;
  /** Unpacked. */
  stream(reference: unknown): Buffer;
  /** Of the pages, in their order. */
  contents(): readonly string[];
}

export function openPdf(bytes: Buffer): Pdf {
  const json = read(bytes);
  const objects = json.qpdf[1];
  const found = (value: unknown): Found | undefined =>
    typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? objects[`obj:${value}`] : undefined;
  const get = (value: unknown): unknown => {
    const object = found(value);
    return object ? (object.value ?? object.stream?.dict ?? null) : value;
  };
  const stream = (reference: unknown) => Buffer.from(found(reference)?.stream?.data ?? '', 'base64');
  const trailer = objects.trailer?.value as Dictionary;
  const root = get(trailer['/Root']) as Dictionary;
  const all = Object.values(objects)
    .map(({ value, stream: own }) => value ?? own?.dict)
    .filter((value): value is Dictionary => typeof value === 'object' && value !== null && !Array.isArray(value));
  const pages = (get(root['/Pages']) as Dictionary)['/Kids'] as readonly unknown[];
  return {
    bytes,
    trailer,
    root,
    all,
    get,
    stream,
    contents: () => pages.map((page) => stream((get(page) as Dictionary)['/Contents']).toString('latin1')),
  };
}

interface Found {
  readonly value?: unknown;
  readonly stream?: { readonly dict: Dictionary; readonly data?: string };
}

function read(bytes: Buffer): { readonly qpdf: readonly [unknown, Readonly<Record<string, Found>>] } {
  const dir = mkdtempSync(join(tmpdir(), 'pdf-objects-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), bytes);
    const args = ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', 'a.pdf'];
    return JSON.parse(execFileSync('qpdf', args, { cwd: dir, encoding: 'utf8', maxBuffer: 2 ** 28 }));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
