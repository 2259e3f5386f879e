/** A demonstration beside the electronic keys of today (SIGNING_KEYS): its past was signed before they were valid. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_TOKEN, forget, freshDataDir, type RunningEngine, startEngine } from '../support/engine.ts';
import { officialKey } from '../support/official-key.ts';

let engine: RunningEngine;
const dataDir = freshDataDir();
const keys = officialKey({ login: 'podpisantov', password: 'demo' });

beforeAll(async () => {
  engine = await startEngine({ DATA_DIR: dataDir, SIGNING_KEYS: keys }, ['--demo']);
}, 120_000);

afterAll(async () => {
  await engine?.stop();
  forget(dataDir);
  forget(keys);
});

describe('npm start -- --demo with SIGNING_KEYS', () => {
  it('8.4.4: the letters of the past are there, signed by hand, and the engine takes letters', async () => {
    expect((await fetch(`${engine.url}/healthz`)).status).toBe(200);
    const { items } = (await (
      await fetch(`${engine.url}/api/letters?limit=200`, { headers: { authorization: `Bearer ${API_TOKEN}` } })
    ).json()) as { items: readonly { state: string }[] };
    expect(items.length).toBeGreaterThan(40);
    expect(items.map(({ state }) => state)).toContain('signed');
  });
});
