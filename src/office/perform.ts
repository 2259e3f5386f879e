/** Effect → adapter → event, at least once: an effect leaves its letter only when what it caused is stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EffectType } from '../domain/effect.ts';
import { NotAllowed } from '../domain/errors.ts';
import type { LetterEvent } from '../domain/event.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import { crowd } from './crowd.ts';
import { isPending } from './handle.ts';
import { inHand } from './in-hand.ts';
import { giveUp, type Performed, type Performer, type PerformerNeeds, performers } from './performers.ts';
import type { PendingEffect, Stored } from './ports/letters.ts';
import { ReaderMissing } from './ports/paper.ts';
import { type SideLane, sideLane } from './side-lane.ts';

const LEASE_MS = 120_000;
/** As many as the relay has connections. */
const AT_ONCE = 8;
const FIRST_WAIT_MS = 5_000;
const STOP_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Letters that are read at once: the reader itself takes two pages at a time. */
const READ_AT_ONCE = 3;

export interface Performing {
  /** Takes what is due until nothing is left; calls that overlap join the round that runs. */
  round(): Promise<void>;
  /** Takes nothing more; resolves when what is in hand is done, or after ten seconds: then it is done again another time. */
  stop(): Promise<void>;
}

export function performing(needs: PerformerNeeds & { readonly log: (message: string) => void }): Performing {
  const table = longHeld(needs, performers(needs));
  const lane = sideLane(READ_AT_ONCE);
  let running: Promise<void> | null = null;
  let again = false;
  let stopping = false;
  async function rounds(): Promise<void> {
    do {
      again = false;
      await crowd(AT_ONCE, {
        take: (places) => (stopping ? [] : needs.letters.claim(places, LEASE_MS)),
        work: (letter) => performAll(needs, table, lane, letter),
      });
    } while (again && !stopping);
  }
  return {
    round() {
      again = running !== null;
      running ??= rounds().finally(() => {
        running = null;
      });
      return running;
    },
    async stop() {
      stopping = true;
      await Promise.race([Promise.all([running, lane.stop()]), sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}

type Needs = PerformerNeeds & { readonly log: (message: string) => void };

/** Effects of one letter do not stop each other: a mail that fails leaves the print its way. */
async function performAll(
  needs: Needs,
  table: Record<EffectType, Performer>,
  lane: SideLane,
  letter: Stored<Letter>,
): Promise<void> {
  const now = needs.clock.now().toISOString();
  // The first effect finds it as it was lent; the next would not see what the first has changed
  let asLent: Stored<Letter> | null = letter;
  for (const pending of letter.pending) {
    if (pending.nextAt > now) continue;
    // What has to be told meanwhile does not wait until the last page is read. Claimed again while it waits, the lane knows it.
    if (pending.effect.type === 'recognise') {
      await hold(needs, letter.id, pending);
      lane.add(`${letter.id} ${pending.id}`, async () => {
        const now = await needs.letters.load(letter.id);
        if (isPending(now, pending)) await perform(needs, table, now, pending);
      });
    } else await perform(needs, table, asLent ?? (await needs.letters.load(letter.id)), pending);
    asLent = null;
  }
}

/** A reading is held as long as it goes on; after a kill it comes back when what was said last is over. */
function longHeld(needs: Needs, table: Record<EffectType, Performer>): Record<EffectType, Performer> {
  const recognise: Performer = (letter, effect, pending) =>
    inHand({ hold: () => hold(needs, letter.id, pending), everyMs: LEASE_MS / 2, log: needs.log }, () =>
      table.recognise(letter, effect, pending),
    );
  return { ...table, recognise };
}

function hold({ letters, clock }: Needs, id: string, pending: PendingEffect): Promise<void> {
  return letters.postpone(id, pending.id, null, new Date(clock.now().getTime() + LEASE_MS).toISOString());
}

async function perform(
  needs: Needs,
  table: Record<EffectType, Performer>,
  letter: Stored<Letter>,
  pending: PendingEffect,
): Promise<void> {
  const { id } = letter;
  const { effect } = pending;
  try {
    const happened = await table[effect.type](letter, effect, pending);
    if (!isEvents(happened) && !isPending(happened, pending)) return;
    const done = { type: 'effect_done', effect: pending.id, what: effect.type, ...stamp(needs) } as const;
    await needs.letters.settle(id, pending.id, [...(isEvents(happened) ? happened : []), done]);
  } catch (error) {
    await putOff(needs, id, pending, error);
  }
}

function isEvents(happened: Performed): happened is readonly LetterEvent[] {
  return Array.isArray(happened);
}

/** What the domain forbids by now is over (a crash after the result was stored); everything else is tried again. */
async function putOff(needs: Needs, id: string, pending: PendingEffect, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const hopeless = error instanceof NotAllowed || pending.attempts + 1 >= needs.attempts;
  if (hopeless) {
    await giveUp(needs, id, pending, message);
    const failed = {
      type: 'effect_failed',
      effect: pending.id,
      what: pending.effect.type,
      error: message,
      ...stamp(needs),
    } as const;
    await needs.letters.settle(id, pending.id, [failed]);
  } else {
    const wait =
      error instanceof ReaderMissing
        ? LONGEST_WAIT_MS
        : jittered(Math.min(FIRST_WAIT_MS * 2 ** pending.attempts, LONGEST_WAIT_MS));
    await needs.letters.postpone(id, pending.id, message, new Date(needs.clock.now().getTime() + wait).toISOString());
  }
  needs.log(`letter ${id}: ${pending.effect.type}: ${message}`);
}

/** Up to a fifth less: what failed together does not come back together. */
function jittered(ms: number): number {
  return Math.round(ms * (1 - Math.random() / 5));
}

function stamp({ clock }: Pick<Needs, 'clock'>): { at: string; by: string } {
  return { at: clock.now().toISOString(), by: SYSTEM.id };
}
