import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMAND_TYPES, type Command } from '../../../src/domain/command.ts';
import { decide, objections } from '../../../src/domain/decide.ts';
import { NotAllowed } from '../../../src/domain/errors.ts';
import type { LetterEvent } from '../../../src/domain/event.ts';
import { evolve, replay } from '../../../src/domain/evolve.ts';
import { FIELDS } from '../../../src/domain/fields.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import { GROUND_IDS } from '../../../src/language/finding.ts';
import {
  approved,
  asked,
  assigned,
  beginning,
  confirmed,
  copy,
  copyFailed,
  copyQueued,
  dispatch,
  draft,
  drafted,
  earlierAnswer,
  examined,
  extended,
  interim,
  leftUnanswered,
  notice,
  refused,
  registered,
  rendered,
  rerouted,
  returned,
  returnedOn,
  sendAsked,
  sent,
  signed,
  signedCopy,
  submitted,
  upTo,
} from '../../support/done.ts';
import { type Asked, given } from '../../support/given.ts';
import { card, detection, examination, facts, NOBODY, registration, staff, standard } from '../../support/house.ts';
import { runs } from '../../support/properties.ts';

/** Every command with some good and some bad fields. */
const commands: fc.Arbitrary<Command> = fc.oneof(
  ...[
    fc.constant({ type: 'register' as const, registration: registration() }),
    fc.constant({ type: 'arrive_again' as const, arrival: registration().arrival }),
    fc.constant({
      type: 'recognised' as const,
      text: 'Просим.',
      legibility: { legible: 'legible' as const, score: 1, reasons: [], pages: [] },
    }),
    fc.subarray([...GROUND_IDS]).map((grounds) => ({
      type: 'examine' as const,
      examination: examination({ detections: grounds.map((each) => detection(each, 0.9)) }),
    })),
    fc
      .constantFrom('billing', 'chancery', 'f02-legal', 'none')
      .map((unit) => ({ type: 'confirm_card' as const, card: card(), unit })),
    fc.constant({ type: 'amend_card' as const, card: card({ kind: 'complaint', correspondent: NOBODY }) }),
    fc.constantFrom('', 'ЦО-2026/000009').map((to) => ({ type: 'supplement' as const, to })),
    fc.constantFrom('', 'реклама').map((reason) => ({ type: 'set_aside' as const, reason })),
    fc.constantFrom('billing', 'metering', 'none').map((unit) => ({ type: 'reroute' as const, unit, reason: 'не наш' })),
    fc.constantFrom('testov', 'primerov', 'nobody').map((executor) => ({ type: 'assign' as const, executor })),
    fc.constantFrom('testov', 'obraztsova').map((each) => ({ type: 'name_complained_of' as const, people: [each] })),
    fc.integer({ min: -1, max: 20 }).map((days) => ({ type: 'extend' as const, days, reason: 'ждём данные' })),
    fc.constantFrom('upravlentsev', 'testov').map((signatory) => ({ type: 'draft' as const, draft: draft({ signatory }) })),
    fc.constantFrom('submit' as const, 'approve' as const, 'sign' as const).map((type) => ({ type })),
    fc.constant({ type: 'return_draft' as const, remark: 'исправить' }),
    fc.constant(rendered().command),
    fc.constant(signedCopy().command),
    fc.constantFrom({ type: 'send' as const }, { type: 'send' as const, to: 'x' }),
    fc.constantFrom({ type: 'sent' as const, dispatch }, { type: 'send_failed' as const, dispatch }),
    fc.constantFrom('post' as const, 'in-person' as const).map((channel) => ({ type: 'hand_over' as const, channel })),
    fc.constant({ type: 'bounced' as const, reason: 'нет ящика' }),
    fc.constantFrom(...GROUND_IDS).map((ground) => ({ type: 'refuse' as const, ground, reason: 'проверено' })),
    fc.constantFrom(...GROUND_IDS).map((ground) => ({ type: 'leave_unanswered' as const, ground, reason: 'проверено' })),
    fc.constantFrom(...GROUND_IDS).map((ground) => ({ type: 'dismiss_ground' as const, ground, reason: 'проверено' })),
    fc.constant({ type: 'reopen' as const, reason: 'новое' }),
    fc.constant({ type: 'object' as const, reason: 'не согласен' }),
    fc.constantFrom('01-05', '00').map((dossier) => ({ type: 'close' as const, dossier })),
  ].map((each) => each as fc.Arbitrary<Command>),
);

