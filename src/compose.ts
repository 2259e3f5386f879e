/** The only file that knows everyone: configuration in, running engine out. No container, no decorators. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { loadDemo } from './demo/load.ts';
import { type House, house } from './house.ts';
import { hotFolder } from './jobs/hot-folder.ts';
import { rounds } from './jobs/rounds.ts';
import { type Schedule, schedule } from './jobs/schedule.ts';
import { listen, type Listening } from './listen.ts';
import { imapInbox } from './mail/inbox.ts';
import { outboxMailer, smtpMailer } from './mail/outbox.ts';
import { healthOf } from './office/health.ts';
import type { Office } from './office/office.ts';
import type { Clock } from './office/ports/people.ts';
import { StartRefused } from './refused.ts';
import { engineVersion, packageRoot } from './root.ts';
import { loadTexts } from './texts/texts.ts';
import { FaultyStandard, type Toolbox, toolbox } from './toolbox.ts';
import { welcome } from './welcome.ts';

export interface Engine {
  readonly office: Office;
  readonly port: number;
  /** For the person who started it: address, folders, log-ins. */
  readonly welcome: readonly string[];
  stop(): Promise<void>;
}
