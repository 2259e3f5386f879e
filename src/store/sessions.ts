/** Sessions on MongoDB. The token itself is known to the browser only; the database holds its SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Sessions } from '../office/ports/people.ts';
import { collectionOf } from './collections.ts';

interface SessionDocument {
  readonly _id: string;
  readonly person: string;
  readonly openedAt: Date;
  readonly touchedAt: Date;
  /** For the server's own sweeping; the limits are checked here. */
  readonly expiresAt: Date;
}

/** Milliseconds: the life of a session, and the longest pause in it (config.ts `limits`). */
export interface SessionLimits {
  readonly sessionMs: number;
  readonly idleMs: number;
}

/** Touches are written once a minute at most: a page asks for a dozen things, and each write waits for the disk. */
const TOUCH_MS = 60_000;

export function mongoSessions(connection: Connection, { sessionMs, idleMs }: SessionLimits): Sessions {
  const sessions = collectionOf<SessionDocument>(connection, 'sessions');
  const touchMs = Math.min(TOUCH_MS, idleMs / 30);
  return {
    async open(person, now) {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now.getTime() + sessionMs);
      await sessions.insertOne({ _id: keyOf(token), person, openedAt: now, touchedAt: now, expiresAt });
      return token;
    },
    async person(token, now) {
      const found = await sessions.findOne({ _id: keyOf(token) });
      if (!found) return null;
      const { _id, person, openedAt, touchedAt } = found;
      const idle = now.getTime() - touchedAt.getTime();
      if (idle > idleMs || now.getTime() - openedAt.getTime() > sessionMs) {
        await sessions.deleteOne({ _id });
        return null;
      }
      // $max: two requests at once do not set the clock back
      if (idle >= touchMs) await sessions.updateOne({ _id }, { $max: { touchedAt: now } });
      return person;
    },
    async close(token) {
      await sessions.deleteOne({ _id: keyOf(token) });
    },
    async closeAll(person, except) {
      await sessions.deleteMany({ person, ...(except !== undefined && { _id: { $ne: keyOf(except) } }) });
    },
  };
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
