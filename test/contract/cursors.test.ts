/** How far mailboxes are read, and who reads them: on MongoDB. */
import { describe, expect, it } from '@jest/globals';
import { mongoCursors } from '../../src/store/cursors.ts';
import { mongoKeptTokens } from '../../src/store/kept-tokens.ts';
import { testStore } from './store.support.ts';

describe('cursors of mailboxes', () => {
  const store = testStore();

  it('what was saved last is loaded, by another engine too', async () => {
    await store.empty('cursors');
    const [here, there] = [mongoCursors(store.here()), mongoCursors(store.there())];
    expect(await here.load('a@b/INBOX')).toBeNull();
    await here.save('a@b/INBOX', { uidValidity: '7', lastUid: 4 });
    await here.save('a@b/INBOX', { uidValidity: '7', lastUid: 9 });
    expect(await there.load('a@b/INBOX')).toEqual({ uidValidity: '7', lastUid: 9 });
    expect(await there.load('a@b/Work')).toBeNull();
  });

  it('of two engines that ask at once one gets the mailbox; it keeps it, gives it back, and loses it by time', async () => {
    await store.empty('cursors');
    const [here, there] = [mongoCursors(store.here()), mongoCursors(store.there())];
    const asked = await Promise.all([here.lease('box', 'one', 60_000), there.lease('box', 'two', 60_000)]);
    expect(asked.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = asked[0] ? ['one', 'two'] : ['two', 'one'];
    expect(await here.lease('box', winner ?? '', 60_000)).toBe(true);
    expect(await there.lease('box', loser ?? '', 60_000)).toBe(false);
    await here.release('box', winner ?? '');
    expect(await there.lease('box', loser ?? '', 0)).toBe(true);
    expect(await here.lease('box', winner ?? '', 60_000)).toBe(true);
    expect(await here.load('box')).toBeNull();
  });
});

describe('refresh tokens', () => {
  const store = testStore();

  it('the last one of each account is loaded, by another engine too', async () => {
    await store.empty('tokens');
    const [here, there] = [mongoKeptTokens(store.here()), mongoKeptTokens(store.there())];
    expect(await here.load('kanc')).toBeNull();
    await here.save('kanc', 'first');
    await here.save('kanc', 'second');
    await here.save('other', 'third');
    expect([await there.load('kanc'), await there.load('other')]).toEqual(['second', 'third']);
  });
});
