import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { limits } from '../../src/config.ts';
import type { PageResult } from '../../src/office/ports/paper.ts';
import { paperPrinter } from '../../src/paper/printer.ts';
import { scanReader } from '../../src/paper/recognise.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { SHEET } from './printer.contract.ts';
import { rastered, readerContract } from './reader.contract.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });

describe('tesseract and poppler read', () => readerContract(() => scanReader({ limits }), printer));

describe('8.2.7: a reading that is killed', () => {
  it('goes on where it was, with no page twice and none missing', async () => {
    const reader = scanReader({ limits });
    const scan = rastered(await printer.letterhead(SHEET));
    const sheets = await Promise.all(
      [0, 1, 2, 3, 4].map((n) =>
        sharp(scan)
          .extract({ left: 0, top: 0, width: 1240, height: 500 + n })
          .resize(1240, 500, { fit: 'fill' })
          .png()
          .toBuffer(),
      ),
    );
    const content = await sharp(sheets, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const file = { content, type: 'image/tiff', name: 'пачка.tif', hash: 'batch' };
    const kept = new Map<number, PageResult>();
    const order: number[] = [];
    const memory = {
      recall: async () => kept,
      async keep(_: string, page: number, result: PageResult) {
        kept.set(page, result);
        order.push(page);
        if (order.length === 2) for (const pid of readingProcesses()) process.kill(pid, 'SIGKILL');
      },
    };
    await expect(reader.read([file], memory)).rejects.toThrow('reading process ended (SIGKILL)');
    expect(order.length).toBeLessThan(5);
    const { pages } = await reader.read([file], memory);
    expect(pages.map(({ page }) => page)).toEqual([0, 1, 2, 3, 4]);
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(pages.every(({ text }) => text.length > 50)).toBe(true);
  }, 120_000);

  it('a page that takes longer than its time is said to be unread, and is there to be looked at', async () => {
    const reader = scanReader({ limits: { ...limits, childMs: 1 } });
    const scan = rastered(await printer.letterhead(SHEET));
    const { pages, legible, reasons } = await reader.read([{ content: scan, type: 'image/png', name: 'a.png' }]);
    expect(pages).toEqual([expect.objectContaining({ text: '', legible: 'doubtful' })]);
    expect([legible, reasons]).toEqual(['doubtful', [expect.stringMatching(/^Страница 1: не распознано: .*посмотрите сами\.$/)]]);
    expect(await reader.page({ content: scan, type: 'image/png' }, 0)).not.toBeNull();
  }, 60_000);
});

/** Of this very test process. */
function readingProcesses(): readonly number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => Number(parent) === process.pid && args.join(' ').includes('reading-process'))
    .map(([pid]) => Number(pid));
}
