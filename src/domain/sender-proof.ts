/** Whether a mail comes from whom it says (SPF RFC 7208, DKIM RFC 6376, DMARC RFC 7489): a mark for people, never a refusal. */
export type ProofResult = 'pass' | 'fail' | 'none' | 'unknown';

export interface SenderProof {
  /** Who looked: our own mail server before delivery, or the engine; null: nobody could (no network). */
  readonly by: 'server' | 'engine' | null;
  /** Of the From address. */
  readonly domain: string | null;
  readonly spf: ProofResult;
  readonly dkim: ProofResult;
  readonly dmarc: ProofResult;
}

/**
 * DMARC asks whether SPF or DKIM speak for the domain that people see. Without a policy of that domain a signature tells most: it
 * also survives forwarding, which SPF does not. Null: nothing speaks for or against.
 */
export function isProven({ spf, dkim, dmarc }: SenderProof): boolean | null {
  if (dmarc === 'pass') return true;
  if (dmarc === 'fail') return false;
  if (dkim === 'pass') return true;
  return (dkim === 'fail' || spf === 'fail') && spf !== 'pass' ? false : null;
}
