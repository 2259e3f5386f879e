/** What /api takes and gives (docs: contracts). Unknown is null, never left out. */
import { z } from 'zod';
import { ANSWER_CHANNELS, CHANNELS } from '../domain/card.ts';
import { GROUND_IDS, KINDS } from '../language/finding.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = z.string().nullable();

export const FindingShape = z.object({
  ground: z.enum(GROUND_IDS),
  clause: z.string(),
  decision: z.string(),
  score: z.number(),
  repeatOf: text,
});

export const RowShape = z.object({
  number: z.string(),
  subject: text,
  /** E-mail address, else organisation or person; null when nobody is known. */
  from: text,
  receivedOn: day,
  dueOn: day,
  state: z.string(),
  messageId: text,
  findings: z.array(FindingShape),
});
export type Row = z.infer<typeof RowShape>;

export const ListShape = z.object({ items: z.array(RowShape), next: text });

export const CardShape = RowShape.extend({
  id: z.string(),
  office: z.string(),
  channel: z.enum(CHANNELS),
  receivedAt: z.string(),
  registeredAt: z.string(),
  registeredOn: day,
  provisional: z.boolean(),
  confirmedAt: text,
  kind: z.enum(KINDS),
  topic: text,
  text: z.string(),
  textSource: z.string(),
  legible: z.object({ legible: z.string(), score: z.number(), reasons: z.array(z.string()) }).nullable(),
  remarks: z.array(z.string()),
  /** Signed or locked by its sender (S/MIME, OpenPGP); nothing is verified. */
  seal: z.object({ kind: z.enum(['smime', 'pgp']), what: z.enum(['signed', 'encrypted']), by: text }).nullable(),
  correspondent: z.object({
    organisation: text,
    person: text,
    email: text,
    phone: text,
    address: text,
    inn: text,
    contract: text,
  }),
  customerRef: z.object({ number: z.string(), on: day.nullable() }).nullable(),
  answerChannel: z.enum(ANSWER_CHANNELS),
  originals: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
  arrivals: z.array(z.object({ key: z.string(), channel: z.enum(CHANNELS), source: z.string(), at: z.string() })),
  unit: text,
  executor: text,
  extendedBy: z.number(),
  reply: z
    .object({
      outgoingNumber: text,
      signedOn: day.nullable(),
      sentOn: day.nullable(),
      answerChannel: z.enum(ANSWER_CHANNELS),
      dispatch: z.object({ status: z.string(), to: z.string(), trackingNumber: text, error: text }).nullable(),
    })
    .nullable(),
  refusal: z.object({ ground: z.enum(GROUND_IDS), clause: z.string(), reason: z.string() }).nullable(),
  supplementTo: text,
  repeatOf: text,
  dossier: text,
  history: z.array(z.object({ type: z.string(), at: z.string(), by: z.string() })),
});
export type CardAnswer = z.infer<typeof CardShape>;

export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).catch(50),
  after: z.string().min(1).max(500).optional().catch(undefined),
  q: z.string().trim().max(400).optional().catch(undefined),
});

/** Fields beside the files of an upload; all may be left out. */
export const UploadFields = z.object({
  office: z.string().trim().min(1).max(20).optional(),
  channel: z.enum(CHANNELS).optional(),
  subject: z.string().trim().max(500).optional(),
  text: z.string().trim().optional(),
  organisation: z.string().trim().max(300).optional(),
  person: z.string().trim().max(300).optional(),
  from: z.string().trim().max(320).optional(),
  email: z.string().trim().max(320).optional(),
  phone: z.string().trim().max(60).optional(),
  address: z.string().trim().max(500).optional(),
  contract: z.string().trim().max(100).optional(),
  receivedOn: day.optional(),
  kind: z.enum(KINDS).optional(),
  refNumber: z.string().trim().max(100).optional(),
  refOn: day.optional(),
});
export type UploadValues = z.infer<typeof UploadFields>;
