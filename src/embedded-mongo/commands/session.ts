import { Double, Int32, Long } from 'bson';
import type { Doc } from '../document.ts';
import { maxMessageBytes } from '../wire.ts';
import type { Call, Command } from './command.ts';
import { greetingPart, saslCommands } from './sasl.ts';

/** Who we are and how we are: a standalone, so that no driver tries transactions, retryable writes or change streams. */
export const sessionCommands: Readonly<Record<string, Command>> = {
  ...saslCommands,
  hello: (call) => greeting(call),
  isMaster: (call) => greeting(call),
  ismaster: (call) => greeting(call),
  ping: () => ({}),
  buildInfo: () => ({
    version: '7.0.0',
    gitVersion: 'embedded',
    versionArray: [7, 0, 0, 0],
    maxBsonObjectSize: 16_777_216,
    bits: 64,
    debug: false,
    modules: [],
    javascriptEngine: 'none',
    storageEngines: ['lmdb'],
  }),
  endSessions: () => ({}),
  getParameter: ({ body }) => (body.featureCompatibilityVersion ? { featureCompatibilityVersion: { version: '7.0' } } : {}),
  getCmdLineOpts: () => ({ argv: [], parsed: {} }),
  whatsmyuri: () => ({ you: 'local' }),
  serverStatus: ({ engine, connections }) => ({
    host: 'embedded',
    version: '7.0.0',
    process: 'embedded-mongo',
    pid: new Long(process.pid),
    uptime: new Double(process.uptime()),
    localTime: new Date(),
    connections: { current: connections() },
    metrics: { cursor: { open: { total: engine.cursors.open } } },
    mem: { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
    storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
  }),
};

function greeting({ connectionId, session, body }: Call): Doc {
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16 * 2 ** 20,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: new Int32(connectionId),
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ...greetingPart(session, body),
  };
}