const actors = fc.constantFrom(
  'system',
  'zhurnalova',
  'zaveduyuscheva',
  'obraztsova',
  'testov',
  'upravlentsev',
  'podpisantov',
  'pravilov',
  'adminov',
);
const days = fc.constantFrom('2026-11-23', '2026-12-14', '2026-12-15');
const starts = fc.constantFrom<readonly Asked[]>(
  [registered()],
  upTo.assigned,
  upTo.approval,
  upTo.signing,
  upTo.signed,
  upTo.sent,
);
const walks = fc.array(fc.tuple(commands, actors, days), { minLength: 1, maxLength: 12 });

describe('decide and objections are one', () => {
  it('decide throws exactly when there is an objection, on any walk; and the history makes the same letter', () => {
    fc.assert(
      fc.property(starts, walks, (start, walk) => {
        const story = given(...start);
        const history: LetterEvent[] = [...story.history()];
        let letter: Letter = story.letter();
        for (const [command, login, today] of walk) {
          const known = facts(login, { today, outgoingNumber: 'ЦО-И-2026/000001', notice, earlierAnswer });
          const reasons = objections(standard, letter, command, known);
          if (reasons.length > 0) {
            expect(() => decide(standard, letter, command, known)).toThrow(NotAllowed);
            expect(reasons.every((reason) => /[.…]$/.test(reason) && !/undefined|null|\.\./.test(reason))).toBe(true);
            continue;
          }
          const { events } = decide(standard, letter, command, known);
          history.push(...events);
          letter = events.reduce<Letter | null>(evolve, letter) ?? letter;
          expect(standard.workflow.states.map(({ id }) => id)).toContain(letter.state);
        }
        expect(replay(history)).toEqual(letter);
        expect(replay(JSON.parse(JSON.stringify(history)))).toEqual(letter);
      }),
      { numRuns: runs(100) },
    );
  });

  it('4.2: on no walk does the one complained of stay executor and go on writing, approving or signing', () => {
    const deeds = ['drafted', 'approved', 'signed', 'extended', 'ground_confirmed', 'assigned'];
    fc.assert(
      fc.property(starts, walks, (start, walk) => {
        let letter: Letter = given(...start).letter();
        for (const [command, login, today] of walk) {
          const known = facts(login, { today, outgoingNumber: '1', notice, earlierAnswer });
          if (objections(standard, letter, command, known).length > 0) continue;
          const { events } = decide(standard, letter, command, known);
          const guilty = events.filter(({ type, by }) => deeds.includes(type) && letter.complainedOf.includes(by));
          expect(guilty).toEqual([]);
          letter = events.reduce<Letter | null>(evolve, letter) ?? letter;
        }
      }),
      { numRuns: runs(50) },
    );
  });

  it('8.2.3: before it is registered, nothing can be done with a letter', () => {
    expect(objections(standard, null, { type: 'submit' }, facts('testov'))).toEqual([
      'Карточки ещё нет. Сначала зарегистрируйте обращение (п. 8.2.3).',
    ]);
    expect(() => evolve(null, { type: 'submitted', at: '', by: 'testov' })).toThrow("must begin with 'registered'");
    expect(() => replay([])).toThrow('empty history');
  });

  it('a reason says where the letter is and where the step is possible', () => {
    expect(objections(standard, given(registered()).letter(), { type: 'submit' }, facts('testov'))).toEqual([
      'Сейчас обращение в состоянии «Зарегистрировано». Этот шаг возможен в состоянии «На исполнении» (п. 8.4.5).',
    ]);
    const letter = given(...upTo.assigned).letter();
    expect(
      objections(standard, letter, { type: 'rendered', document: registration().originals[0] ?? fail() }, facts('testov'))[0],
    ).toMatch(/«Подписано»/);
  });

  it('what the policy strikes from `does` does not happen', () => {
    const silent = {
      ...standard,
      workflow: {
        ...standard.workflow,
        transitions: standard.workflow.transitions.map((line) =>
          line.name === 'register' ? { ...line, does: ['examine'] } : line,
        ),
      },
    };
    expect(decide(silent, null, registered().command, facts('system')).effects).toEqual([{ type: 'examine' }]);
  });

  it('the administrator sets the house up and handles no letters', () => {
    for (const way of [[registered()], upTo.assigned, upTo.signing, upTo.signed, upTo.sent]) {
      expect(
        given(...way)
          .options('adminov')
          .filter(({ allowed }) => allowed),
      ).toEqual([]);
    }
  });
});

