/** A multipart body as fields and files in the order they came, within limits; nothing touches the disk. */
import busboy from 'busboy';
import type { Request } from 'express';
import type { IncomingFile } from '../office/incoming.ts';

export interface UploadLimits {
  /** Bytes of all files together, and of each. */
  readonly uploadBytes: number;
  readonly uploadFiles: number;
  /** Characters of a file's name and of a field. */
  readonly nameChars: number;
  readonly textChars: number;
}

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly IncomingFile[];
}

/** The body cannot be taken; `message` is a Russian sentence for people. */
export class BadUpload extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super(message);
    this.name = 'BadUpload';
  }
}

/** @throws BadUpload 413 over a limit, 415 when it is no multipart, 400 when it breaks off */
export function readMultipart(request: Request, limits: UploadLimits): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const parser = parserFor(request, limits);
    const fields: Record<string, string> = {};
    const files: { name: string; chunks: Buffer[] }[] = [];
    let bytes = 0;
    let over: BadUpload | null = null;
    const refuse = (error: BadUpload) => {
      over ??= error;
    };
    const fail = (error: Error) => {
      request.unpipe(parser);
      request.resume(); // the rest is read away, so that the answer arrives
      reject(error);
    };
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) refuse(new BadUpload(413, `Поле «${name}» слишком длинное. Приложите текст файлом.`));
      if (!UNSAFE.has(name)) fields[name] = value;
    });
    parser.on('file', (_field, stream, { filename }) => {
      const file = { name: filename ?? '', chunks: [] as Buffer[] };
      files.push(file);
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.uploadBytes) refuse(tooLarge(limits));
        else file.chunks.push(chunk);
      });
      // Without this a part that breaks off would end the process
      stream.on('error', () => fail(new BadUpload(400, BROKEN)));
      stream.on('limit', () => refuse(tooLarge(limits)));
    });
    parser.on('filesLimit', () =>
      refuse(new BadUpload(413, `Слишком много файлов: можно не более ${limits.uploadFiles}. Соберите листы в один PDF.`)),
    );
    parser.on('error', () => fail(new BadUpload(400, BROKEN)));
    parser.on('close', () => {
      if (over) return fail(over);
      // A browser sends an empty nameless part for a file field that was left alone
      const sent = files.map(({ name, chunks }) => ({ name, content: Buffer.concat(chunks) }));
      resolve({ fields, files: sent.filter(({ name, content }) => name !== '' || content.length > 0) });
    });
    request.on('aborted', () => fail(new BadUpload(400, BROKEN)));
    request.pipe(parser);
  });
}

function parserFor(request: Request, limits: UploadLimits): busboy.Busboy {
  if (!/^multipart\/form-data\s*;/i.test(request.get('content-type') ?? '')) throw notMultipart();
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        fileSize: limits.uploadBytes,
        files: limits.uploadFiles,
        fields: 50,
        fieldSize: limits.textChars * 2,
        parts: limits.uploadFiles + 60,
        headerPairs: 50,
      },
    });
  } catch {
    throw notMultipart();
  }
}

function notMultipart(): BadUpload {
  return new BadUpload(415, 'Отправьте файл формой multipart/form-data, поле file.');
}

function tooLarge({ uploadBytes }: UploadLimits): BadUpload {
  return new BadUpload(
    413,
    `Файлы больше ${Math.round(uploadBytes / 2 ** 20)} МБ вместе. Уменьшите разрешение скана или пришлите частями.`,
  );
}

const BROKEN = 'Загрузка оборвалась или повреждена. Отправьте файл ещё раз.';
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);
