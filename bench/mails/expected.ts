/** What a person expects of a mail, held against what the engine read. */
import { domainToASCII } from 'node:url';

/** A line of expected.jsonl; a key that is absent is not asked. */
export interface Expected {
  readonly fromAddress?: string | null;
  readonly subject?: string | null;
  readonly date?: string | null;
  readonly textContains?: readonly string[];
  readonly textLacks?: readonly string[];
  readonly attachments?: readonly { readonly name?: string; readonly type?: string; readonly alsoType?: readonly string[] }[];
  readonly automatic?: string | null;
  readonly bounceFor?: string | null;
  readonly inReplyTo?: string | null;
}

/** What `examine` prints. */
export interface Seen {
  readonly from: string | null;
  readonly subject: string | null;
  readonly date: string | null;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly type: string }[];
  readonly automatic: string | null;
  readonly bounceFor: string | null;
  readonly inReplyTo: string | null;
}

/** Addresses without case; a domain in Cyrillic and its xn-- form are the same. */
function address(text: string | null): string | null {
  const cut = text?.lastIndexOf('@') ?? -1;
  if (!text || cut < 0) return text?.toLowerCase() ?? null;
  return `${text.slice(0, cut).toLowerCase()}@${domainToASCII(text.slice(cut + 1)) || text.slice(cut + 1).toLowerCase()}`;
}

function collapsed(text: string | null): string | null {
  return text?.replace(/\s+/g, ' ').trim() ?? null;
}

/** Each expectation by its name. */
export const CHECKS: { readonly [Name in keyof Expected]-?: (expected: Required<Expected>, seen: Seen) => boolean } = {
  fromAddress: ({ fromAddress }, { from }) => address(fromAddress) === address(from),
  subject: ({ subject }, seen) => collapsed(subject) === collapsed(seen.subject),
  date: ({ date }, seen) => (date ? Date.parse(date) === Date.parse(seen.date ?? '') : seen.date === null),
  textContains: ({ textContains }, { text }) => textContains.every((each) => collapsed(text)?.includes(collapsed(each) ?? '')),
  textLacks: ({ textLacks }, { text }) => !textLacks.some((each) => collapsed(text)?.includes(collapsed(each) ?? '')),
  attachments: ({ attachments }, seen) =>
    attachments.length === seen.attachments.length &&
    attachments.every(({ name, type, alsoType = [] }, index) => {
      const found = seen.attachments[index];
      return (
        (name === undefined || found?.name === name) && (type === undefined || [type, ...alsoType].includes(found?.type ?? ''))
      );
    }),
  automatic: ({ automatic }, seen) => automatic === seen.automatic,
  bounceFor: ({ bounceFor }, seen) => address(bounceFor) === address(seen.bounceFor),
  inReplyTo: ({ inReplyTo }, seen) => (inReplyTo ?? '').replace(/[<>]/g, '') === (seen.inReplyTo ?? '').replace(/[<>]/g, ''),
};
