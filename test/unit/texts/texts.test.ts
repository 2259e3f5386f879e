import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { date, longDate, plural } from '../../../src/texts/helpers.ts';
import { loadTexts } from '../../../src/texts/texts.ts';
import { unfilled } from '../../../src/texts/unfilled.ts';

const data = {
  salutation: 'Уважаемый Андрей Борисович!',
  company: {
    shortName: 'АО «ТБЭК»',
    fullName: 'Общество',
    address: 'г. Таёжноборск',
    phone: '8 (000) 000-00-00',
    email: 'kanc@tbek.example',
    hours: 'пн–пт',
  },
  incoming: {
    number: 'ЦО-2026/004512',
    date: '2026-11-06',
    receivedAt: '2026-11-05',
    customerRef: '214-П',
    customerRefDate: null,
    subject: 'Сверка',
  },
  contract: { number: null },
  hurry: { by: 'Образцова О. О.', message: 'ждут в суде' },
  due: { date: '2026-11-27', originalDate: '2026-11-27', newDate: '2026-12-04' },
  extension: { reason: 'запрошены показания у сетевой организации' },
  department: { name: 'Отдел расчётов', head: 'Образцова Ольга Олеговна', phone: '8 (000) 000-00-00' },
  executor: { fullName: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00' },
  outgoing: { number: 'ЦО-И-2026/001847', date: '2026-11-23' },
  signer: { position: 'Первый заместитель', nameInitials: 'П. И. Подписантов' },
  previous: { outgoingNumber: 'ЦО-И-2026/000777', outgoingDate: '2026-08-03' },
  illegible: { parts: null },
  confidential: { category: 'сведения о других потребителях', question: null, canProveRight: true },
  answerablePart: null,
  answerChannelLabel: 'электронная почта',
  statusUrl: 'http://127.0.0.1/status',
  statusCode: 'А1Б2',
  attachments: { count: 1 },
  original: null,
  resolution: null,
  cardUrl: 'http://127.0.0.1/letters/1',
};

describe('the letters of the house', () => {
  const texts = loadTexts('templates');
  const ids = readdirSync('templates/letters').flatMap((file) => (file.endsWith('.hbs') ? [file.slice(0, -4)] : []));

  it.each(ids)('%s is written with the names of templates/README.md, without holes and without a raised voice', (id) => {
    const { title, text } = texts.letter(id, data);
    expect(title).toMatch(/^(?:О|Об) /);
    expect(title).not.toMatch(/\.$/);
    expect(text.length).toBeGreaterThan(1);
    const whole = [title, ...text].join('\n');
    expect(whole).not.toMatch(/undefined|null|\{\{|\[object| {2}|\(\)|!/);
    expect(whole).not.toMatch(/отказываем|обязаны были|не положено/i);
  });

  it('8.4.5: every letter that people answer for names the executor and his telephone', () => {
    for (const id of ids.filter((each) => !['refusal-abuse', 'refusal-no-contact', 'receipt'].includes(each))) {
      expect(texts.letter(id, data).text.join(' ')).toMatch(/Тестов Тимофей Тимофеевич.*8\u00a0\(000\)/);
    }
  });

  it.each([
    ['refusal-abuse', '8.2.6'],
    ['refusal-illegible', '8.2.7'],
    ['refusal-repeat', '8.2.8'],
    ['refusal-confidential', '8.2.9'],
    ['refusal-no-contact', '8.2.10'],
    ['extended', '8.2.5'],
  ])('%s names its clause, %s, and what can be done next', (id, clause) => {
    const text = texts.letter(id, data).text.join(' ');
    expect(text).toContain(clause);
    expect(text).toMatch(/[Пп]росим|пожалуйста|подскажем/);
  });

  it('8.2.8: the copy of the earlier answer is enclosed', () => {
    expect(texts.letter('refusal-repeat', data).enclosures).toEqual(['Копия письма № ЦО-И-2026/000777 от 03.08.2026 в 1 экз.']);
  });

  it('outcomes have their letters, and no refusal is among them', () => {
    const outcomes = texts.outcomes();
    expect(outcomes.map(({ id }) => id)).toContain('answer-billing-confirmed');
    for (const { id } of outcomes) expect(ids).toContain(id);
    expect(outcomes.filter(({ id }) => id.startsWith('refusal'))).toEqual([]);
  });

  it('answers leave the facts of the matter to people: places to fill in are found', () => {
    expect(unfilled(texts.letter('answer-billing-confirmed', data).text)).toEqual([1, 2]);
    expect(unfilled(['Сумма […] руб.', 'Всё готово [1].', '[… период]'])).toEqual([0, 2]);
  });
});

describe('the mails of the house', () => {
  const texts = loadTexts('templates');

  it.each(['registered', 'reply', 'extended', 'assigned', 'hurried'])(
    '%s says the same in text and HTML, with nothing from elsewhere',
    (id) => {
      const { subject, text, html } = texts.mail(id, data);
      expect(subject).toContain('ЦО-2026/004512');
      expect(text).not.toMatch(/[<>{}]|&[a-z]+;/);
      expect(html).not.toMatch(/<(?:img|script|link|style)|url\(|src=/i);
      const addressed = (markup: string) => markup.replace(/<a href="([^"]*)"[^>]*>/g, ' $1 ').replaceAll('&nbsp;', ' ');
      const read = (markup: string) =>
        addressed(markup)
          .replace(/<title>.*<\/title>|<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ');
      for (const sentence of text.split('\n-- \n')[0]?.split(/\n+/).slice(1) ?? []) {
        for (const word of sentence.split(/[\s.,:;()]+/).filter((each) => each.length > 5)) expect(read(html)).toContain(word);
      }
    },
  );

  it('8.4.2: the acknowledgement has number, day and term', () => {
    const { text } = texts.mail('registered', data);
    expect(text).toContain('\n-- \n');
    expect(text).toMatch(/№ ЦО-2026\/004512 от 06\.11\.2026, Ваш исходящий № 214-П\./);
    expect(text).toContain('не позднее 27.11.2026');
  });

  it('what is filled in is escaped in HTML and adds no line to subject or text', () => {
    const hostile = { ...data, incoming: { ...data.incoming, subject: '<b>Тема</b>\r\nBcc: x@y.example\n\n--' } };
    const { subject, text, html } = texts.mail('assigned', hostile);
    expect(html).toContain('&lt;b&gt;Тема&lt;/b&gt; Bcc: x@y.example');
    expect(text).toContain('Тема: <b>Тема</b> Bcc: x@y.example --');
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('a template', () => {
  let dir = '';
  const write = (file: string, source: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), source);
  };
  const letter = (body: string) => write('letters/x.hbs', `title: О деле\n---\n${body}\n`);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'texts-'));
    write('letters/outcomes.yaml', '- { id: x, label: Икс, topics: [billing] }\n');
    letter('Здравствуйте.');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it.each([
    ['{{a.b}}', { a: {} }, 'letters/x.hbs:3:3: "b" is not given'],
    ['{{#if b}}да{{/if}}', {}, '"b" is not given'],
    ['{{#if a.b}}да{{/if}}', { a: {} }, '"b" is not given'],
    ['{{#each b}}да{{/each}}', {}, '"b" is not given'],
    ['{{date b}}', {}, '"b" is not given'],
    ['{{a.b}}', { a: null }, '"b" is not given'],
    ['{{a}}', { a: null }, '"a" is empty, and is printed'],
    ['{{a.constructor}}', { a: { b: 1 } }, 'is empty, and is printed'],
    ['{{date a}}', { a: '2026-02-30T00:00Z' }, 'letters/x.hbs:3:1: "2026-02-30T00:00Z" is not a day'],
  ])('%s with %j stops and names template, place and word', (body, given, message) => {
    letter(body);
    expect(() => loadTexts(dir).letter('x', given)).toThrow(message);
  });

  it('with faults is not loaded; all faults are told at once, each with its place', () => {
    letter('{{#if a}}');
    write('letters/y.hbs', 'title: О\nгде-то\n---\n');
    write('parts/p.hbs', '\n{{unknown 1}}');
    write('screens/s.hbs', '{{> parts/nowhere}}');
    write('mails/m.txt.hbs', 'без темы');
    write('mails/n.html.hbs', '');
    const faults = [
      /^letters\/x\.hbs:\d+:1: Parse error/m,
      /^letters\/y\.hbs:2:1: neither/m,
      /^parts\/p\.hbs:2:1: .*unknown helper unknown/m,
      /^screens\/s\.hbs:1:1: there is no partial "parts\/nowhere"/m,
      /^mails\/m\.txt\.hbs:1:1: mails\/m\.html\.hbs is missing/m,
      /^mails\/n\.html\.hbs:1:1: mails\/n\.txt\.hbs is missing/m,
      /^letters\/outcomes\.yaml: outcome 1: there is no letter "x"/m,
    ];
    for (const fault of faults) expect(() => loadTexts(dir)).toThrow(fault);
  });

  it('of a letter keeps its paragraphs, whatever is filled in', () => {
    letter('Первый\nабзац: {{a}}.\n\n{{#if b}}\nНе виден.\n{{/if}}\n\nВторой.');
    expect(loadTexts(dir).letter('x', { a: 'раз\n\nдва', b: null }).text).toEqual(['Первый абзац: раз два.', 'Второй.']);
  });

  it('of a page stands in its layout, with parts, and is escaped', () => {
    write('layout/page.hbs', '<main>{{title}}: {{> @partial-block}}</main>');
    write('parts/row.hbs', '<li>{{text}}</li>');
    write('screens/list.hbs', '{{#> layout/page title="Лоток"}}{{#each rows}}{{> parts/row}}{{/each}}{{/layout/page}}');
    const texts = loadTexts(dir);
    expect(texts.page('list', { rows: [{ text: '<раз>' }, { text: 'два' }] })).toBe(
      '<main>Лоток: <li>&lt;раз&gt;</li><li>два</li></main>',
    );
    expect(texts.page('parts/row', { text: 1 })).toBe('<li>1</li>');
    expect(() => texts.page('list', { rows: [{}] })).toThrow(/parts\/row\.hbs:1:\d+: "text" is not given/);
    expect(() => texts.page('nowhere', {})).toThrow(/known: .*screens\/list/);
  });

  it('in development is read anew at each call', () => {
    const fresh = loadTexts(dir, { reload: true });
    const kept = loadTexts(dir);
    letter('Иначе.');
    expect(fresh.letter('x', {}).text).toEqual(['Иначе.']);
    expect(kept.letter('x', {}).text).toEqual(['Здравствуйте.']);
  });
});

describe('the helpers', () => {
  it('write days, and refuse instants: their day depends on the zone', () => {
    expect(date('2026-11-23')).toBe('23.11.2026');
    expect(date('23.11.2026')).toBe('23.11.2026');
    expect(longDate('2026-11-03')).toBe('3\u00a0ноября\u00a02026\u00a0г.');
    expect(() => date('2026-11-23T10:00:00Z')).toThrow('is not a day');
  });

  it.each([
    [1, '1 день'],
    [2, '2 дня'],
    [5, '5 дней'],
    [11, '11 дней'],
    [21, '21 день'],
    [112, '112 дней'],
    [1.5, '1.5 дня'],
  ])('count: %d', (count, said) => {
    expect(plural(count, 'день', 'дня', 'дней').replace('\u00a0', ' ')).toBe(said);
  });
});
