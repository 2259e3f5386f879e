/**
 * SPF, DKIM and DMARC of a message: as our own mail server noted them before delivery, else looked up now by mailauth within a
 * short time. Without a network nothing is said.
 */
import type { Buffer } from 'node:buffer';
import { promises as dns } from 'node:dns';
import type { AuthenticateResult } from 'mailauth';
import type { ProofResult, SenderProof } from '../domain/sender-proof.ts';
import { domainOf, parseAddresses } from './addresses.ts';
import { first, type Headers, readHeaders } from './headers.ts';

export type Resolver = (name: string, type: string) => Promise<string[][] | string[]>;

export interface ProofSettings {
  readonly mailHeaderBytes: number;
  /** Name of our server in Authentication-Results, lower case; null: none is trusted. */
  readonly trusted: string | null;
  /** DNS; the machine's own unless given. */
  readonly resolver?: Resolver;
  /** For all look-ups of one message. */
  readonly timeoutMs?: number;
}

/** Never throws. */
export type ProveSender = (raw: Buffer) => Promise<SenderProof>;

const TIMEOUT_MS = 4000;
/** After look-ups that found no network none is tried for so long. */
const OFFLINE_MS = 5 * 60_000;

export function senderProof({ mailHeaderBytes, trusted, resolver, timeoutMs = TIMEOUT_MS }: ProofSettings): ProveSender {
  let offlineUntil = 0;
  return async (raw) => {
    const { headers } = readHeaders(raw, 0, raw.length, mailHeaderBytes);
    const domain = domainOf(parseAddresses(first(headers, 'from'), null)[0]?.address ?? null) || null;
    const noted = trusted === null ? null : notedBy(headers, trusted);
    if (noted) return { by: 'server', domain, ...noted };
    const unknown: SenderProof = { by: null, domain, spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' };
    if (performance.now() < offlineUntil) return unknown;
    const asked = counted(resolver ?? shortResolver(timeoutMs));
    const found = await Promise.race([lookedUp(raw, asked.resolve), late(timeoutMs)]).catch(() => null);
    if (found === null || asked.unanswered()) {
      if (asked.unanswered()) offlineUntil = performance.now() + OFFLINE_MS;
      return unknown;
    }
    return { by: 'engine', domain, ...found };
  };
}

type Results = Pick<SenderProof, 'spf' | 'dkim' | 'dmarc'>;

async function lookedUp(raw: Buffer, resolver: Resolver): Promise<Results> {
  // Not at the start of the engine: it brings forty files, and many houses trust their server
  const { authenticate } = await import('mailauth');
  const result = await authenticate(raw, { trustReceived: true, resolver, disableArc: true, disableBimi: true });
  return {
    spf: resultOf(result.spf ? result.spf.status.result : 'none'),
    dkim: dkimOf(result.dkim),
    dmarc: resultOf(result.dmarc ? result.dmarc.status.result : 'none'),
  };
}

/** One good signature is enough: lists and relays add others that break. */
function dkimOf({ results }: AuthenticateResult['dkim']): ProofResult {
  // «neutral» is a signature that does not fit the text, or whose key is gone
  const all = results.map(({ status }) => (status.result === 'neutral' ? 'fail' : resultOf(status.result)));
  return (['pass', 'fail', 'unknown'] as const).find((each) => all.includes(each)) ?? 'none';
}

function resultOf(result: string): ProofResult {
  if (result === 'pass') return 'pass';
  if (result === 'none' || result === 'neutral' || result === 'skipped' || result === 'policy') return 'none';
  return /^temp/.test(result) ? 'unknown' : 'fail';
}

/** RFC 8601: only the topmost header counts, and only by our own server: whoever writes to us can add others below. */
function notedBy(headers: Headers, trusted: string): Results | null {
  const [server = '', ...methods] = (first(headers, 'authentication-results') ?? '').replace(/\([^()]*\)/g, ' ').split(';');
  if (server.trim().split(/\s+/)[0]?.toLowerCase() !== trusted) return null;
  const of = (method: string): ProofResult => {
    const said = methods.flatMap(
      (each) => new RegExp(`^\\s*${method}\\s*=\\s*([a-z]+)`, 'i').exec(each)?.[1]?.toLowerCase() ?? [],
    );
    return said.includes('pass') ? 'pass' : resultOf(said[0] ?? 'none');
  };
  return { spf: of('spf'), dkim: of('dkim'), dmarc: of('dmarc') };
}

/** No name was answered for, neither with yes nor with no: that is no network. */
function counted(resolver: Resolver) {
  let [answers, failures] = [0, 0];
  return {
    resolve: async (name: string, type: string) => {
      try {
        const found = await resolver(name, type);
        answers++;
        return found;
      } catch (error) {
        if (/^(?:ENOTFOUND|ENODATA)$/.test((error as { code?: string }).code ?? '')) answers++;
        else failures++;
        throw error;
      }
    },
    unanswered: () => failures > 0 && answers === 0,
  };
}

function shortResolver(timeoutMs: number): Resolver {
  const resolver = new dns.Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 1 });
  return (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>;
}

function late(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
