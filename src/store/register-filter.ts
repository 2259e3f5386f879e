/** A question to the register as a filter and an order that an index serves. */
import type { Filter } from 'mongodb';
import type { Day } from '../domain/calendar.ts';
import type { RegisterQuery, Scope, Tray } from '../office/ports/register.ts';
import type { LetterDocument } from './letter-document.ts';
import { firstPlaceOn } from './letter-face.ts';
import { questionOf } from './words.ts';

export type Order = NonNullable<RegisterQuery['order']>;
export type LetterFilter = Filter<LetterDocument>;
type Condition = Readonly<Record<string, unknown>>;

/** Each order is one unique string, so that a page begins exactly behind the last one (keyset paging). */
export const ORDERS = {
  newest: { field: 'place', direction: -1 },
  due: { field: 'dueKey', direction: 1 },
  waiting: { field: 'waitKey', direction: 1 },
} as const satisfies Record<Order, { field: keyof LetterDocument; direction: 1 | -1 }>;

/** Above every place of a day. */
const LAST = '~';

/** `open`: states in which the term runs. Null when nothing can be found: the question has no word to look for. */
export function filterOf(query: RegisterQuery, open: readonly string[]): LetterFilter | null {
  const {
    scope,
    tray,
    state,
    office,
    unit,
    executor,
    channel,
    kind,
    ground,
    from,
    to,
    overdueOn,
    dueFrom,
    dueTo,
    extended,
    rescanAsked,
    q,
    after,
  } = query;
  const question = q === undefined ? [] : questionOf(q);
  if (question === null) return null;
  const { field, direction } = ORDERS[query.order ?? 'newest'];
  const conditions: Condition[] = [
    ...question.map((tokens) => ({ words: oneOf(tokens) })),
    ...(tray ? [trayFilter(tray, scope, open)] : []),
    ...(tray === 'mine' ? [] : seenBy(scope)),
    ...(state === undefined ? [] : [{ state }]),
    ...(office === undefined ? [] : [{ office }]),
    ...(unit === undefined ? [] : [{ unit }]),
    // the index is on `hands`, the question is about the first of them
    ...(executor === undefined ? [] : [{ hands: executor, executor }]),
    ...(channel === undefined ? [] : [{ channel }]),
    ...(kind === undefined ? [] : [{ kind }]),
    ...(ground === undefined ? [] : [{ grounds: ground }]),
    ...registeredBetween(from, to),
    // A4: overdue is what is still open; the day itself is in time
    ...(overdueOn === undefined ? [] : [{ state: oneOf(open) }, { dueKey: { $lt: overdueOn } }]),
    ...dueBetween(dueFrom, dueTo),
    ...(extended === undefined ? [] : [{ 'row.extendedBy': extended ? { $gt: 0 } : 0 }]),
    ...(rescanAsked ? [{ rescanAsked }] : []),
    ...(after === undefined ? [] : [{ [field]: direction === 1 ? { $gt: opened(after) } : { $lt: opened(after) } }]),
  ];
  return together(conditions);
}

/** Both days included; left out they bound nothing. */
export function dueBetween(from?: Day, to?: Day): readonly Condition[] {
  return [
    ...(from === undefined ? [] : [{ dueKey: { $gte: from } }]),
    ...(to === undefined ? [] : [{ dueKey: { $lt: `${to}${LAST}` } }]),
  ];
}

/** Both days included; left out they bound nothing. */
export function registeredBetween(from?: Day, to?: Day): readonly Condition[] {
  return [
    ...(from === undefined ? [] : [{ place: { $gte: firstPlaceOn(from) } }]),
    ...(to === undefined ? [] : [{ place: { $lt: `${firstPlaceOn(to)}${LAST}` } }]),
  ];
}

/** What lies in a tray; `mine` and `sign` are the person's own and of those the person stands in for. */
export function trayFilter(tray: Tray, { person, standsFor }: Scope, open: readonly string[]): Condition {
  const own = oneOf([person, ...standsFor]);
  switch (tray) {
    case 'incoming':
      return { state: 'registered' };
    case 'assignment':
      return { state: 'routed' };
    case 'mine':
      return { hands: own, state: oneOf(open) };
    case 'approval':
      return { state: 'approval' };
    case 'sign':
      return { state: 'signing', signatory: own };
    case 'dispatch':
      // failed ones stay signed, bounced ones are signed again; copies fail beside
      return { undelivered: true };
    case 'control':
      return { state: oneOf(open) };
  }
}

/** domain/access `maySee`, as a condition on the index `sight`. */
export function seenBy({ all, offices, units, person, standsFor }: Scope): readonly Condition[] {
  if (all) return [];
  const own = [person, ...standsFor].map((each) => `p:${each}`);
  return [{ sight: oneOf([...offices.map((each) => `o:${each}`), ...units.map((each) => `u:${each}`), ...own]) }];
}

/** One flat filter where the fields differ; planners read it best. */
export function together(conditions: readonly Condition[]): LetterFilter {
  const flat: Record<string, unknown> = {};
  const more: Condition[] = [];
  for (const [field, condition] of conditions.flatMap((each) => Object.entries(each))) {
    const known = flat[field];
    if (known === undefined) flat[field] = condition;
    else if (isRange(known) && isRange(condition) && !Object.keys(condition).some((each) => each in known)) {
      flat[field] = { ...known, ...condition };
    } else more.push({ [field]: condition });
  }
  return (more.length === 0 ? flat : { ...flat, $and: more }) as LetterFilter;
}

/** The token that a page is continued with. */
export function closed(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function opened(after: string): string {
  return Buffer.from(after, 'base64url').toString();
}

function oneOf(values: readonly string[]): unknown {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? first : { $in: [first, ...others] };
}

function isRange(condition: unknown): condition is Record<string, string> {
  return typeof condition === 'object' && condition !== null && Object.keys(condition).every((each) => /^\$[gl]te?$/.test(each));
}