describe('every line of the regulation is walked', () => {
  const abusive = [registered(), examined({ detections: [detection('abuse', 0.9)] }), confirmed()];
  const anonymous = registered({ card: card({ correspondent: NOBODY }) });
  const setAside = asked('zhurnalova', { type: 'set_aside', reason: 'реклама' });
  const closed = asked('zhurnalova', { type: 'close', dossier: '01-05' });
  const bounced = asked('zhurnalova', { type: 'bounced', reason: 'возврат' });
  const reopen = asked('zaveduyuscheva', { type: 'reopen', reason: 'новое' });
  const objection = asked('zhurnalova', { type: 'object', reason: 'текст читается' });
  const refusedAndSent = [...abusive, refused('abuse'), signed(), rendered(), sendAsked(), sent()];
  const supplement = asked('zhurnalova', { type: 'supplement', to: 'ЦО-2026/000007' });
  const silence = leftUnanswered('no-contacts', 'zaveduyuscheva');

  /** One example for each way from a state by a line that changes the state. */
  const ways: Readonly<Record<string, readonly [readonly Asked[], Asked]>> = {
    'null register registered': [[], registered()],
    'registered confirm_card routed': [[registered(), examined()], confirmed()],
    'registered supplement supplement': [[registered()], supplement],
    'registered set_aside set_aside': [[registered()], setAside],
    'assigned reroute routed': [upTo.assigned, rerouted('metering', 'testov')],
    'routed reroute routed': [[registered(), confirmed()], rerouted('metering')],
    'routed assign assigned': [[registered(), confirmed()], assigned()],
    'assigned assign assigned': [upTo.assigned, assigned('primerov')],
    'assigned submit approval': [upTo.approval.slice(0, -1), submitted()],
    'approval approve signing': [upTo.approval, approved()],
    'signing approve signing': [[...upTo.assigned, refused('confidential')], approved('pravilov')],
    'approval return_draft assigned': [upTo.approval, returned('obraztsova')],
    'signing return_draft assigned': [upTo.signing, returned('upravlentsev')],
    'signing sign signed': [upTo.signing, signed()],
    'signed sent sent': [[...upTo.signed, sendAsked()], sent()],
    'signed hand_over sent': [upTo.signed, asked('zhurnalova', { type: 'hand_over', channel: 'in-person' })],
    'sent bounced signed': [upTo.sent, bounced],
    'closed bounced signed': [[...upTo.sent, closed], bounced],
    'sent close closed': [upTo.sent, closed],
    'registered refuse signing': [abusive.slice(0, 2), refused('abuse', 'zaveduyuscheva')],
    'routed refuse signing': [abusive, refused('abuse')],
    'assigned refuse signing': [[...abusive, assigned()], refused('abuse')],
    'approval refuse signing': [upTo.approval, refused('abuse')],
    'registered leave_unanswered refused': [[anonymous, examined()], silence],
    'routed leave_unanswered refused': [abusive, leftUnanswered('abuse')],
    'assigned leave_unanswered refused': [upTo.assigned, leftUnanswered('abuse')],
    'approval leave_unanswered refused': [upTo.approval, leftUnanswered('abuse')],
    'refused reopen routed': [[anonymous, examined(), silence], reopen],
    'supplement reopen routed': [[registered(), supplement], reopen],
    'set_aside reopen routed': [[registered(), setAside], reopen],
    'refused object routed': [[anonymous, examined(), silence], objection],
    'sent object routed': [[...refusedAndSent], objection],
    'closed object routed': [[...refusedAndSent, closed], objection],
    'closed reopen routed': [[...upTo.sent, closed], reopen],
  };

  it.each(Object.entries(ways))('%s', (way, [done, last]) => {
    const [from, name, to] = way.split(' ');
    const before = done.length === 0 ? 'null' : given(...done).letter().state;
    const after = given(...done, last).letter().state;
    expect([before, last.command.type, after]).toEqual([from, name, to]);
  });

  it('no line that changes the state is without an example', () => {
    const lines = standard.workflow.transitions.flatMap(({ name, from, to }) =>
      to === null ? [] : (from.length === 0 ? ['null'] : from).map((each) => `${each} ${name} ${to}`),
    );
    expect(Object.keys(ways).sort()).toEqual(lines.sort());
  });

  it('lines that leave the state as it is are walked in each of their states', () => {
    const inState: Readonly<Record<string, readonly Asked[]>> = {
      registered: [registered(), examined()],
      routed: [registered(), examined(), confirmed()],
      ...upTo,
      closed: [...upTo.sent, closed],
      refused: [anonymous, silence],
      supplement: [registered(), supplement],
      set_aside: [registered(), setAside],
    };
    const withAbuse = (way: readonly Asked[]) =>
      way.flatMap((each) =>
        each.command.type === 'register'
          ? [each, examined({ detections: [detection('abuse', 0.9)] })]
          : each.command.type === 'examine'
            ? []
            : [each],
      );
    /** An interim answer went out before. */
    const afterInterim = (way: readonly Asked[]): readonly Asked[] => [
      ...upTo.assigned,
      ...interim,
      ...way.slice(upTo.assigned.length),
    ];
    const onPaper = (way: readonly Asked[]): readonly Asked[] =>
      way.map((each) =>
        each.command.type === 'register'
          ? { ...each, command: { ...each.command, registration: { ...each.command.registration, channel: 'post' } } }
          : each,
      );
    const quiet: Readonly<Record<string, (state: string) => Asked>> = {
      arrive_again: () => asked('system', { type: 'arrive_again', arrival: { ...registration().arrival, key: 'another' } }),
      recognised: () =>
        asked('system', {
          type: 'recognised',
          text: 'Просим.',
          legibility: { legible: 'legible', score: 1, reasons: [], pages: [] },
        }),
      examine: () => examined(),
      join_addition: () =>
        asked('system', {
          type: 'join_addition',
          addition: { id: 'other', number: 'ЦО-2026/000009', registeredOn: '2026-11-24', subject: 'Ещё', parts: [] },
        }),
      amend_card: () => asked('zhurnalova', { type: 'amend_card', card: card({ sheets: 3 }) }),
      name_complained_of: () => asked('zhurnalova', { type: 'name_complained_of', people: ['otzyvov'] }),
      extend: () => extended(3),
      give_notice: () => asked('zhurnalova', { type: 'give_notice', channel: 'post' }),
      hurry: () => asked('kontroleva', { type: 'hurry' }),
      draft: () => asked('testov', { type: 'draft', draft: draft() }),
      rendered: () => rendered(),
      ask_rescan: () => asked('zhurnalova', { type: 'ask_rescan' }),
      rescanned: () =>
        asked('system', {
          type: 'rescanned',
          files: [{ hash: 'd'.repeat(64), name: 'luchshe.pdf', type: 'application/pdf', size: 90_000 }],
          broughtBy: 'zhurnalova',
        }),
      signed_copy: () => signedCopy(),
      send: () => sendAsked(),
      send_copy: () => asked('zhurnalova', { type: 'send_copy' }),
      sending: () => beginning(1),
      send_unsure: () => asked('system', { type: 'send_unsure', n: 1, unsure: 1, error: 'Connection closed unexpectedly' }),
      copy_sent: () => asked('system', { type: 'copy_sent', dispatch: copy }),
      copy_bounced: () => asked('system', { type: 'copy_bounced', reason: '550', messageId: '<reply-1-2@tbek.example>' }),
      earlier_bounced: () => asked('system', { type: 'earlier_bounced', reason: '550', messageId: dispatch.messageId ?? '' }),
      read: () => asked('system', { type: 'read', messageId: dispatch.messageId ?? '' }),
      waive_copy: () => asked('zhurnalova', { type: 'waive_copy', reason: 'другого адреса нет' }),
      send_failed: () => copyFailed,
      dismiss_ground: () => asked('zhurnalova', { type: 'dismiss_ground', ground: 'abuse', reason: 'резкая критика' }),
      settle_note: () => asked('testov', { type: 'settle_note', note: '1', done: true }),
    };
    const before: Readonly<Record<string, (state: string) => readonly Asked[]>> = {
      copy_sent: copyQueued,
      give_notice: () => [
        asked('zhurnalova', {
          type: 'amend_card',
          card: card({ correspondent: { ...card().correspondent, email: null, address: 'ул. Лесная, 1' } }),
        }),
        extended(3),
      ],
      copy_bounced: (state) => [...copyQueued(state), beginning(2)],
      send_failed: copyQueued,
      waive_copy: (state) => [...copyQueued(state), copyFailed],
      settle_note: () => [drafted(), submitted(), returnedOn('Благодарим')],
    };
    const lines = standard.workflow.transitions.filter(({ to }) => to === null);
    expect(lines.map(({ name }) => name).sort()).toEqual(Object.keys(quiet).sort());
    for (const { name, from } of lines) {
      for (const state of from) {
        const plain = inState[state] ?? fail();
        const came = name === 'ask_rescan' ? onPaper(plain) : name === 'earlier_bounced' ? afterInterim(plain) : plain;
        const way = [...withAbuse(came), ...(before[name]?.(state) ?? [])];
        const last = quiet[name]?.(state) ?? fail();
        expect([name, given(...way).letter().state, given(...way, last).letter().state]).toEqual([name, state, state]);
      }
    }
  });
});

