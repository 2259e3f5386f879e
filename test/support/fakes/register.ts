/** The read model in memory, over the letters of a fake. Trusted because it passes test/contract/register.contract.ts. */
import { maySee } from '../../../src/domain/access.ts';
import type { TermGroup } from '../../../src/domain/discipline.ts';
import { awaitsDispatch, dispatchesOf } from '../../../src/domain/dispatches.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import { correspondentKeys, isOnMerits } from '../../../src/domain/likeness.ts';
import type { Workflow } from '../../../src/domain/standard.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import { type Register, type RegisterQuery, type Scope, TRAYS, type Tray } from '../../../src/office/ports/register.ts';
import { plainFaceOf } from '../../../src/store/letter-face.ts';
import { bareId, questionOf, wordsOf } from '../../../src/store/words.ts';

export function fakeRegister(all: () => readonly Stored<Letter>[], { states }: Pick<Workflow, 'states'>): Register {
  const open = new Set(states.filter((state) => state.open).map(({ id }) => id));
  const values = () => all().map(({ value }) => value);
  const visible = (query: RegisterQuery) => values().filter((letter) => fits(letter, query, open));
  return {
    async page(query) {
      const found = visible(query).sort(ORDER[query.order ?? 'newest']);
      const start = query.after ? found.findIndex(({ id }) => id === query.after) + 1 : 0;
      const items = found.slice(start, start + query.limit);
      const next = start + query.limit < found.length ? (items.at(-1)?.id ?? null) : null;
      return { items: items.map((letter) => plainFaceOf(letter, []).row), next };
    },
    async counts(scope) {
      const count = (tray: Tray) => [tray, visible({ scope, tray, limit: 0 }).length];
      return Object.fromEntries(TRAYS.map(count)) as Record<Tray, number>;
    },
    async idOf(number) {
      return values().find((each) => each.number === number)?.id ?? null;
    },
    async thread(messageIds) {
      const asked = new Set(messageIds.map(bareId));
      const carries = (ids: readonly (string | null | undefined)[]) => ids.some((id) => id && asked.has(bareId(id)));
      return all()
        .map(({ value, history }) => {
          const replies = [...value.earlierReplies, value.reply].flatMap((each) =>
            (each ? dispatchesOf(each) : []).map(({ messageId }) => messageId),
          );
          const notices = history.map((event) => (event.type === 'notified' ? event.messageId : null));
          return { value, isReply: carries(replies), isLetter: carries([value.mail?.messageId, ...notices]) };
        })
        .filter(({ isReply, isLetter }) => isReply || isLetter)
        .sort((a, b) => ORDER.newest(a.value, b.value))
        .map(({ value, isReply }) => ({ id: value.id, number: value.number, isReply }));
    },
    async earlier(keys, before, limit) {
      const same = (letter: Letter) => {
        const own = correspondentKeys(letter.card);
        return (['email', 'contract', 'inn', 'phone', 'name'] as const).some((key) => keys[key] && keys[key] === own[key]);
      };
      return values()
        .filter((letter) => letter.receivedAt < before && same(letter))
        .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
        .slice(0, limit)
        .map((letter) => {
          const answer = letter.reply?.sentOn ? letter.reply : (letter.earlierReplies.at(-1) ?? letter.reply);
          return {
            id: letter.id,
            number: letter.number,
            subject: letter.card.subject,
            text: letter.text,
            registeredOn: letter.registeredOn,
            state: letter.state,
            outgoingNumber: answer?.outgoingNumber ?? null,
            sentOn: answer && isOnMerits(answer.template) ? answer.sentOn : null,
            answerAuthor: answer?.author ?? null,
            attachmentHashes: letter.parts.map(({ hash }) => hash),
          };
        });
    },
    async terms({ scope, ...asked }) {
      return termGroups(visible({ scope, limit: 0, ...asked }));
    },
    async loads() {
      const loads: Record<string, number> = {};
      for (const { executor, state } of values()) if (executor && open.has(state)) loads[executor] = (loads[executor] ?? 0) + 1;
      return loads;
    },
  };
}

/** Letters with the same terms together, as the database groups them. */
function termGroups(letters: readonly Letter[]): readonly TermGroup[] {
  const groups = new Map<string, TermGroup>();
  for (const { executor, state, registeredOn, dueOn, reply, extendedBy } of letters) {
    const terms = { executor, state, registeredOn, dueOn, sentOn: reply?.sentOn ?? null, extendedBy };
    const key = JSON.stringify(terms);
    groups.set(key, { ...terms, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** Numbers of one width are compared as text; registered in one second and office they differ in nothing else. */
const place = ({ registeredOn, registeredAt, number }: Letter) =>
  `${registeredOn} ${registeredAt.slice(0, 19)} ${number.split('/').at(-1)}`;
const ORDER = {
  newest: (a: Letter, b: Letter) => place(b).localeCompare(place(a)),
  due: (a: Letter, b: Letter) => a.dueOn.localeCompare(b.dueOn) || place(a).localeCompare(place(b)),
  waiting: (a: Letter, b: Letter) => a.receivedAt.localeCompare(b.receivedAt) || place(a).localeCompare(place(b)),
};

function fits(letter: Letter, query: RegisterQuery, open: ReadonlySet<string>): boolean {
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
  } = query;
  const question = questionOf(q ?? '');
  const words = new Set(question?.length ? wordsOf(letter) : []);
  return (
    maySee(scope, letter) &&
    (tray === undefined || lies(letter, tray, scope, open)) &&
    (state === undefined || letter.state === state) &&
    (office === undefined || letter.office === office) &&
    (unit === undefined || letter.route?.unit === unit) &&
    (executor === undefined || letter.executor === executor) &&
    (channel === undefined || letter.channel === channel) &&
    (kind === undefined || letter.card.kind === kind) &&
    (ground === undefined || letter.findings.some((each) => each.ground === ground)) &&
    (from === undefined || letter.registeredOn >= from) &&
    (to === undefined || letter.registeredOn <= to) &&
    (overdueOn === undefined || (open.has(letter.state) && letter.dueOn < overdueOn)) &&
    (dueFrom === undefined || letter.dueOn >= dueFrom) &&
    (dueTo === undefined || letter.dueOn <= dueTo) &&
    (extended === undefined || letter.extendedBy > 0 === extended) &&
    (rescanAsked === undefined || !!letter.rescanAsked) &&
    question?.every((tokens) => tokens.some((token) => words.has(token))) === true
  );
}

function lies(letter: Letter, tray: Tray, { person, standsFor }: Scope, open: ReadonlySet<string>): boolean {
  const own = [person, ...standsFor];
  const states: Partial<Record<Tray, string>> = {
    incoming: 'registered',
    assignment: 'routed',
    approval: 'approval',
  };
  if (tray === 'dispatch') return awaitsDispatch(letter);
  if (tray === 'control') return open.has(letter.state);
  if (tray === 'sign') return letter.state === 'signing' && own.includes(letter.reply?.signatory ?? '');
  if (tray === 'mine')
    return open.has(letter.state) && [letter.executor ?? '', ...letter.coExecutors].some((each) => own.includes(each));
  return letter.state === states[tray];
}
