import { describe, expect, it } from '@jest/globals';
import { proposedRoute } from '../../../src/domain/steps/routing.ts';
import type { Lexicon } from '../../../src/language/lexicon.ts';
import { read } from '../../../src/language/reading.ts';
import { findIn } from '../../../src/language/wordlist.ts';
import { type Publishing, publishing } from '../../../src/office/publishing.ts';
import { standardInForce } from '../../../src/office/standard-in-force.ts';
import { ruleFiles } from '../../../src/standard/changed.ts';
import { fromRoot } from '../../../src/web/root.ts';
import { registered } from '../../support/done.ts';
import { fakeShelf } from '../../support/fakes/desk.ts';
import { given } from '../../support/given.ts';
import { person, standard } from '../../support/house.ts';

const files = ruleFiles(fromRoot('workflows'), fromRoot('templates/letters'));
const admin = person('adminov');
const moved = files
  .text('routing.yaml')
  .replace('rules:\n', 'rules:\n  - { name: Морские дела, topics: [], kinds: [], words: [причал], offices: [], unit: press }\n');

/** Engines on one database: they share the shelf and nothing else. */
function engines() {
  const shelf = fakeShelf();
  const audit: string[] = [];
  const engine = () => {
    const inForce = standardInForce(standard);
    const log: string[] = [];
    const learned: string[] = [];
    const lexicons: (Lexicon | null)[] = [];
    const made: Publishing = publishing({
      ruleFiles: files,
      shelf,
      inForce,
      taught: { renew: () => void learned.push('anew'), replace: (next) => void lexicons.push(next) },
      audit: { record: async ({ what, basis }) => void audit.push(`${what} ${basis}`) },
      clock: { now: () => new Date('2026-11-30T08:00:00Z') },
      log: (message) => void log.push(message),
    });
    const unitOf = (text: string) =>
      proposedRoute(inForce.standard, { ...given(registered()).letter(), kind: 'request', topics: [], text }).unit;
    return { ...made, inForce, log, learned, lexicons, unitOf };
  };
  return { shelf, audit, one: engine(), other: engine() };
}

describe('8.2.4: a published rule is in force without a restart', () => {
  it('here at once, on other engines with their next step, and every version is kept with who and when', async () => {
    const { one, other, audit } = engines();
    expect(one.unitOf('На причал нет света')).not.toBe('press');
    await one.publish('routing.yaml', moved, 0, admin);
    expect(one.unitOf('На причал нет света')).toBe('press');
    expect(one.inForce.standard.version).not.toBe(standard.version);
    expect(other.unitOf('На причал нет света')).not.toBe('press');
    await other.fresh();
    expect(other.unitOf('На причал нет света')).toBe('press');
    expect(other.text('routing.yaml')).toBe(moved);
    expect(other.inForce.standard.version).toBe(one.inForce.standard.version);
    expect(await other.versions('routing.yaml')).toMatchObject([{ version: 1, by: admin.id, content: moved }]);
    expect(audit).toEqual(['published_rules routing.yaml, редакция 1']);
  });

  it('8.2.6: so is a lexicon, on every engine; a faulty one is refused with its place', async () => {
    const { one, other } = engines();
    const file = files.text('lexicon/insults.yaml');
    await one.publish('lexicon/insults.yaml', file.replace('\nstrong: [', '\nstrong: [кракозябр*, '), 0, admin);
    await other.fresh();
    for (const { lexicons, inForce } of [one, other]) {
      const words = lexicons.at(-1)?.insults.words;
      expect(words && findIn(words, read('Вы кракозябры').words)).toMatchObject([{ value: 'strong' }]);
      expect(inForce.standard.version).not.toBe(standard.version);
    }
    const ring = files.text('lexicon/threats.yaml').replace('groups:\n', 'groups:\n  a: [$b]\n  b: [$a]\n');
    await expect(one.publish('lexicon/threats.yaml', ring, 0, admin)).rejects.toThrow(
      /lexicon\/threats\.yaml:\d+:\d+ {2}groups\.a: group "\$a" holds itself/,
    );
    const star = file.replace('\nweak: [', '\nweak: ["*", ');
    await expect(one.publish('lexicon/insults.yaml', star, 1, admin)).rejects.toThrow(
      /lexicon\/insults\.yaml:\d+:\d+ {2}weak\.0/,
    );
  });

  it('a faulty file is refused with its place, and the old one stays in force', async () => {
    const { one, shelf } = engines();
    const faulty = files.text('routing.yaml').replace('unit: quality', 'unit: qualty');
    await expect(one.publish('routing.yaml', faulty, 0, admin)).rejects.toThrow(/workflows\/routing\.yaml:\d+:\d+/);
    expect(await shelf.current('rules')).toEqual([]);
    expect(one.inForce.standard.version).toBe(standard.version);
  });

  it('what an older engine cannot read is logged once, and its old rules stay in force', async () => {
    const { other, shelf } = engines();
    await shelf.put({
      kind: 'rules',
      id: 'grounds.yaml',
      version: 1,
      content: 'abuse: {}',
      by: admin.id,
      at: '2026-11-30T08:00:00Z',
    });
    await other.fresh();
    await other.fresh();
    expect(other.log).toEqual([
      expect.stringMatching(/faulty here, the old rules stay in force: workflows\/grounds\.yaml:\d+:\d+/),
    ]);
    expect(other.inForce.standard.grounds).toEqual(standard.grounds);
  });

  it('only the administrator publishes, and not over a version that he has not seen', async () => {
    const { one, other } = engines();
    await expect(one.publish('routing.yaml', moved, 0, person('zhurnalova'))).rejects.toThrow(/администратор/);
    await one.publish('routing.yaml', moved, 0, admin);
    await expect(other.publish('routing.yaml', files.text('routing.yaml'), 0, admin)).rejects.toThrow();
    expect(other.text('routing.yaml')).toBe(moved);
  });

  it('R4: a training reaches the other engines, which learn the lessons anew once', async () => {
    const { one, other } = engines();
    await one.trained(admin);
    await Promise.all([one.fresh(), other.fresh()]);
    await other.fresh();
    expect([one.learned, other.learned]).toEqual([[], ['anew']]);
  });

  it('the Standard in force reads like any other and cannot be written to', () => {
    const { one } = engines();
    expect({ ...one.inForce.standard }).toEqual({ ...standard });
    expect(() => Object.assign(one.inForce.standard, { version: 'x' })).toThrow();
  });
});