describe('options: the buttons of a letter', () => {
  it('are the lines of its state that people can use, in office order, each allowed or with reasons', () => {
    const choices = given(...upTo.assigned).options('testov');
    expect(choices.map(({ command }) => command)).toEqual(
      [
        'ask_rescan',
        'amend_card',
        'reroute',
        'assign',
        'name_complained_of',
        'extend',
        'give_notice',
        'hurry',
        'draft',
        'submit',
        'settle_note',
        'refuse',
        'leave_unanswered',
        'dismiss_ground',
      ].sort((a, b) => order(a) - order(b)),
    );
    expect(choices.every(({ allowed, reasons }) => allowed === (reasons.length === 0))).toBe(true);
    expect(choices.filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(
      ['amend_card', 'name_complained_of', 'reroute', 'draft', 'dismiss_ground'].sort((a, b) => order(a) - order(b)),
    );
    expect(choices.find(({ command }) => command === 'extend')).toMatchObject({ clause: '8.2.5', asks: ['days', 'reason'] });
  });

  it('a button is enabled exactly when some fields would be obeyed', () => {
    const head = given(...upTo.assigned).options('obraztsova');
    expect(head.find(({ command }) => command === 'extend')?.allowed).toBe(true);
    expect(given(...upTo.assigned).when(extended(3)).reasons).toEqual([]);
    const signing = given(...upTo.signing)
      .options('upravlentsev')
      .find(({ command }) => command === 'sign');
    expect(signing?.allowed).toBe(true); // the number comes only with the signature
  });

  it('ask for fields that the command has', () => {
    for (const { name, asks } of standard.workflow.transitions) expect(FIELDS[name]).toEqual(expect.arrayContaining([...asks]));
    expect(standard.workflow.transitions.map(({ name }) => name).sort()).toEqual([...COMMAND_TYPES].sort());
    expect(staff.length).toBeGreaterThan(50);
  });

  function order(name: string): number {
    return standard.workflow.transitions.findIndex((each) => each.name === name);
  }
});

function fail(): never {
  throw new Error('the example is missing');
}
