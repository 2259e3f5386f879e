import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { MongoClient } from 'mongodb';
import { type EmbeddedError, startEmbedded } from '../../src/embedded-mongo/supervise.ts';
import { ended, newFolder, removeFolder, startServer } from './embedded-mongo.support.ts';

describe('the embedded database keeps what it acknowledged', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  it('a second process on one folder is refused with the holder’s number, exit 3; after kill -9 the folder is free', async () => {
    const { child } = await startServer(folder);
    await expect(startServer(folder)).rejects.toMatchObject({
      exit: 3,
      message: expect.stringMatching(new RegExp(`in use by process ${child.pid}`)),
    });
    await expect(startEmbedded({ path: folder })).rejects.toMatchObject({ code: 'LOCKED' });
    child.kill('SIGKILL');
    await ended(child);
    const next = await startServer(folder);
    next.child.kill('SIGTERM');
    expect(await ended(next.child)).toBe(0);
  });

  it('data of a newer version is refused with exit 4', async () => {
    const db = open<Buffer, Buffer>({
      path: join(folder, 'data.mdb'),
      noSubdir: true,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    await db.put(Buffer.from([0]), Buffer.from(JSON.stringify({ version: 99 })));
    await db.close();
    const error = await startEmbedded({ path: folder }).then(
      () => null,
      (reason: EmbeddedError) => reason,
    );
    expect(error).toMatchObject({ code: 'NEWER', message: expect.stringMatching(/version 99/) });
  });

  it('a lock left by a process that is gone is taken over, even when its number now belongs to another', async () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }));
    const { child } = await startServer(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: child.pid });
    child.kill('SIGTERM');
    await ended(child);
  });

  it('the child restarts after a death nobody asked for, at the same place, and ends with its parent', async () => {
    const server = await startEmbedded({ path: folder });
    const client = new MongoClient(server.uri);
    await client.db('a').collection('b').insertOne({ kept: true });
    const { pid } = await client.db('a').command({ serverStatus: 1 });
    const told = new Promise((resolve) => server.onExit(resolve));
    process.kill(Number(pid), 'SIGKILL');
    expect(await told).toMatchObject({ signal: 'SIGKILL', restarting: true });
    for (let found = 0; found === 0; ) {
      found = await client
        .db('a')
        .collection('b')
        .countDocuments()
        .catch(() => 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(Number((await client.db('a').command({ serverStatus: 1 })).pid)).not.toBe(Number(pid));
    await client.close();
    await server.stop();
    const supervised = await startServer(folder, '--supervised');
    supervised.child.stdin?.end();
    expect(await ended(supervised.child)).toBe(0);
  }, 60_000);

  it('a TTL index deletes what is past its time, and a socket path too long for the system is moved', async () => {
    const deep = join(folder, 'd'.repeat(90));
    const { child, uri } = await startServer(deep, '--ttl-every', '100');
    const socket = decodeURIComponent(uri.slice('mongodb://'.length, -1));
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    // its owner alone, on each step of the way
    expect(
      [socket, dirname(socket), deep, join(deep, 'data.mdb')].map((each) => (statSync(each).mode & 0o777).toString(8)),
    ).toEqual(['600', '700', '700', '600']);
    const client = new MongoClient(uri);
    const drafts = client.db('a').collection('drafts');
    await drafts.createIndex({ seenAt: 1 }, { expireAfterSeconds: 60 });
    await drafts.insertMany([{ seenAt: new Date(Date.now() - 61_000) }, { seenAt: new Date() }, { seenAt: 'no date' }, {}]);
    for (let tries = 0; tries < 100 && (await drafts.countDocuments()) === 4; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await drafts.countDocuments()).toBe(3);
    await client.close();
    child.kill('SIGTERM');
    await ended(child);
  });

  it('on loopback when a port is given', async () => {
    const { child, uri } = await startServer(folder, '--port', '0');
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/$/);
    const client = new MongoClient(uri);
    expect(await client.db('a').command({ hello: 1 })).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21 });
    await client.close();
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
  });
});
