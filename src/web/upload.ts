/** A form with files. The reading itself (limits, order) is given by compose: the API reads uploads the same way. */
import type { Request, RequestHandler } from 'express';
import type { IncomingFile } from '../office/incoming.ts';

export interface Uploaded {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly IncomingFile[];
}

/** @throws BadUpload: `status` 413, 415 or 400, and a Russian sentence as its message */
export type ReadUpload = (request: Request) => Promise<Uploaded>;

/** Puts fields and files into `request.body`, with the token where the check looks for it. */
export function withFiles(read: ReadUpload): RequestHandler {
  return async (request, _response, next) => {
    const { fields, files } = await read(request);
    request.body = { fields, files, _csrf: fields._csrf };
    next();
  };
}
