/** The only file that knows everyone: configuration in, running engine out. No container, no decorators. */
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { accept } from './accept.ts';
import { readMultipart } from './api/multipart.ts';
import { apiRoutes } from './api/routes.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database.ts';
import { openFolders } from './folders.ts';
import { type House, house } from './house.ts';
import { hotFolder } from './jobs/hot-folder.ts';
import { rounds } from './jobs/rounds.ts';
import { schedule } from './jobs/schedule.ts';
import { listen } from './listen.ts';
import { accessTokens } from './mail/access-token.ts';
import { type DkimKey, withName } from './mail/compose-mail.ts';
import { imapInbox } from './mail/inbox.ts';
import { outboxMailer } from './mail/outbox.ts';
import { smtpMailer } from './mail/relay.ts';
import { senderProof } from './mail/sender-proof.ts';
import { imapSentFolder } from './mail/sent-folder.ts';
import { healthOf } from './office/health.ts';
import type { Clock } from './office/ports/people.ts';
import type { Texts } from './office/ports/texts.ts';
import { openPeople } from './open-people.ts';
import { openStore } from './open-store.ts';
import { StartRefused } from './refused.ts';
import { engineVersion, packageRoot } from './root.ts';
import { loadTexts } from './texts/texts.ts';
import { FaultyStandard, type Toolbox, toolbox } from './toolbox.ts';
import { webServer } from './web/server.ts';
import { sessionReader } from './web/session.ts';
import { type LogIn, welcome } from './welcome.ts';

export interface Engine {
  readonly house: House;
  readonly port: number;
  /** For the person who started it: address, folders, log-ins. */
  readonly welcome: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts everything; when it resolves the engine takes letters. What was opened is closed again when a later part fails.
 * @throws StartRefused with one sentence: faulty workflows, taken port, locked or newer data
 */
export async function compose(config: Config, { demo = false, log = console.error } = {}): Promise<Engine> {
  const opened: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of opened.reverse()) await close();
  };
  try {
    return await open(config, { demo, log, stop, opened: (close) => opened.push(close) });
  } catch (error) {
    await stop();
    throw error;
  }
}

type Log = (message: string) => void;

interface Opening {
  readonly demo: boolean;
  readonly log: Log;
  readonly stop: () => Promise<void>;
  readonly opened: (close: () => Promise<void>) => void;
}

async function open(config: Config, { demo, log, stop, opened }: Opening): Promise<Engine> {
  const { limits, dataDir } = config;
  await openFolders(dataDir);
  const tools = await openTools(config);
  opened(() => tools.stop());
  const database = await openDatabase(config, log);
  opened(() => database.stop());
  const store = await openStore(database.uri, tools.standard, limits).catch((error: unknown) => noDatabase(error));
  opened(() => store.close());

  const clock = { now: () => new Date() };
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const sender = { from: withName(config.mailFrom, tools.standard.organisation.company.shortName), dkim: await dkimKey(config) };
  const outbox = outboxMailer(join(dataDir, 'outbox'), sender);
  const mailer = config.smtpUrl ? smtpMailer(config.smtpUrl, { ...sender, perMinute: config.mailsPerMinute }) : outbox;
  opened(async () => mailer.stop());
  const { mailboxes, pollSeconds } = config;
  const holder = `${hostname()} ${dataDir}`;
  const tokenOf = accessTokens({ clock, kept: store.keptTokens, log });
  const inbox = imapInbox({ mailboxes, limits, pollSeconds, clock, cursors: store.cursors, holder, tokenOf, log });
  const texts = loadTexts(join(packageRoot, 'templates'));
  const health = healthOf({
    version: engineVersion(),
    databaseKind: database.kind,
    pulse: store.pulse,
    pendingEffects: store.pendingEffects,
    arrivals: store.arrivals,
    inbox,
    mailer,
    reader: tools.reader,
    dataDir,
  });
  const proveSender = senderProof({ mailHeaderBytes: limits.mailHeaderBytes, trusted: config.trustedAuthserv });
  const ports = { ...tools, ...store, proveSender, texts, clock, health, config, publicUrl, log };
  const living = house({ ...ports, mailer, sentFolder: imapSentFolder(mailboxes, { limits, tokenOf }) });
  opened(() => living.stop());
  const logIns = await openPeople({ ports: { ...ports, mailer: outbox }, lettersUnder: store.lettersUnder, dataDir, demo });

  await living.resume();
  const listening = await listen(
    entrances(living, config, { tools, texts, clock, demo: demo ? logIns : null, log }),
    config.port,
  );
  opened(() => listening.stop());
  const folder = hotFolder(living.office, {
    dir: join(dataDir, 'inbox'),
    quietMs: limits.quietMs,
    maxBytes: limits.uploadBytes,
    now: clock.now,
    log,
  });
  folder.start();
  opened(() => folder.stop());
  const jobs = await schedule(store.db, rounds(living), log);
  opened(() => jobs.stop());
  inbox.start((mails) => accept(living, mails));
  opened(() => inbox.stop());

  const readerMissing = tools.reader.status().missing;
  return {
    house: living,
    port: listening.port,
    stop,
    welcome: welcome(config, { port: listening.port, logIns, demo, readerMissing }),
  };
}

interface EntranceNeeds {
  readonly tools: Pick<Toolbox, 'rasterise'>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly demo: readonly LogIn[] | null;
  readonly log: Log;
}

/** Screens and API read uploads by the same hand and know each other's sessions. */
function entrances({ office }: House, config: Config, { tools, texts, clock, demo, log }: EntranceNeeds) {
  const note = (message: string, details: Readonly<Record<string, unknown>> = {}) =>
    log(`${message} ${JSON.stringify(details, errorsWithStack)}`);
  const api = apiRoutes({ office, config, clock, sessionOf: sessionReader(office), log: note });
  const doors = demo?.map(({ login, password, name, position }) => ({ login, password, who: `${name}, ${position}` })) ?? null;
  return webServer({
    office,
    config: { ...config, demo: doors },
    render: texts.page,
    clock,
    rasterise: tools.rasterise,
    readUpload: (request) => readMultipart(request, config.limits),
    api,
    log: note,
  });
}

/** A signature that everybody would find broken is worse than none: better not to start. */
async function dkimKey({ dkim }: Config): Promise<DkimKey | null> {
  if (!dkim) return null;
  const { domain, selector, keyFile } = dkim;
  try {
    const privateKey = await readFile(keyFile, 'utf8');
    createPrivateKey(privateKey);
    return { domain, selector, privateKey };
  } catch (error) {
    throw new StartRefused(
      `Ключ DKIM не читается (${keyFile}): ${(error as Error).message}. Проверьте DKIM_KEY_FILE: нужен PEM.`,
    );
  }
}

/** Nothing is lost while the database is away: mails wait in their mailboxes, files in the folder. */
function noDatabase(error: unknown): never {
  const known = error instanceof Error && /ServerSelection|MongoNetwork|Authentication/.test(`${error.name} ${error.message}`);
  if (!known) throw error;
  throw new StartRefused(
    `База данных не отвечает: ${error.message}. Проверьте MONGODB_URI и запустите снова; письма ждут в ящиках.`,
  );
}

function errorsWithStack(_key: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}

async function openTools(config: Config): Promise<Toolbox> {
  try {
    return await toolbox(config);
  } catch (error) {
    if (error instanceof FaultyStandard)
      throw new StartRefused(`Правила в workflows/ с изъянами, запуск остановлен:\n${error.message}`);
    throw error;
  }
}
