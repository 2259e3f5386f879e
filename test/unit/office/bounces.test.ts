import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../../src/domain/command.ts';
import { NotAllowed } from '../../../src/domain/errors.ts';
import { reportHandler } from '../../../src/office/bounces.ts';
import type { Handle } from '../../../src/office/handle.ts';

const OURS = '<reply-1-1@tbek.example>';

/** What the letter was told of a report about `OURS`, when it takes only `takes`. */
async function told(takes: readonly Command['type'][], action = 'failed'): Promise<readonly Command['type'][]> {
  const asked: Command['type'][] = [];
  const handle: Handle = async (_, { type }) => {
    asked.push(type);
    if (!takes.includes(type)) throw new NotAllowed(['Отмечать нечего.']);
    return undefined as never;
  };
  const register = {
    thread: async (ids: readonly string[]) =>
      ids.includes(OURS) ? [{ id: 'letter-1', number: 'ЦО-2026/000001', isReply: true }] : [],
    page: async () => ({ items: [], next: null }) as never,
  };
  const bounce = { for: 'snab@primer.example', about: OURS, action, reason: '550 5.1.1 No such user here' } as never;
  await reportHandler({ register, handle })({ fate: 'quarantine', bounce, receipt: null } as never);
  return asked;
}

describe('8.4.6: a report of mail that came back', () => {
  it('marks the answer itself, and then nothing else', async () => {
    expect(await told(['bounced', 'copy_bounced', 'earlier_bounced'])).toEqual(['bounced']);
  });

  it('else the scanned copy beside it', async () => {
    expect(await told(['copy_bounced', 'earlier_bounced'])).toEqual(['bounced', 'copy_bounced']);
  });

  it('8.2.5: else the interim answer or request that went before it', async () => {
    expect(await told(['earlier_bounced'])).toEqual(['bounced', 'copy_bounced', 'earlier_bounced']);
  });

  it('is no report of a failure when the mail is only late', async () => {
    expect(await told(['bounced'], 'delayed')).toEqual([]);
  });
});
