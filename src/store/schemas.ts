/**
 * What the collections hold and by what they are found. Portable indexes only (unique, sparse, multikey, TTL). The hot paths
 * write through the driver; the schemas validate what goes through a model and declare every index.
 */
import { Schema, type SchemaDefinition } from 'mongoose';

const text = { type: String, required: true } as const;
const textOrNull = { type: String, default: null } as const;
const list = { type: [String], required: true } as const;
const anything = { type: Schema.Types.Mixed, required: true } as const;

/** A letter with its read model: both are written in one write, so neither can lag behind the other. */
const letters = schema({
  _id: text,
  revision: { type: Number, required: true },
  fingerprint: text,
  numberKey: { office: text, year: { type: Number, required: true }, n: { type: Number, required: true } },
  value: anything,
  history: [Schema.Types.Mixed],
  pending: [Schema.Types.Mixed],
  nextEffectAt: Date,
  lent: list,
  leaseUntil: { type: Date, required: true },
  number: text,
  state: text,
  office: text,
  unit: textOrNull,
  executor: textOrNull,
  signatory: textOrNull,
  channel: text,
  kind: text,
  receivedAt: text,
  place: text,
  dueKey: text,
  waitKey: text,
  grounds: list,
  undelivered: { type: Boolean, required: true },
  // letters of older engines have none
  rescanAsked: Boolean,
  hands: list,
  sight: list,
  keys: list,
  mids: list,
  words: list,
  row: anything,
  face: { type: Number, required: true },
});
letters.index({ fingerprint: 1 }, { unique: true });
letters.index({ 'numberKey.office': 1, 'numberKey.year': 1, 'numberKey.n': 1 }, { unique: true });
letters.index({ number: 1 }, { unique: true });
letters.index({ nextEffectAt: 1 }, { sparse: true });
// three orders of the whole register, and of one state (a tray)
letters.index({ place: -1 });
letters.index({ dueKey: 1 });
letters.index({ waitKey: 1 });
letters.index({ state: 1, place: -1 });
letters.index({ state: 1, dueKey: 1 });
letters.index({ state: 1, waitKey: 1 });
// what a person may see
letters.index({ sight: 1, place: -1 });
letters.index({ sight: 1, state: 1, dueKey: 1 });
letters.index({ hands: 1, state: 1, dueKey: 1 });
letters.index({ hands: 1, place: -1 });
letters.index({ executor: 1, state: 1 });
letters.index({ signatory: 1, state: 1 });
letters.index({ undelivered: 1, dueKey: 1 });
letters.index({ rescanAsked: 1, waitKey: 1 });
letters.index({ office: 1, place: -1 });
letters.index({ unit: 1, place: -1 });
letters.index({ grounds: 1, place: -1 });
letters.index({ words: 1, place: -1 });
letters.index({ mids: 1 });
letters.index({ keys: 1, receivedAt: -1 });
letters.index({ face: 1 });
letters.index({ 'value.statusCode': 1 });

const outgoing = schema({ _id: text, office: text, year: Number, n: Number, number: text });
outgoing.index({ office: 1, year: 1, n: 1 }, { unique: true });

const arrivals = schema({
  _id: text,
  channel: text,
  office: text,
  source: text,
  at: text,
  files: [Schema.Types.Mixed],
  state: { type: String, required: true, enum: ['received', 'registered', 'quarantined', 'failed'] },
  reason: textOrNull,
  category: textOrNull,
  letterId: textOrNull,
  subject: textOrNull,
  from: textOrNull,
  attempts: { type: Number, required: true },
  entered: Schema.Types.Mixed,
  order: text,
});
arrivals.index({ state: 1, order: 1 });

/** `_id`: the mailbox's name. */
const cursors = schema({ _id: text, uidValidity: String, lastUid: Number, holder: String, until: Date });

/** `_id`: the account; `locked`: its refresh token, unreadable without the configuration. */
const tokens = schema({ _id: text, locked: { type: String, required: true } });

