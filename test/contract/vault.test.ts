/** The vault: in memory and on a real server, also when a put was cut off or the stored bytes were changed. */
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { Binary, GridFSBucket } from 'mongodb';
import { NotFound } from '../../src/domain/errors.ts';
import { collectionOf } from '../../src/store/collections.ts';
import { mongoVault } from '../../src/store/vault.ts';
import { fakeVault } from '../support/fakes/intake.ts';
import { testStore } from './store.support.ts';
import { sha256, vaultContract } from './vault.contract.ts';

describe('the vault in memory', () => {
  vaultContract(async () => fakeVault());
});

describe('the vault on MongoDB', () => {
  const store = testStore();

  vaultContract(async () => mongoVault(store.here()));

  it('the same bytes are stored once', async () => {
    const content = randomBytes(600_000);
    const vault = mongoVault(store.here());
    await Promise.all([vault.put([content]), vault.put([content])]);
    await vault.put([content]);
    expect(await collectionOf(store.here(), 'vault.files').countDocuments({ _id: sha256(content) as never })).toBe(1);
    expect(await collectionOf(store.here(), 'vault.chunks').countDocuments({ files_id: sha256(content) })).toBe(3);
  });

  it('a put that was cut off is not there, and doing it again heals it', async () => {
    const content = randomBytes(600_000);
    const hash = sha256(content);
    const vault = mongoVault(store.here());
    await vault.put([content]);
    await collectionOf(store.here(), 'vault.files').deleteOne({ _id: hash as never });
    await collectionOf(store.here(), 'vault.chunks').deleteOne({ files_id: hash, n: 1 });
    await expect(vault.read(hash)).rejects.toBeInstanceOf(NotFound);
    await vault.put([content]);
    expect((await vault.read(hash)).equals(content)).toBe(true);
  });

  it('bytes that were changed or lost are noticed when they are read', async () => {
    const vault = mongoVault(store.here());
    const chunks = collectionOf(store.here(), 'vault.chunks');
    const [changed, lost] = [randomBytes(600_000), randomBytes(600_000)];
    await vault.put([changed, lost]);
    const other = Buffer.from(changed.subarray(0, 255 * 1024));
    other.writeUInt8(other.readUInt8(7) ^ 1, 7);
    await chunks.updateOne({ files_id: sha256(changed), n: 0 }, { $set: { data: new Binary(other) } });
    await chunks.deleteOne({ files_id: sha256(lost), n: 2 });
    for (const hash of [sha256(changed), sha256(lost)]) {
      await expect(vault.read(hash)).rejects.toThrow('not those that were put');
      await expect(vault.open(hash).then(buffer)).rejects.toThrow();
    }
  });

  it('any program that knows GridFS can take the originals out', async () => {
    const content = randomBytes(300_000);
    const [hash] = await mongoVault(store.here()).put([content]);
    const { db } = store.here();
    if (!db) throw new Error('not connected');
    const bucket = new GridFSBucket(db, { bucketName: 'vault' });
    expect((await buffer(bucket.openDownloadStreamByName(hash ?? ''))).equals(content)).toBe(true);
  });
});
