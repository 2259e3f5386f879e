import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/domain/decide.ts';
import { replay } from '../../../src/domain/evolve.ts';
import { GROUND_IDS, type GroundId } from '../../../src/language/finding.ts';
import { asked, confirmed, examined, registered } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, detection, examination, facts, NOBODY, registration, standard } from '../../support/house.ts';

const unknownSender = registered({ card: card({ correspondent: NOBODY }) });
const found = (...grounds: readonly GroundId[]) => grounds.map((each) => detection(each, 0.9));

describe('8.2.6–8.2.10: examination proposes, it decides nothing', () => {
  it('8.2.6, 8.2.7, 8.2.8, 8.2.9, 8.2.10: each proposal carries its clause and its evidence, in the order of the clauses', () => {
    const letter = given(unknownSender)
      .when(examined({ detections: found(...GROUND_IDS).reverse() }))
      .thenHappens(['examined']);
    expect(letter.findings.map(({ clause }) => clause)).toEqual(['8.2.6', '8.2.7', '8.2.8', '8.2.9', '8.2.10']);
    expect(letter.findings.every(({ decision, evidence }) => decision === 'open' && evidence.length === 1)).toBe(true);
    expect(letter.state).toBe('registered');
    expect(letter.refusal).toBeNull();
  });

  it('8.2.6: what lies under the threshold of the policy is no proposal', () => {
    const letter = given(registered())
      .when(examined({ detections: [detection('abuse', 0.49), detection('confidential', 0.5)] }))
      .letter();
    expect(letter.findings.map(({ ground }) => ground)).toEqual(['confidential']);
  });

  it('8.2.6: of two detections of a ground the surer one is shown', () => {
    const detections = [detection('abuse', 0.6, { category: 'insult' }), detection('abuse', 0.95, { category: 'threat' })];
    const [finding] = given(registered()).when(examined({ detections })).letter().findings;
    expect(finding).toMatchObject({ score: 0.95, category: 'threat' });
  });

  it('8.2.10: the address of the sender is contact data, so the ground is not proposed (A16)', () => {
    expect(
      given(registered())
        .when(examined({ detections: found('no-contacts') }))
        .letter().findings,
    ).toEqual([]);
    const phoneInText = examined({
      detections: found('no-contacts'),
      contacts: { emails: [], phones: ['+70000000000'], addresses: [], contracts: [] },
    });
    expect(given(unknownSender).when(phoneInText).letter().findings).toEqual([]);
  });

  it('8.2.7: a mail with nothing to read is proposed for it; one whose subject or files say something is not', () => {
    const came = (letter: Parameters<typeof registration>[0]) =>
      given(registered({ text: '', textSource: 'none', ...letter }))
        .when(examined())
        .letter()
        .findings.map(({ ground }) => ground);
    const remarks = ['В письме нет ни темы, ни текста, ни вложений.'];
    expect(came({ remarks })).toEqual(['illegible']);
    expect(came({ remarks: [] })).toEqual([]);
    expect(came({ remarks, parts: [{ index: 0, name: 'счёт.pdf', type: 'application/pdf', size: 10, hash: 'a' }] })).toEqual([]);
    expect(came({ remarks, text: 'Прошу сделать перерасчёт.' })).toEqual([]);
  });

  it('8.2.7: a locked mail is proposed for it unless it says something in clear; a signed one is not', () => {
    const came = (what: 'signed' | 'encrypted', text: string) =>
      given(registered({ text, parts: [], seal: { kind: 'smime', what, by: null } }))
        .when(examined())
        .letter()
        .findings.map(({ ground }) => ground);
    expect(came('encrypted', '')).toEqual(['illegible']);
    expect(came('encrypted', 'Прошу сделать перерасчёт, подробности во вложении.')).toEqual([]);
    expect(came('signed', '')).toEqual([]);
  });

  it('8.2.7: a scan that cannot be read is proposed for it; one that is only doubtful is not', () => {
    const read = (legible: 'illegible' | 'doubtful' | 'empty') =>
      given(
        registered(),
        asked('system', { type: 'recognised', text: '', legibility: { legible, score: 0.2, reasons: [], pages: [] } }),
      )
        .when(examined())
        .letter()
        .findings.map(({ ground }) => ground);
    expect(read('illegible')).toEqual(['illegible']);
    expect(read('empty')).toEqual(['illegible']);
    expect(read('doubtful')).toEqual([]);
  });

  it('4.2: what a person has decided stays decided when the text is examined anew', () => {
    const dismissed = asked('zhurnalova', { type: 'dismiss_ground', ground: 'abuse', reason: 'резкая критика' });
    const letter = given(registered(), examined({ detections: found('abuse') }), dismissed)
      .when(examined({ detections: found('abuse') }))
      .letter();
    expect(letter.findings).toMatchObject([{ ground: 'abuse', decision: 'dismissed' }]);
  });

  it('9.3: kind and topic fill the card until a clerk has confirmed it, not after', () => {
    const complaint = examined({ kind: 'complaint', topics: [{ id: 'debt', score: 0.7 }] });
    expect(given(registered()).when(complaint).letter()).toMatchObject({
      card: { kind: 'complaint', topic: 'debt' },
      route: { unit: 'debt' },
    });
    expect(given(registered(), examined(), confirmed()).when(complaint).letter()).toMatchObject({
      card: { kind: 'request', topic: 'billing' },
      route: { unit: 'billing' },
    });
  });

  it('8.2.6: a policy may make a ground automatic; then the engine is asked to act, with a notice or without', () => {
    const grounds = standard.grounds.map((each) => ({ ...each, decision: 'automatic' as const }));
    const policy = { ...standard, grounds };
    const letter = replay(
      decide(
        policy,
        null,
        { type: 'register', registration: registration({ card: card({ correspondent: NOBODY }) }) },
        facts('system'),
      ).events,
    );
    const detections = [
      detection('abuse', 0.9, { category: 'threat' }),
      detection('repeat', 0.9, { repeatOf: 'letter-0' }),
      detection('no-contacts', 0.9),
    ];
    const { effects } = decide(policy, letter, { type: 'examine', examination: examination({ detections }) }, facts('system'));
    expect(effects).toEqual([
      { type: 'decide_ground', ground: 'abuse', answered: false, repeatOf: null },
      { type: 'decide_ground', ground: 'repeat', answered: true, repeatOf: 'letter-0' },
      { type: 'decide_ground', ground: 'no-contacts', answered: false, repeatOf: null },
    ]);
  });
});
