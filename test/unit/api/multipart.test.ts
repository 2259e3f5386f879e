import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { BadUpload, readMultipart, type Upload } from '../../../src/api/multipart.ts';

const LIMITS = { uploadBytes: 1000, uploadFiles: 3, nameChars: 200, textChars: 50 };
let server: Server | null = null;
afterEach(() => {
  server?.close();
});

describe('an upload', () => {
  it('keeps files in page order, names in Russian, and fields beside them', async () => {
    const form = new FormData();
    form.append('file', new Blob(['первый']), 'Лист 1 из 2.png');
    form.append('office', 'Ф02');
    form.append('file', new Blob(['второй']), 'Лист 2 из 2.png');
    const upload = await sent(form);
    expect(upload).toMatchObject({ fields: { office: 'Ф02' } });
    expect((upload as Upload).files.map(({ name, content }) => [name, content.toString()])).toEqual([
      ['Лист 1 из 2.png', 'первый'],
      ['Лист 2 из 2.png', 'второй'],
    ]);
  });

  it('leaves out a file field that was left alone', async () => {
    const form = new FormData();
    form.append('file', new Blob([]), '');
    form.append('subject', 'без скана');
    expect(await sent(form)).toEqual({ fields: { subject: 'без скана' }, files: [] });
  });

  it('is refused when the files together are too large, and when there are too many', async () => {
    const large = new FormData();
    for (let page = 0; page < 3; page += 1) large.append('file', new Blob(['x'.repeat(400)]), `${page}.png`);
    expect(await sent(large)).toMatchObject({ status: 413, message: expect.stringContaining('больше') });
    const many = new FormData();
    for (let page = 0; page < 4; page += 1) many.append('file', new Blob(['x']), `${page}.png`);
    expect(await sent(many)).toMatchObject({ status: 413, message: expect.stringContaining('не более 3') });
  });

  it('is refused when a field is longer than a text may be', async () => {
    const form = new FormData();
    form.append('text', 'ы'.repeat(200));
    expect(await sent(form)).toMatchObject({ status: 413 });
  });

  it('is refused when it is no multipart at all', async () => {
    expect(await sent(new URLSearchParams({ file: 'x' }))).toMatchObject({ status: 415 });
    expect(await sent('{}', { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
    expect(await sent('x', { 'content-type': 'multipart/form-data' })).toMatchObject({ status: 415 });
  });

  it('is refused when it breaks off inside a part', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF';
    expect(await sent(body, { 'content-type': 'multipart/form-data; boundary=b' })).toMatchObject({ status: 400 });
  });

  it('is refused, and nobody waits for ever, when the sender hangs up', async () => {
    const { port, result } = await listening();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n\r\n--b\r\n',
    );
    setTimeout(() => socket.destroy(), 50);
    expect(await result).toMatchObject({ status: 400 });
  });
});

async function sent(
  body: FormData | URLSearchParams | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Upload | BadUpload> {
  const { port, result } = await listening();
  await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers });
  return result;
}

async function listening() {
  let settle: (upload: Upload | BadUpload) => void = () => {};
  const result = new Promise<Upload | BadUpload>((resolve) => {
    settle = resolve;
  });
  server?.close();
  server = createServer((request: IncomingMessage, response) => {
    const asked = Object.assign(request, { get: (name: string) => request.headers[name.toLowerCase()] }) as unknown as Request;
    const reading = (async () => readMultipart(asked, LIMITS))();
    void reading
      .then(settle, (error: unknown) =>
        settle(error instanceof BadUpload ? error : new BadUpload(400, `not ours: ${String(error)}`)),
      )
      .finally(() => response.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, result };
}
