import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { keyFolder } from '../../../src/paper/key-folder.ts';
import { letterheadPrinter } from '../../../src/paper/letterhead.ts';
import { readSheet } from '../../../src/paper/sheet.ts';
import { loadLetterhead } from '../../../src/paper/stationery.ts';
import { letterJson } from '../../support/letter-json.ts';
import { officialKey, opensslVerifies } from '../../support/official-key.ts';

const printer = letterheadPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });
const dirs = {
  good: officialKey({ login: 'podpisantov', password: 'тайна 1' }),
  curve: officialKey({ login: 'podpisantov', password: 'secret-2', curve: true }),
  old: officialKey({ login: 'podpisantov', password: 'secret-3', old: true }),
};
const now = new Date();
afterAll(() => {
  for (const dir of Object.values(dirs)) rmSync(dir, { recursive: true });
});

describe('an electronic signature (63-ФЗ, ГОСТ Р 7.0.97 mark 23)', () => {
  for (const kind of ['good', 'curve', 'old'] as const) {
    it(`8.4.5: OpenSSL verifies what is signed with a key of the kind «${kind}», Cyrillic names and all`, async () => {
      const pdf = await signed(dirs[kind]);
      const { cms, content } = parts(pdf);
      expect(opensslVerifies(cms, content, join(dirs[kind], 'podpisantov.pem'))).toBe('verified');
      const [check] = keyFolder({ dir: null }).verify(pdf);
      expect(check).toMatchObject({
        intact: true,
        reason: null,
        certificate: { owner: 'Подписантов Пётр Иванович', issuer: 'АО «ТБЭК»' },
      });
      expect(check?.signedAt?.getTime()).toBe(Math.floor(now.getTime() / 1000) * 1000);
    });
  }

  it('a signature of any length is read back: those over elliptic curves differ by a byte or two', async () => {
    const { verify } = keyFolder({ dir: null });
    const lengths = new Set<number>();
    for (let tries = 0; lengths.size < 2 && tries < 60; tries += 1) {
      const pdf = await signed(dirs.curve);
      expect(verify(pdf)[0]?.reason).toBeNull();
      lengths.add(parts(pdf).cms.length % 2);
    }
    expect(lengths.size).toBe(2);
  });

  it('one changed byte, one added line, a cut end: each is seen', async () => {
    const pdf = await signed(dirs.good);
    const { verify } = keyFolder({ dir: null });
    const changed = Buffer.from(pdf);
    const at = changed.length - 3000;
    changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
    expect(verify(changed)).toEqual([
      expect.objectContaining({ intact: false, reason: expect.stringContaining('изменён после подписания') }),
    ]);
    const { cms, content } = parts(changed);
    expect(opensslVerifies(cms, content, join(dirs.good, 'podpisantov.pem'))).not.toBe('verified');
    expect(verify(Buffer.concat([pdf, Buffer.from('\n% ещё')]))).toEqual([
      expect.objectContaining({ intact: false, reason: expect.stringContaining('добавлено') }),
    ]);
    expect(verify(pdf.subarray(0, pdf.length - 10))[0]?.intact).toBe(false);
    expect(verify(Buffer.from('%PDF-1.7 /ByteRange [0 1 2 3]'))[0]).toMatchObject({ intact: false, certificate: null });
    expect(verify(await printer.letterhead(readSheet(letterJson)))).toEqual([]);
  });

  it('a wrong password, a file that is none, an ended certificate: each gets one sentence that says what to do', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'chancery-keys-'));
    try {
      copyFileSync(join(dirs.good, 'podpisantov.p12'), join(dir, 'wrong.p12'));
      writeFileSync(join(dir, 'wrong.password'), 'не тот');
      copyFileSync(join(dirs.good, 'podpisantov.p12'), join(dir, 'alone.p12'));
      writeFileSync(join(dir, 'broken.p12'), 'не ключ');
      writeFileSync(join(dir, 'broken.password'), 'x');
      const { certificate } = keyFolder({ dir });
      await expect(certificate('wrong', now)).rejects.toThrow(/^Пароль к файлу ключа wrong\.p12 не подошёл\. [^.]+\.$/);
      await expect(certificate('alone', now)).rejects.toThrow(/нет файла alone\.password/);
      await expect(certificate('broken', now)).rejects.toThrow(/не читается/);
      expect(await certificate('nobody', now)).toBeNull();
      expect(await certificate('../podpisantov', now)).toBeNull();
      const later = new Date(now.getTime() + 400 * 86_400_000);
      const { certificate: good, sign } = keyFolder({ dir: dirs.good });
      await expect(good('podpisantov', later)).rejects.toThrow(
        /^Сертификат .*Подписантов Пётр Иванович.* истёк \d\d\.\d\d\.\d{4}\./,
      );
      await expect(good('podpisantov', new Date(0))).rejects.toThrow(/начнёт действовать/);
      await expect(sign(Buffer.alloc(0), 'podpisantov', later)).rejects.toThrow(/истёк/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('the mark on the sheet names certificate, owner and validity; the same key signs the same bytes the same way', async () => {
    const first = await signed(dirs.good);
    expect((await signed(dirs.good)).equals(first)).toBe(true);
    expect(first.toString('latin1')).toContain('/SubFilter /ETSI.CAdES.detached');
  });
});

async function signed(dir: string): Promise<Buffer> {
  const signer = keyFolder({ dir });
  const certificate = await signer.certificate('podpisantov', now);
  if (!certificate) throw new Error('no key');
  const { serial, owner } = certificate;
  const mark = { serial, owner, from: '01.01.2026', to: '01.01.2027', at: now };
  return signer.sign(await printer.letterhead({ ...readSheet(letterJson), mark }), 'podpisantov', now);
}

/** The CMS and what it signs, cut out by the byte range alone. */
function parts(pdf: Buffer): { readonly cms: Buffer; readonly content: Buffer } {
  const range = pdf.toString('latin1').match(/\/ByteRange \[0 (\d+) (\d+) (\d+)/);
  const [open = 0, close = 0, rest = 0] = range?.slice(1).map(Number) ?? [];
  const place = Buffer.from(pdf.toString('latin1', open + 1, close - 1), 'hex');
  return {
    // 30 82 and two bytes of length; zeros fill the rest of the place
    cms: place.subarray(0, 4 + place.readUInt16BE(2)),
    content: Buffer.concat([pdf.subarray(0, open), pdf.subarray(close, close + rest)]),
  };
}
