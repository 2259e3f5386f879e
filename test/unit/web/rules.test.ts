import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flowPicture } from '../../../src/web/flow.ts';
import { comparedHtml } from '../../../src/web/highlight-compared.ts';
import { standard } from '../../support/house.ts';
import { type Browser, letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
let clerk: Browser;
let head: Browser;

beforeAll(async () => {
  house = await webHouse();
  clerk = await house.as('zhurnalova');
  head = await house.as('zaveduyuscheva');
});
afterAll(() => house.close());

describe('the screen of the rules', () => {
  it('8.2: shows the way of a letter as a picture with every state, and the tables of grounds and routes', async () => {
    const { status, text } = await clerk.get('/rules');
    expect(status).toBe(200);
    for (const { label } of standard.workflow.states) expect(flowPicture(standard)).toContain(`>${label}<`);
    expect(text).toContain('<svg class="flow"');
    for (const { label } of standard.grounds) expect(text).toContain(label);
    for (const { name } of standard.routing.rules.slice(0, 3)) expect(text).toContain(name);
    expect(house.logged).toEqual([]);
  });

  it('8.2.6: an example tells which rule fired, by which words, and where the letter would go', async () => {
    await clerk.get('/rules');
    const text = 'Вы дебилы, провод оборван и лежит на дороге. Почему счёт за октябрь выше обычного?';
    const answer = await clerk.post('/rules/try', { text, subject: '', from: 'a@pochta.example', office: 'ЦО', earlier: '' });
    expect(answer.text).toMatch(/fired g-abuse/);
    expect(answer.text).toContain('оскорбление: «дебилы»');
    expect(answer.text).toContain('передать диспетчеру');
    expect(answer.text).toContain('<li>Почему счёт за октябрь выше обычного?</li>');
    expect(answer.text).toMatch(/строка \d+ «/);
  });

  it('8.2.6: a clerk’s «это не оскорбление» is listed, in force at once, and can be taken back', async () => {
    const proposed = async () => {
      await clerk.get('/rules');
      return (await clerk.post('/rules/try', { text: 'Вы болваны, верните деньги.', office: 'ЦО' })).text.includes(
        'fired g-abuse',
      );
    };
    expect(await proposed()).toBe(true);
    expect((await clerk.post('/rules/allow', { words: 'Болваны' })).status).toBe(303);
    expect((await clerk.get('/rules')).text).toContain('<b>болваны</b>');
    expect(await proposed()).toBe(false);
    await clerk.post('/rules/forbid', { words: 'болваны' });
    expect(await proposed()).toBe(true);
  });

  it('5.6: a changed file is checked with its places, then compared with last month’s letters; clerks may not', async () => {
    await head.get('/rules');
    const file = house.office.rules.text('routing.yaml');
    const faulty = await head.post('/rules/change', {
      file: 'routing.yaml',
      text: file.replace('unit: quality', 'unit: kwality'),
    });
    expect(faulty.text).toMatch(/workflows\/routing\.yaml:\d+:\d+ {2}rules\[0\]\.unit: unknown unit &quot;kwality&quot;/);
    await head.get('/rules');
    const changed = file.replace(
      'topics: [billing], kinds: [], words: [], offices: [], unit: billing',
      'topics: [billing], kinds: [], words: [], offices: [], unit: metering',
    );
    expect(changed).not.toBe(file);
    const started = await head.post('/rules/change', { file: 'routing.yaml', text: changed });
    const id = /\/rules\/runs\/([0-9a-f-]+)/.exec(started.text)?.[1] ?? '';
    for (let tries = 0; tries < 3000 && house.office.rules.run(id).state === 'running'; tries += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { text } = await head.get(`/rules/runs/${id}`);
    expect(text).toContain('Отдел расчётов → Отдел учёта электроэнергии');
    expect(text).not.toContain('hx-trigger');
    await clerk.get('/rules');
    expect((await clerk.post('/rules/change', { file: 'routing.yaml', text: changed })).status).toBe(409);
  });

  it('8.2.6: a word added to the lexicon is refused with its place when faulty, compared, published, and in force for the next letter', async () => {
    const admin = await house.as('adminov');
    await admin.get('/rules');
    const said = async () => {
      const body = { text: 'Вы кракозябры!', subject: '', from: 'a@pochta.example', office: 'ЦО', earlier: '' };
      return (await admin.post('/rules/try', body)).text;
    };
    expect(await said()).not.toContain('кракозябры»');
    const name = 'lexicon/insults.yaml';
    const file = house.office.rules.text(name);
    expect((await admin.get(`/rules?file=${encodeURIComponent(name)}`)).text).toContain('недоумок');
    const faulty = await admin.post('/rules/change', { file: name, text: file.replace('\nweak: [', '\nweek: [') });
    expect(faulty.text).toMatch(/lexicon\/insults\.yaml:\d+:\d+ {2}weak/);
    const text = file.replace('\nstrong: [', '\nstrong: [кракозябр*, ');
    const started = await admin.post('/rules/change', { file: name, text });
    const id = /\/rules\/runs\/([0-9a-f-]+)/.exec(started.text)?.[1] ?? '';
    for (let tries = 0; tries < 3000 && house.office.rules.run(id).state === 'running'; tries += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(house.office.rules.run(id).state).toBe('finished');
    expect(await said()).not.toContain('кракозябры»');
    expect((await admin.post('/rules/publish', { run: id, seen: '0' })).status).toBe(303);
    expect(await said()).toContain('оскорбление: «кракозябры»');
    const shown = await admin.get(`/rules?file=${encodeURIComponent(name)}`);
    expect(shown.text).toContain('кракозябр*, ');
    expect(shown.text).toContain('Редакции lexicon/insults.yaml');
  });

  it('8.2.8: two letters stand side by side, with what both say and what is new', async () => {
    const repeat = [...house.office.letters.values()].find(({ value }) =>
      value.findings.some(({ ground }) => ground === 'repeat'),
    );
    const { status, text } = await clerk.get(`${letterPath(repeat?.value.number ?? '')}/compare`);
    expect(status).toBe(200);
    expect(text).toContain('class="cmp-same"');
    expect(comparedHtml('a <b> c', [{ start: 2, end: 5, text: '<b>', what: 'new' }])).toBe(
      'a <mark class="cmp-new">&lt;b&gt;</mark> c',
    );
  });
});
