import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { NotFound } from '../../src/domain/errors.ts';
import type { Vault } from '../../src/office/ports/intake.ts';

export function vaultContract(make: () => Promise<Vault>): void {
  it('what was put is read back byte for byte, by the SHA-256 of its content', async () => {
    const vault = await make();
    const contents = [randomBytes(5000), Buffer.alloc(0), randomBytes(255 * 1024), randomBytes(700_000)];
    const hashes = await vault.put(contents);
    expect(hashes).toEqual(contents.map(sha256));
    for (const [index, hash] of hashes.entries()) {
      expect((await vault.read(hash)).equals(contents[index] ?? Buffer.from('?'))).toBe(true);
      expect((await buffer(await vault.open(hash))).equals(contents[index] ?? Buffer.from('?'))).toBe(true);
    }
  });

  it('the same bytes are one file, however often and by however many they are put', async () => {
    const vault = await make();
    const [one, two] = [randomBytes(400_000), randomBytes(1000)];
    const put = await Promise.all([vault.put([one, two, one]), vault.put([two, one]), vault.put([one])]);
    expect(put).toEqual([[sha256(one), sha256(two), sha256(one)], [sha256(two), sha256(one)], [sha256(one)]]);
    expect((await vault.read(sha256(one))).equals(one)).toBe(true);
    expect((await vault.read(sha256(two))).equals(two)).toBe(true);
  });

  it('nothing to put is nothing done', async () => {
    expect(await (await make()).put([])).toEqual([]);
  });

  it('what was never put is not found', async () => {
    const vault = await make();
    await expect(vault.read(sha256(Buffer.from('never')))).rejects.toBeInstanceOf(NotFound);
    await expect(vault.open(sha256(Buffer.from('never')))).rejects.toBeInstanceOf(NotFound);
  });
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
