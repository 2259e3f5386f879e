import { crc32c } from './checksum.ts';
import { type Doc, documentsOf, elements, typed } from './document.ts';

/** One request of a client, whatever opcode brought it. */
export interface Request {
  readonly requestId: number;
  readonly legacy: boolean;
  /** The client does not wait for an answer. */
  readonly silent: boolean;
  /** The first field is the command. */
  readonly body: Doc;
  /** `documents` of an insert, as they came. */
  readonly documents: readonly Buffer[];
}

/** MongoDB's limit of one message. */
export const maxMessageBytes = 48_000_000;

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
const checksumPresent = 1;
const moreToCome = 2;

/** A frame that is not MongoDB's: its connection is closed, no other is touched. */
export class BadFrame extends Error {}

/** @throws BadFrame */
export function parse(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  try {
    if (opcode === opMsg) return parseMsg(message, requestId);
    if (opcode === opQuery) return parseQuery(message, requestId);
  } catch (error) {
    if (error instanceof BadFrame) throw error;
    throw new BadFrame((error as Error).message);
  }
  throw new BadFrame(`opcode ${opcode} is not supported`);
}

/** An OP_MSG, or an OP_REPLY for a client that greeted with OP_QUERY. */
export function reply(request: Request, body: Uint8Array, responseId: number): Buffer {
  const head = Buffer.alloc(request.legacy ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(responseId, 4);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(request.legacy ? opReply : opMsg, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}

function parseMsg(message: Buffer, requestId: number): Request {
  const flags = message.readUInt32LE(16);
  // the low sixteen bits must be understood
  if ((flags & 0xfffc) !== 0) throw new BadFrame(`unknown flags ${flags}`);
  const end = message.length - (flags & checksumPresent ? 4 : 0);
  if (end < message.length && (end < 20 || crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)))
    throw new BadFrame('checksum');
  let body: Doc | undefined;
  let documents: Buffer[] = [];
  const sequences: Record<string, Buffer[]> = {};
  for (let at = 20; at < end; ) {
    const kind = message[at];
    if (at + 5 > end) throw new BadFrame('section length');
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw new BadFrame('section length');
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0 && !body) ({ body, documents } = bodyOf(section));
    else if (kind === 1) {
      const nul = section.indexOf(0, 4);
      if (nul < 0) throw new BadFrame('document sequence without a name');
      sequences[section.toString('utf8', 4, nul)] = sequence(section.subarray(nul + 1));
    } else throw new BadFrame(`section kind ${kind}`);
    at += 1 + size;
  }
  if (!body) throw new BadFrame('no body');
  for (const [name, items] of Object.entries(sequences)) {
    if (name === 'documents') documents = items;
    else body[name] = items.map((each) => typed(each));
  }
  return { requestId, legacy: false, silent: (flags & moreToCome) !== 0, body, documents };
}

function parseQuery(message: Buffer, requestId: number): Request {
  const nul = message.indexOf(0, 20);
  if (nul < 0) throw new BadFrame('OP_QUERY without a collection');
  const collection = message.toString('utf8', 20, nul);
  if (!collection.endsWith('.$cmd')) throw new BadFrame('OP_QUERY is for commands only');
  const start = nul + 9;
  const query = message.subarray(start, start + message.readInt32LE(start));
  const { body, documents } = bodyOf(query);
  const command = (body.$query as Doc | undefined) ?? body;
  return { requestId, legacy: true, silent: false, body: { ...command, $db: collection.slice(0, -5) }, documents };
}

/** The body, with the documents of an insert kept as the bytes that they are. */
function bodyOf(raw: Buffer): { body: Doc; documents: Buffer[] } {
  const all = [...elements(raw)];
  const held = all[0]?.name === 'insert' ? all.find(({ name, type }) => name === 'documents' && type === 4) : undefined;
  if (!held) return { body: typed(raw), documents: [] };
  const rest = Buffer.concat([raw.subarray(0, held.start), raw.subarray(held.end)]);
  rest.writeInt32LE(rest.length, 0);
  return { body: typed(rest), documents: documentsOf(raw.subarray(held.value, held.end)) };
}

function sequence(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new BadFrame('document length');
    found.push(bytes.subarray(at, at + size));
    at += size;
  }
  return found;
}
