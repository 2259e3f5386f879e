/** «Проверить на примере»: a pasted letter through all rules, and what each of them says. Nothing is kept of it. */
import type { Finding, Letter, Route } from '../domain/letter.ts';
import type { Standard } from '../domain/standard.ts';
import { proposedRoute } from '../domain/steps/routing.ts';
import type { Detection, Examination } from '../language/finding.ts';
import type { Lexicon } from '../language/lexicon.ts';
import { examineAlone } from './examine.ts';

export interface Example {
  readonly text: string;
  readonly subject: string;
  /** The sender's address; null for a paper letter. */
  readonly from: string | null;
  /** Code of the office that received it. */
  readonly office: string;
  /** An earlier letter of the same consumer that was answered. */
  readonly earlier: string | null;
}

export interface Trial extends Omit<Examination, 'detections'> {
  readonly findings: readonly Finding[];
  /** Seen, but under the threshold of grounds.yaml. */
  readonly below: readonly Detection[];
  readonly route: Route;
  /** 1-based row of routing.yaml that fired; null when none did. */
  readonly row: number | null;
}

export function tryOut(
  {
    standard,
    lexicon,
    ownDomains,
  }: { readonly standard: Standard; readonly lexicon: Lexicon; readonly ownDomains: readonly string[] },
  { text, subject, from, office, earlier }: Example,
  innocent: readonly string[],
): Trial {
  const letter = exampleLetter(text, subject, from, office);
  const before = earlier ? [{ id: 'earlier', text: earlier, answered: true }] : [];
  const { detections, findings, ...said } = examineAlone(
    { standard, lexicon, ownDomains },
    { letter, earlier: before, attachmentHashes: [], innocent },
  );
  const { kind, topics, repaired } = said;
  const route = proposedRoute(standard, { ...letter, text: repaired?.text ?? text, kind, topics });
  const at = standard.routing.rules.findIndex(({ name }) => name === route.rule);
  const passed = (each: Detection) =>
    findings.some(({ ground, category }) => ground === each.ground && category === each.category);
  return { ...said, findings, below: detections.filter((each) => !passed(each)), route, row: at < 0 ? null : at + 1 };
}

function exampleLetter(text: string, subject: string, email: string | null, office: string) {
  const nobody = { organisation: null, person: null, phone: null, address: null, inn: null, contract: null };
  const card: Letter['card'] = {
    kind: 'request',
    topic: null,
    subject,
    correspondent: { ...nobody, email },
    customerRef: null,
    answerChannel: email ? 'email' : 'post',
    addressee: null,
    sheets: null,
    enclosures: null,
    originalLocation: null,
  };
  return { office, card, text, parts: [], remarks: [], channel: email ? ('email' as const) : ('post' as const), arrivals: [] };
}
