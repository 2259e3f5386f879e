import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { limits } from '../../../src/config.ts';
import type { Command } from '../../../src/domain/command.ts';
import { NotFound } from '../../../src/domain/errors.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import { checkMark, readCheckMark } from '../../../src/office/check-reply.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import type { RegisterRow } from '../../../src/office/ports/register.ts';
import { replySheet } from '../../../src/office/reply-sheet.ts';
import { signedCopies } from '../../../src/office/signed-copy.ts';
import { assembled } from '../../../src/paper/assemble.ts';
import { markReader } from '../../../src/paper/marks.ts';
import { paperPrinter } from '../../../src/paper/printer.ts';
import { inspectScan } from '../../../src/paper/scan.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';
import { upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { person, staff } from '../../support/house.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const letter = given(...upTo.signed).letter();

/** A house of one letter. */
function houseOf(value: Letter) {
  const done: Command[] = [];
  const kept: Buffer[] = [];
  const copies = signedCopies({
    marks: markReader({ limits }),
    reader: { inspect: (content, name) => inspectScan(content, name, limits) },
    scanner: { assemble: (sheets) => assembled(sheets, limits) },
    see: async () => ({ all: true, offices: [], units: [], person: '', standsFor: [] }),
    register: {
      idOf: async (number) => (number === value.number ? value.id : null),
      page: async () => ({ items: [{ id: value.id } as RegisterRow], next: null }),
    },
    letters: {
      load: async (id) => {
        if (id !== value.id) throw new NotFound('Карточки нет.');
        return { id, revision: 1, value, history: [], pending: [] };
      },
    },
    vault: {
      put: async (files) => {
        kept.push(...files);
        return files.map(() => 'd'.repeat(64));
      },
    },
    handle: async (_id, command) => {
      done.push(command);
      return { id: value.id, revision: 2, value, history: [], pending: [] } as Stored<Letter>;
    },
  });
  return { copies, done, kept };
}

function reply() {
  if (!letter.reply) throw new Error('no reply');
  return letter.reply;
}

/** The letter printed and put on the glass a little askew, grey and blurred. */
async function scanned(url = 'https://www.tbek.example'): Promise<Buffer> {
  if (!letter.reply) throw new Error('no reply');
  const sheet = { ...replySheet(letter, letter.reply, staff), check: checkMark(url, letter, letter.reply) };
  const dir = mkdtempSync(join(tmpdir(), 'signed-copy-'));
  try {
    writeFileSync(join(dir, 'a.pdf'), await printer.letterhead(sheet));
    execFileSync('pdftoppm', ['-r', '200', '-gray', '-png', '-singlefile', 'a.pdf', 'a'], { cwd: dir });
    return await sharp(readFileSync(join(dir, 'a.png')))
      .rotate(1.7, { background: '#fff' })
      .blur(0.8)
      .jpeg({ quality: 70 })
      .toBuffer();
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('a letter that was signed by hand and scanned (8.4.6)', () => {
  it('finds its reply by the QR, and becomes its copy, not a letter', async () => {
    const { copies, done, kept } = houseOf(letter);
    const file = { name: 'IMG_0001.JPG', content: await scanned() };
    const found = { letterId: letter.id, number: letter.number, outgoingNumber: letter.reply?.outgoingNumber, again: false };
    expect(await copies.findSigned([file])).toEqual(found);
    expect(done).toEqual([]);
    expect(await copies.takeSigned([file], person('zhurnalova'))).toEqual(found);
    expect(done).toEqual([
      {
        type: 'signed_copy',
        copy: { hash: 'd'.repeat(64), name: 'Скан-копия ЦО-И-2026-000001.jpg', type: 'image/jpeg', size: file.content.length },
        broughtBy: 'zhurnalova',
      },
    ]);
    expect(kept[0]?.equals(file.content)).toBe(true);
  });

  it('the same scan once more changes nothing', async () => {
    const content = await scanned();
    const hash = 'd'.repeat(64);
    const copy = { hash, name: 'Скан-копия.jpg', type: 'image/jpeg', size: content.length };
    const { copies, done } = houseOf({ ...letter, reply: { ...reply(), copy } });
    expect(await copies.takeSigned([{ name: 'a.jpg', content }], null)).toMatchObject({ again: true });
    expect(done).toEqual([]);
  });

  it('sheets in files of their own become one copy, whichever of the first two carries the code', async () => {
    const { copies, done, kept } = houseOf(letter);
    const second = await sharp({ create: { width: 1654, height: 2339, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const files = [
      { name: '1.png', content: second },
      { name: '2.jpg', content: await scanned() },
    ];
    expect(await copies.takeSigned(files, null)).toMatchObject({ number: letter.number });
    expect(done).toMatchObject([{ copy: { type: 'application/pdf', name: 'Скан-копия ЦО-И-2026-000001.pdf' } }]);
    expect(await inspectScan(kept[0] ?? Buffer.alloc(0), 'a.pdf', limits)).toMatchObject({ verdict: 'accept', pages: 2 });
  });

  it('the clerk who says whose answer it is needs no code; a code of another answer, or another hand, is refused', async () => {
    const { copies, done } = houseOf(letter);
    const blank = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const faded = [{ name: 'a.png', content: blank }];
    await expect(copies.keepSigned(letter.number, faded, person('testov'))).rejects.toThrow(/канцелярия.*8\.4\.6/);
    await expect(copies.keepSigned('ЦО-2026/999999', faded, person('zhurnalova'))).rejects.toThrow(/999999 нет/);
    await expect(copies.keepSigned(letter.number, [], person('zhurnalova'))).rejects.toThrow(/Приложите скан/);
    expect(done).toEqual([]);
    await copies.keepSigned(letter.number, faded, person('zhurnalova'));
    expect(done).toMatchObject([{ type: 'signed_copy', broughtBy: 'zhurnalova', copy: { type: 'image/png' } }]);
  });

  it('of an answer that is not signed yet nothing is kept', async () => {
    const { copies, done, kept } = houseOf({ ...letter, reply: { ...reply(), signedOn: null } });
    await expect(copies.takeSigned([{ name: 'a.jpg', content: await scanned() }], null)).rejects.toThrow(
      /ещё не подписан.*8\.4\.6/,
    );
    expect([done, kept]).toEqual([[], []]);
  });

  it('a file over the limits is not looked into', async () => {
    const huge = Buffer.concat([await scanned()]);
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(65_000, frame + 5);
    huge.writeUInt16BE(65_000, frame + 7);
    expect(await houseOf(letter).copies.findSigned([{ name: 'a.jpg', content: huge }])).toBeNull();
  });

  it('the copy drawn from the letter itself carries the QR too', async () => {
    if (!letter.reply) throw new Error('no reply');
    const sheet = {
      ...replySheet(letter, letter.reply, staff),
      check: checkMark('https://www.tbek.example', letter, letter.reply),
    };
    const copy = await printer.scanCopy(await printer.letterhead(sheet), { title: 'Скан-копия', created: new Date(0) });
    expect(await houseOf(letter).copies.findSigned([{ name: 'a.pdf', content: copy }])).not.toBeNull();
    expect(copy.length).toBeLessThan(150_000);
  });

  it('a scan with the code of another letter, or with none, is no copy: the sentence says what to do', async () => {
    const other = { ...letter, fingerprint: 'mail:2' };
    const file = { name: 'a.jpg', content: await scanned() };
    expect(await houseOf(other).copies.findSigned([file])).toBeNull();
    const { copies, done } = houseOf(letter);
    const blank = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(copies.takeSigned([{ name: 'b.png', content: blank }], null)).rejects.toThrow(
      /нет QR-кода нашего ответа.*8\.4\.6/,
    );
    expect(done).toEqual([]);
  });

  it('only our own address is a check mark', () => {
    expect(readCheckMark('https://x.example/check/A%2F1?code=AB')).toEqual({ number: 'A/1', code: 'AB' });
    for (const text of [
      'WIFI:S:home;;',
      'https://x.example/other/1?code=2',
      'https://x.example/check/%E0%A4%A?code=2',
      'https://x.example/check/1',
    ]) {
      expect([text, readCheckMark(text)]).toEqual([text, null]);
    }
  });
});
