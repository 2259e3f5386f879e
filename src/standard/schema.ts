/** The shape of each file under workflows/: strict, so that a misspelt word is a fault and not a silence. */
import { z } from 'zod';
import { CHANNELS } from '../domain/card.ts';
import { COMMAND_TYPES, type CommandType } from '../domain/command.ts';
import { ROLES } from '../domain/person.ts';
import { GROUND_IDS, KINDS, TOPIC_IDS } from '../language/finding.ts';

const name = z.string().trim().min(1);
const names = z.array(name);
const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');
const share = z.number().min(0).max(1);
const roles = z.array(z.enum(ROLES));

const state = z.strictObject({ label: name, final: z.boolean(), open: z.boolean() });

/** Seven words, names only. `from`, `to`, `needs`, `asks`, `does`, `clause` are looked up by lint.ts. */
const transition = z.strictObject({
  from: names,
  to: name.nullable(),
  by: roles.min(1),
  clause: name.nullable(),
  needs: names,
  asks: names,
  does: names,
});

const letter = z.strictObject({
  initial: name,
  states: z.record(name, state),
  transitions: z.partialRecord(z.enum(COMMAND_TYPES as readonly [CommandType, ...CommandType[]]), transition),
});

const ground = z.strictObject({
  clause: name,
  label: name,
  propose: share,
  decision: z.enum(['propose', 'automatic']),
  decides: roles.min(1),
  notice: z.enum(['required', 'courtesy', 'none']),
  template: name.nullable(),
  silentFor: z.array(z.enum(['obscenity', 'insult', 'threat'])),
  noticeDays: z.int().min(1),
  proof: name,
  twoPeople: z.boolean().optional(),
});

/** A closed list: all five, no sixth. */
const grounds = z.strictObject(
  Object.fromEntries(GROUND_IDS.map((id) => [id, ground])) as Record<(typeof GROUND_IDS)[number], typeof ground>,
);

const routing = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        name,
        topics: z.array(z.enum(TOPIC_IDS)),
        kinds: z.array(z.enum(KINDS)),
        words: names,
        offices: names,
        channels: z.array(z.enum(CHANNELS)).optional(),
        mailboxes: names.optional(),
        consumers: names.optional(),
        unit: name,
      }),
    )
    .min(1),
});

const terms = z.strictObject({
  days: z.int().min(1),
  extensionCap: z.int().min(0),
  soon: z.int().min(1),
  hot: z.int().min(0),
  remindAt: z.int().min(0).max(23),
});

const numbering = z.strictObject({ width: z.int().min(1).max(12), incoming: name, outgoing: name });

const signing = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        name,
        kinds: z.array(z.enum(KINDS)),
        grounds: z.array(z.enum(GROUND_IDS)),
        offices: names,
        signatories: names.min(1),
        visas: roles,
      }),
    )
    .min(1),
});

const dossiers = z.strictObject({
  dossiers: z.array(z.strictObject({ index: name, title: name, years: z.int().min(1), article: name })).min(1),
});

const calendar = z.strictObject({
  year: z.int().min(2000).max(2100),
  decree: name,
  holidays: z.array(day),
  workingWeekends: z.array(day),
  shortDays: z.array(day),
});

const organisation = z.strictObject({
  company: z.strictObject({
    shortName: name,
    fullName: name,
    address: name,
    phone: name,
    email: name,
    hours: name,
    site: name,
    zone: name,
  }),
  offices: z.record(
    name,
    z.strictObject({
      name,
      parent: name.nullable(),
      address: name,
      email: name.nullable(),
      closesAt: time,
      closesAtShort: time,
    }),
  ),
  units: z.record(name, z.strictObject({ name, office: name, parent: name.nullable(), phone: name })),
});

const clauses = z.record(name, name);

const staff = z.strictObject({
  people: z.record(
    name,
    z.strictObject({
      surname: name,
      name,
      patronymic: z.string(),
      position: name,
      unit: name,
      office: name,
      roles: roles.min(1),
      phone: name,
      email: name,
      substitute: name.nullable(),
    }),
  ),
});

export const SCHEMAS = {
  letter,
  grounds,
  routing,
  terms,
  numbering,
  signing,
  dossiers,
  organisation,
  clauses,
  calendar,
  staff,
} as const;

export type SchemaName = keyof typeof SCHEMAS;
export type Shape<N extends SchemaName> = z.output<(typeof SCHEMAS)[N]>;

/** For editors: workflows/schema.json, one definition a file. */
export function editorSchema(): object {
  const $defs = Object.fromEntries(
    Object.entries(SCHEMAS).map(([id, schema]) => {
      const { $schema: _, ...definition } = z.toJSONSchema(schema);
      return [id, definition];
    }),
  );
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs };
}
