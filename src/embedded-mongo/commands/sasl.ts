import { Binary } from 'bson';
import { type Doc, isDocument } from '../document.ts';
import { CommandError } from '../errors.ts';
import { exchange } from '../scram.ts';
import { mayAll, type Session } from './caller.ts';
import type { Command } from './command.ts';

/** What MongoDB answers before anybody has said who he is. */
const open: ReadonlySet<string> = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'ping',
  'buildInfo',
  'buildinfo',
  'connectionStatus',
  'saslStart',
  'saslContinue',
  'logout',
  'whatsmyuri',
]);

/** @throws CommandError Unauthorized */
export function admit(session: Session, command: string): void {
  if (!mayAll(session) && !open.has(command))
    throw new CommandError('Unauthorized', `Command ${command} requires authentication`);
}

const mechanism = 'SCRAM-SHA-256';
let lastConversation = 0;

const saslStart: Command = ({ session, body }) => start(session, body);

const saslContinue: Command = ({ session, body }) => {
  const { conversation } = session;
  session.conversation = null;
  if (!conversation || Number(body.conversationId) !== conversation.id)
    throw new CommandError('ProtocolError', 'No SASL session state found');
  const { id, exchange: scram, short, proved } = conversation;
  const given = payloadOf(body);
  if (proved !== null) {
    // clients that do not ask for `skipEmptyExchange` say once more that they have seen the signature
    if (given !== '') throw new CommandError('AuthenticationFailed', 'Authentication failed.');
    session.user = proved;
    return { conversationId: id, done: true, payload: payload('') };
  }
  const signature = scram.last(given);
  const name = session.account?.user ?? '';
  if (short) session.user = name;
  else session.conversation = { ...conversation, proved: name };
  return { conversationId: id, done: short, payload: payload(signature) };
};

export const saslCommands: Readonly<Record<string, Command>> = {
  saslStart,
  saslContinue,
  logout: ({ session }) => {
    session.user = null;
    return {};
  },
  connectionStatus: ({ session: { user } }) => ({
    authInfo: { authenticatedUsers: user === null ? [] : [{ user, db: 'admin' }], authenticatedUserRoles: [] },
  }),
};

/** Beside the greeting: the mechanisms of a user, and the first step of the conversation with it. */
export function greetingPart(session: Session, body: Doc): Doc {
  const mechanisms = session.account && body.saslSupportedMechs !== undefined ? { saslSupportedMechs: [mechanism] } : {};
  if (!session.account || !isDocument(body.speculativeAuthenticate)) return mechanisms;
  try {
    return { ...mechanisms, speculativeAuthenticate: start(session, body.speculativeAuthenticate) };
  } catch {
    // it was a guess: the client asks again by saslStart and hears there what is wrong
    return mechanisms;
  }
}

function start(session: Session, body: Doc): Doc {
  session.conversation = null;
  session.user = null;
  if (body.mechanism !== mechanism) {
    throw new CommandError(
      'MechanismUnavailable',
      `Received authentication for mechanism ${String(body.mechanism)} which is unknown or not enabled`,
    );
  }
  if (!session.account) throw new CommandError('AuthenticationFailed', 'Authentication failed.');
  const scram = exchange(session.account, payloadOf(body));
  const id = ++lastConversation;
  const short = isDocument(body.options) && body.options.skipEmptyExchange === true;
  session.conversation = { id, exchange: scram, short, proved: null };
  return { conversationId: id, done: false, payload: payload(scram.first) };
}

function payloadOf({ payload: given }: Doc): string {
  if (!(given instanceof Binary)) throw new CommandError('AuthenticationFailed', 'Authentication failed.');
  return Buffer.from(given.value()).toString('utf8');
}

const payload = (text: string): Binary => new Binary(Buffer.from(text));