/** GridFS, with the hash of the content as the id of the file. */
const files = schema({ _id: text, length: Number, chunkSize: Number, uploadDate: Date, filename: text });
const chunks = schema({ _id: Schema.Types.ObjectId, files_id: text, n: Number, data: Buffer });
chunks.index({ files_id: 1, n: 1 }, { unique: true });

const people = schema({
  _id: text,
  login: text,
  surname: text,
  name: { type: String, default: '' },
  patronymic: { type: String, default: '' },
  position: { type: String, default: '' },
  unit: { type: String, default: '' },
  office: { type: String, default: '' },
  roles: list,
  phone: { type: String, default: '' },
  email: { type: String, default: '' },
  absences: [{ from: text, to: text, _id: false }],
  substitute: textOrNull,
  active: { type: Boolean, required: true },
  passwordHash: { type: String, select: false },
});
people.index({ login: 1 }, { unique: true });
people.index({ active: 1, surname: 1, _id: 1 });

/** `_id`: SHA-256 of the token. The server itself sweeps out what has expired. */
const sessions = schema({ _id: text, person: text, openedAt: Date, touchedAt: Date, expiresAt: Date });
sessions.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
sessions.index({ person: 1 });

/** Notices that an address had on a day; `_id`: day and address. Swept out by the server when the day is long over. */
const notices = schema({ _id: text, occasions: list, expiresAt: Date });
notices.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** `_id`: place in the chain, from 1. */
const audit = schema({
  _id: Number,
  at: text,
  by: text,
  what: text,
  letterId: textOrNull,
  basis: textOrNull,
  address: textOrNull,
  prev: text,
  hash: text,
});
audit.index({ letterId: 1, _id: -1 });

/** `_id`: letter/author. A text nobody touched for half a year is swept out. */
const drafts = schema({
  _id: text,
  letterId: text,
  author: text,
  version: { type: Number, required: true },
  fields: anything,
  base: textOrNull,
  savedAt: text,
  window: String,
  touchedAt: Date,
});
drafts.index({ letterId: 1, savedAt: -1 });
drafts.index({ touchedAt: 1 }, { expireAfterSeconds: 180 * 24 * 3600 });

/** `_id`: letter/person: who has the editor of an answer open. */
const presence = schema({ _id: text, letterId: text, person: text, at: Date });
presence.index({ letterId: 1, at: -1 });
presence.index({ at: 1 }, { expireAfterSeconds: 3600 });

/** `_id`: kind/id/version. */
const shelf = schema({
  _id: text,
  kind: text,
  id: text,
  version: { type: Number, required: true },
  content: textOrNull,
  by: text,
  at: text,
});
shelf.index({ kind: 1, id: 1, version: 1 }, { unique: true });

/** `_id`: `innocent:WORDS` or `lesson:LETTER`. */
const teaching = schema({ _id: text, what: text, at: text, value: anything });
teaching.index({ what: 1, at: 1 });

/** `_id`: `HASH PAGE`. */
const readings = schema({ _id: text, file: text, page: Number, result: anything });
readings.index({ file: 1, page: 1 }, { unique: true });

/** `table`: the office while the batch lies on its table; left out afterwards. */
const batches = schema({
  _id: text,
  revision: { type: Number, required: true },
  office: text,
  source: text,
  at: text,
  state: { type: String, required: true, enum: ['open', 'registering', 'done'] },
  sheets: [Schema.Types.Mixed],
  plan: [Schema.Types.Mixed],
  table: String,
});
batches.index({ table: 1 }, { unique: true, sparse: true });
batches.index({ office: 1, at: -1 });

export const SCHEMAS = {
  letters,
  outgoing,
  arrivals,
  cursors,
  tokens,
  'vault.files': files,
  'vault.chunks': chunks,
  readings,
  batches,
  people,
  sessions,
  notices,
  audit,
  drafts,
  presence,
  shelf,
  teaching,
} as const;

function schema(definition: SchemaDefinition): Schema {
  return new Schema(definition, { versionKey: false, autoIndex: false, autoCreate: false, minimize: false, strict: 'throw' });
}
