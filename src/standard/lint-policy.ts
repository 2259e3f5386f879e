/** References of the policy files: grounds, routing, signing, terms, numbering, dossiers. */
import { type Fault, unknown } from './source.ts';
import type { LintContext } from './sources.ts';

export function* lintGrounds({ sources: { grounds, clauses }, templates }: LintContext): Generator<Fault> {
  const known = Object.keys(clauses.value ?? {});
  for (const [id, ground] of Object.entries(grounds.value ?? {})) {
    if (!known.includes(ground.clause)) yield grounds.fault([id, 'clause'], unknown('clause', ground.clause, known));
    if (ground.notice === 'none' && ground.template !== null)
      yield grounds.fault([id, 'template'], 'notice is none, so template must be null');
    if (ground.notice !== 'none' && ground.template === null)
      yield grounds.fault([id, 'template'], `notice is ${ground.notice}, so a template is needed`);
    if (ground.template !== null && templates && !templates.includes(ground.template)) {
      yield grounds.fault([id, 'template'], unknown('template', ground.template, templates));
    }
  }
}

export function* lintRouting({ sources: { routing, organisation } }: LintContext): Generator<Fault> {
  const rules = routing.value?.rules ?? [];
  const units = Object.keys(organisation.value?.units ?? {});
  for (const [index, rule] of rules.entries()) {
    if (!units.includes(rule.unit)) yield routing.fault(['rules', index, 'unit'], unknown('unit', rule.unit, units));
    yield* offices(rule.offices, (at, message) => routing.fault(['rules', index, 'offices', at], message), organisation);
    const { channels = [], mailboxes = [], consumers = [] } = rule;
    const conditions = [rule.topics, rule.kinds, rule.words, rule.offices, channels, mailboxes, consumers];
    const open = conditions.every((each) => each.length === 0);
    const last = index === rules.length - 1;
    if (last && !open) yield routing.fault(['rules', index], 'routing has no default: the last row must have no conditions');
    if (open && !last)
      yield routing.fault(['rules', index], 'a row without conditions takes everything: the rows below are never read');
  }
}

export function* lintSigning({ sources: { signing, organisation, staff } }: LintContext): Generator<Fault> {
  const rules = signing.value?.rules ?? [];
  const people = staff?.value?.people;
  for (const [index, rule] of rules.entries()) {
    yield* offices(rule.offices, (at, message) => signing.fault(['rules', index, 'offices', at], message), organisation);
    for (const [at, login] of rule.signatories.entries()) {
      const path = ['rules', index, 'signatories', at];
      if (people && !people[login]) yield signing.fault(path, unknown('signatory', login, signatories(people)));
      else if (people && !people[login]?.roles.includes('signatory'))
        yield signing.fault(path, `"${login}" lacks the role signatory`);
    }
    const open = rule.kinds.length + rule.grounds.length + rule.offices.length === 0;
    if (index === rules.length - 1 && !open)
      yield signing.fault(['rules', index], 'signing has no default: the last row must have no conditions');
  }
}

export function* lintTerms({ sources: { terms } }: LintContext): Generator<Fault> {
  if (terms.value && terms.value.hot > terms.value.soon)
    yield terms.fault(['hot'], `must not be more than soon (${terms.value.soon})`);
}

export function* lintNumbering({ sources: { numbering, dossiers } }: LintContext): Generator<Fault> {
  const { value, fault } = numbering;
  for (const word of ['incoming', 'outgoing'] as const) {
    const missing = ['{office}', '{year}', '{number}'].filter((each) => !(value?.[word] ?? each).includes(each) && value);
    if (missing.length > 0) yield fault([word], `lacks ${missing.join(', ')}: numbers would not be unique`);
  }
  if (value && value.incoming === value.outgoing) yield fault(['outgoing'], 'is the same as incoming: numbers would clash');
  const seen = new Set<string>();
  for (const [index, { index: code }] of (dossiers.value?.dossiers ?? []).entries()) {
    if (seen.has(code)) yield dossiers.fault(['dossiers', index, 'index'], `dossier "${code}" is there twice`);
    seen.add(code);
  }
}

function* offices(
  names: readonly string[],
  fault: (index: number, message: string) => Fault,
  organisation: LintContext['sources']['organisation'],
): Generator<Fault> {
  const known = Object.keys(organisation.value?.offices ?? {});
  for (const [index, each] of names.entries()) if (!known.includes(each)) yield fault(index, unknown('office', each, known));
}

function signatories(people: Readonly<Record<string, { readonly roles: readonly string[] }>>): readonly string[] {
  return Object.keys(people).filter((login) => people[login]?.roles.includes('signatory'));
}
