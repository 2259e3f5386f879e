/** SCRAM-SHA-256 over loopback: RFC 5802, RFC 7677, and as the driver and mongoose speak it. */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Binary, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { accountOf, exchange } from '../../../src/embedded-mongo/scram.ts';
import { type Raw, rawly, type Served, served } from './served.ts';

const PASSWORD = 'correct-horse-battery';

describe('who comes in over loopback proves that he knows the password', () => {
  let server: Served;
  beforeAll(async () => {
    const account = accountOf('chancery', PASSWORD);
    server = await served({ account: () => account });
  });
  afterAll(() => server.stop());
  const uri = (password = PASSWORD, options = '') =>
    server.uri.replace('//', `//chancery:${password}@`).replace(/$/, `?serverSelectionTimeoutMS=5000${options}`);

  it('the example of RFC 7677, 3', () => {
    const account = accountOf('user', 'pencil', { salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), iterations: 4096 });
    const talk = exchange(account, 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO', '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0');
    expect(talk.first).toBe('r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096');
    const unproved = 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    expect(talk.last(`${unproved},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`)).toBe(
      'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
    for (const proof of ['dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVA=', '', 'AAAA', Buffer.alloc(64).toString('base64')])
      expect(() => talk.last(`${unproved},p=${proof}`)).toThrow('Authentication failed.');
    expect(() => talk.last(unproved)).toThrow('Authentication failed.');
  });

  it('the password itself is not kept', () => {
    expect(Object.values(accountOf('chancery', PASSWORD)).some((each) => String(each).includes(PASSWORD))).toBe(false);
  });

  it('the driver and mongoose come in, with and without naming the mechanism, and work as over a socket', async () => {
    for (const options of ['', '&authMechanism=SCRAM-SHA-256', '&maxPoolSize=5']) {
      const client = new MongoClient(uri(PASSWORD, options));
      const letters = client.db('office').collection<Document>('letters');
      await Promise.all(Array.from({ length: 8 }, () => letters.insertOne({ options })));
      expect(await letters.countDocuments({ options })).toBe(8);
      expect(await client.db('admin').command({ connectionStatus: 1 })).toMatchObject({
        authInfo: { authenticatedUsers: [{ user: 'chancery', db: 'admin' }] },
      });
      await client.close();
    }
    const connection = await mongoose.createConnection(uri().replace('/?', '/office?authSource=admin&')).asPromise();
    expect(await connection.collection('letters').countDocuments({})).toBe(24);
    await connection.close();
  });

  it('a wrong password or name is AuthenticationFailed 18, whichever it was', async () => {
    for (const bad of [uri('correct-horse-batterz'), uri().replace('chancery:', 'registry:')]) {
      const client = new MongoClient(bad);
      await expect(client.db('office').command({ find: 'letters' })).rejects.toMatchObject({
        code: 18,
        message: 'Authentication failed.',
      });
      await client.close();
    }
  });

  it('before that, commands are Unauthorized 13; greeting, ping and who am I are answered', async () => {
    const raw = await rawly(server.port);
    for (const command of [{ find: 'letters' }, { insert: 'letters', documents: [{}] }, { dropDatabase: 1 }, { serverStatus: 1 }])
      expect(await raw.ask(command)).toMatchObject({ ok: 0, code: 13, codeName: 'Unauthorized' });
    for (const command of [{ hello: 1 }, { ping: 1 }, { buildInfo: 1 }, { connectionStatus: 1 }])
      expect(await raw.ask(command)).toMatchObject({ ok: 1 });
    expect(await raw.ask({ hello: 1, saslSupportedMechs: 'admin.chancery' })).toMatchObject({
      saslSupportedMechs: ['SCRAM-SHA-256'],
    });
    raw.socket.destroy();
  });

  it('whoever has not come in cannot make the server hold a large message', async () => {
    const raw = await rawly(server.port);
    const head = Buffer.alloc(16);
    head.writeInt32LE(1_000_000, 0);
    raw.socket.write(head);
    await raw.closed;
  });

  it('the conversation step by step: an altered nonce, another conversation, a proof twice and a foreign mechanism fail', async () => {
    const first = async (raw: Raw, more: Document = {}) => {
      const body = { saslStart: 1, mechanism: 'SCRAM-SHA-256', payload: bytes('n,,n=chancery,r=abcdef'), $db: 'admin', ...more };
      const { conversationId, payload } = await raw.ask(body);
      return { id: conversationId as number, said: text(payload) };
    };
    const raw = await rawly(server.port);
    const go = (id: number, payload: string) =>
      raw.ask({ saslContinue: 1, conversationId: id, payload: bytes(payload), $db: 'admin' });

    let { id, said } = await first(raw);
    expect(await go(id, proof(said).replace('r=abcdef', 'r=abcdeg'))).toMatchObject({ code: 18 });
    ({ id, said } = await first(raw));
    expect(await go(id + 1, proof(said))).toMatchObject({ code: 17, codeName: 'ProtocolError' });
    expect(await go(id, proof(said))).toMatchObject({ code: 17 });
    expect(await raw.ask({ saslStart: 1, mechanism: 'PLAIN', payload: bytes('\0chancery\0x') })).toMatchObject({ code: 334 });
    expect(await raw.ask({ saslStart: 1, mechanism: 'SCRAM-SHA-256', payload: bytes('p=tls,,n=chancery,r=a') })).toMatchObject({
      code: 18,
    });
    expect(await raw.ask({ find: 'letters' })).toMatchObject({ code: 13 });

    ({ id, said } = await first(raw));
    expect(await go(id, proof(said))).toMatchObject({ ok: 1, done: false });
    expect(await raw.ask({ find: 'letters' })).toMatchObject({ code: 13 });
    expect(await go(id, '')).toMatchObject({ ok: 1, done: true });
    expect(await raw.ask({ find: 'letters' })).toMatchObject({ ok: 1 });
    expect(await raw.ask({ logout: 1 })).toMatchObject({ ok: 1 });
    expect(await raw.ask({ find: 'letters' })).toMatchObject({ code: 13 });
    ({ id, said } = await first(raw, { options: { skipEmptyExchange: true } }));
    expect(await go(id, proof(said))).toMatchObject({ ok: 1, done: true });
    raw.socket.destroy();
  });
});

/** The client's side, written down from RFC 5802 once more. */
function proof(serverFirst: string): string {
  const [, nonce = '', salt = '', rounds = ''] = /^r=(.+),s=(.+),i=(\d+)$/.exec(serverFirst) ?? [];
  const unproved = `c=biws,r=${nonce}`;
  const salted = pbkdf2Sync(PASSWORD, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const stored = createHash('sha256').update(clientKey).digest();
  const signature = createHmac('sha256', stored).update(`n=chancery,r=abcdef,${serverFirst},${unproved}`).digest();
  return `${unproved},p=${Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString('base64')}`;
}

const bytes = (given: string) => new Binary(Buffer.from(given));
const text = (payload: unknown) => Buffer.from((payload as Binary).value()).toString('utf8');
