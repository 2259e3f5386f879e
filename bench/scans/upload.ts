/** From POST /api/letters to 201: a TIFF of five pages each time, another one each time, over HTTP and the embedded database. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import { apiRoutes } from '../../src/api/routes.ts';
import { limits } from '../../src/config.ts';
import { startEmbedded } from '../../src/embedded-mongo/supervise.ts';
import { intakeHouse } from '../../test/support/intake-house.ts';

const TIMES = 20;
const TOKEN = 'token-of-the-benchmark';

export async function uploadTimes(): Promise<{ uploads: number; p50ms: number; p95ms: number; worstMs: number; bytes: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-upload-'));
  const database = await startEmbedded({ path: join(dir, 'db') });
  const house = await intakeHouse(database.uri, (ports) => ({ ...ports, letters: { ...ports.letters, claim: async () => [] } }));
  const clock = { now: () => new Date() };
  const api = apiRoutes({
    office: house.office,
    config: { apiToken: TOKEN, limits },
    clock,
    sessionOf: async () => null,
    log: () => {},
  });
  const server = express().use(api).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/letters`;
  try {
    const times: number[] = [];
    let bytes = 0;
    for (let n = 0; n < TIMES + 2; n += 1) {
      const content = await fivePages(n);
      const body = new FormData();
      body.append('file', new File([Uint8Array.from(content)], `scan-${n}.tif`));
      const from = performance.now();
      const response = await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${TOKEN}` } });
      const answer = await response.text();
      if (response.status !== 201) throw new Error(`upload: ${response.status} ${answer}`);
      // The first two warm the code
      if (n >= 2) times.push(performance.now() - from);
      bytes = content.length;
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
    return { uploads: TIMES, p50ms: at(0.5), p95ms: at(0.95), worstMs: at(1), bytes };
  } finally {
    server.close();
    server.closeAllConnections();
    await house.stop();
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A4 at 200 dpi, grey, LZW, five pages, some 4 MB. */
async function fivePages(n: number): Promise<Buffer> {
  const pages = await Promise.all(
    [0, 1, 2, 3, 4].map((page) =>
      sharp({
        create: { width: 1654, height: 2339, channels: 3, background: { r: 250, g: 250, b: 240 + ((n * 5 + page) % 15) } },
      })
        .composite([{ input: Buffer.from(lines(n, page)), left: 0, top: 0 }])
        .greyscale()
        .png()
        .toBuffer(),
    ),
  );
  return sharp(pages, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
}

function lines(n: number, page: number): string {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const width = 900 + ((n * 131 + page * 71 + row * 97) % 500);
    return `<rect x="150" y="${200 + row * 48}" width="${width}" height="22" fill="#222"/>`;
  });
  return `<svg width="1654" height="2339" xmlns="http://www.w3.org/2000/svg">${rows.join('')}</svg>`;
}
