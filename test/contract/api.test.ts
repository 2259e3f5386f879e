/** The HTTP contract that scripts outside rely on: names and shapes, null for unknown, sentences in Russian for refusals. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CardShape, ListShape } from '../../src/api/shapes.ts';
import type { Letter } from '../../src/domain/letter.ts';
import type { Receipt } from '../../src/office/incoming.ts';
import type { Stored } from '../../src/office/ports/letters.ts';
import { letterPath, TOKEN, type WebHouse, webHouse } from '../support/web-house.ts';

let house: WebHouse;
let next: Receipt = { key: 'k', outcome: 'registered', number: 'ЦО-2026/004600', letterId: 'x', again: false };

beforeAll(async () => {
  house = await webHouse({ receive: async () => [next], limits: { uploadBytes: 5000, uploadFiles: 3 } });
});
afterAll(() => house.close());

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${house.base}${path}`, { ...init, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } });
const apiPath = (number: string, rest = '') => `/api${letterPath(number, rest)}`;

describe('GET /healthz', () => {
  it('is 200 when letters can be taken, 503 with reasons otherwise, and needs no key', async () => {
    expect((await fetch(`${house.base}/healthz`)).status).toBe(200);
    house.office.ill.push('Диск полон. Освободите место.');
    const ill = await fetch(`${house.base}/healthz`);
    house.office.ill.pop();
    expect(ill.status).toBe(503);
    expect(await ill.json()).toMatchObject({ ready: false, reasons: ['Диск полон. Освободите место.'], version: '0.1.0' });
  });
});

describe('the key', () => {
  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer wrong' }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ])('401 with %s', async (_, headers) => {
    for (const path of ['/api/letters', '/api/letters/1', '/api/nothing']) {
      const answer = await fetch(`${house.base}${path}`, { headers });
      expect([path, answer.status, await answer.json()]).toEqual([path, 401, { error: expect.stringContaining('Bearer') }]);
    }
  });

  it('is the session of a person too; a POST then needs the token of the page', async () => {
    const clerk = await house.as('zhurnalova');
    expect((await clerk.get('/api/letters')).status).toBe(200);
    expect((await clerk.post('/api/letters')).status).toBe(401);
    expect((await clerk.post('/api/letters', {}, { 'x-csrf-token': clerk.csrf() })).status).toBe(415);
  });
});

describe('GET /api/letters', () => {
  it('gives rows newest first, a page at a time, unknown fields as null', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer = await api(`/api/letters?limit=10${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      const page = ListShape.strict().parse(await answer.json());
      seen.push(...page.items.map(({ number }) => number));
      after = page.next;
    } while (after);
    const values = [...house.office.letters.values()].map(({ value }) => value);
    const came = ({ registeredAt, number }: (typeof values)[number]) => `${registeredAt} ${number}`;
    expect(seen).toEqual(values.sort((a, b) => came(b).localeCompare(came(a))).map(({ number }) => number));
  });

  it('has exactly the names of the contract', async () => {
    const { items } = (await (await api('/api/letters?q=4511')).json()) as { items: object[] };
    expect(items).toEqual([
      {
        number: 'ЦО-2026/004511',
        subject: 'Скан, 3 листа',
        from: null,
        receivedOn: '2026-11-23',
        dueOn: '2026-12-14',
        state: 'registered',
        messageId: null,
        findings: [{ ground: 'illegible', clause: '8.2.7', decision: 'open', score: expect.closeTo(0.59), repeatOf: null }],
      },
    ]);
  });

  it('takes limits that make no sense for its own', async () => {
    for (const limit of ['0', '-1', 'x', '99999']) expect((await api(`/api/letters?limit=${limit}`)).status).toBe(200);
  });
});

describe('GET /api/letters/:number', () => {
  it('gives each letter as a card without a missing field', async () => {
    for (const { value } of house.office.letters.values()) {
      const card = CardShape.strict().parse(await (await api(apiPath(value.number))).json());
      expect(card).toMatchObject({ number: value.number, state: value.state, text: value.text });
    }
  });

  it('tells who signed or locked the mail on his own computer, null for nobody', async () => {
    const [[id, stored]] = [...house.office.letters] as [[string, Stored<Letter>]];
    expect(CardShape.parse(await (await api(apiPath(stored.value.number))).json()).seal).toBeNull();
    const seal = { kind: 'smime', what: 'signed', by: 'Иван Петров' } as const;
    house.office.letters.set(id, { ...stored, value: { ...stored.value, seal } });
    expect(CardShape.strict().parse(await (await api(apiPath(stored.value.number))).json()).seal).toEqual(seal);
    house.office.letters.set(id, stored);
  });

  it('404 with a sentence for a number that is not there', async () => {
    const answer = await api(apiPath('ЦО-2026/999999'));
    expect([answer.status, await answer.json()]).toEqual([404, { error: 'Карточки № ЦО-2026/999999 нет.' }]);
  });

  it('gives the bytes that came in', async () => {
    const answer = await api(apiPath('ЦО-2026/004401', '/original'));
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['message/rfc822', 'original 0']);
    expect((await api(apiPath('ЦО-2026/004401', '/original?index=7'))).status).toBe(404);
  });
});

describe('POST /api/letters', () => {
  const post = async (form: FormData) => {
    const answer = await api('/api/letters', { method: 'POST', body: form });
    return [answer.status, await answer.json()];
  };
  const scans = (...contents: readonly string[]) => {
    const form = new FormData();
    for (const [index, content] of contents.entries()) form.append('file', new Blob([content]), `${index + 1}.png`);
    return form;
  };

  it('201 with the number: one letter, its files in page order, fields beside them', async () => {
    const form = scans('one', 'two');
    for (const [name, value] of Object.entries({ office: 'Ф02', subject: 'Замена счётчика', from: 'info@primer.example' }))
      form.set(name, value);
    expect(await post(form)).toEqual([201, { number: 'ЦО-2026/004600' }]);
    const incoming = house.office.received.at(-1);
    expect(incoming).toMatchObject({
      key: '',
      channel: 'post',
      office: 'Ф02',
      source: 'загрузка',
      entered: { subject: 'Замена счётчика', email: 'info@primer.example', person: null },
    });
    expect(incoming?.files.map(({ content }) => content.toString())).toEqual(['one', 'two']);
  });

  it('takes a mail for a mail, and nothing told for nothing entered', async () => {
    const form = new FormData();
    form.append('file', new Blob(['From: a@b.example\r\n\r\nтекст']), 'letter.eml');
    await post(form);
    expect(house.office.received.at(-1)).toMatchObject({ channel: 'email', office: 'ЦО', entered: null });
  });

  it('202 with the reason when people have to look first', async () => {
    next = { key: 'k', outcome: 'quarantined', reason: 'Автоматический ответ.' };
    expect(await post(scans('x'))).toEqual([202, { quarantine: 'Автоматический ответ.' }]);
  });

  it('8.4.6: 201 with the letter and `copyOf` when the scan is our own answer, signed: it becomes its copy, no new letter', async () => {
    const { findSigned, takeSigned } = house.office;
    const scan = { letterId: 'x', number: 'ЦО-2026/004401', outgoingNumber: 'ЦО-И-2026/000012', again: false };
    const before = house.office.received.length;
    Object.assign(house.office, { findSigned: async () => scan, takeSigned: async () => scan });
    const answers = [await post(scans('signed')), await post(scans('signed'))];
    Object.assign(house.office, { findSigned: () => Promise.reject(new Error('no poppler')) });
    const without = await post(scans('signed'));
    Object.assign(house.office, { findSigned, takeSigned });
    const copy = [201, { number: 'ЦО-2026/004401', copyOf: 'ЦО-И-2026/000012' }];
    expect(answers).toEqual([copy, copy]);
    // Where marks cannot be read it is a letter
    expect(without[0]).toBe(202);
    expect(house.office.received).toHaveLength(before + 1);
  });

  it('415 with a sentence when the file is refused', async () => {
    next = { key: 'k', outcome: 'rejected', reason: 'Это программа, а не письмо.' };
    expect(await post(scans('MZ'))).toEqual([415, { error: 'Это программа, а не письмо.' }]);
  });

  it.each([
    ['400 without a file', () => new FormData(), 400, /Файла нет/],
    ['400 with an empty file', () => scans(''), 400, /Файл пустой/],
    ['413 over the limit', () => scans('x'.repeat(6000)), 413, /больше/],
    ['413 with too many files', () => scans('a', 'b', 'c', 'd'), 413, /Слишком много файлов/],
    ['422 with an office that does not exist', () => withField(scans('x'), 'office', 'Ф99'), 422, /Офиса «Ф99» нет/],
    ['422 with a channel that does not exist', () => withField(scans('x'), 'channel', 'pigeon'), 422, /channel/],
    ['422 with a day that does not exist', () => withField(scans('x'), 'receivedOn', '2026-02-30'), 422, /2026-02-30/],
  ])('%s, and nothing is handed in', async (_, form, status, sentence) => {
    const before = house.office.received.length;
    expect(await post(form())).toEqual([status, { error: expect.stringMatching(sentence) }]);
    expect(house.office.received).toHaveLength(before);
  });

  it('415 for JSON', async () => {
    const answer = await api('/api/letters', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(415);
  });

  const withField = (form: FormData, name: string, value: string) => {
    form.set(name, value);
    return form;
  };
});

describe('a failure of ours', () => {
  it('is 500 with a sentence; what happened goes to the log alone', async () => {
    const { journal } = house.office;
    Object.assign(house.office, { journal: async () => Promise.reject(new Error('secret path')) });
    const answer = await api('/api/letters');
    Object.assign(house.office, { journal });
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { error: 'Сервер не справился с запросом. Повторите его через минуту.' },
    ]);
    expect(house.logged.at(-1)).toContain('secret path');
  });
});

it('GET /letters/:number/options lists each step of the state, allowed or with its reasons', async () => {
  const executor = await house.as('testov');
  const { text } = await executor.get(letterPath('ЦО-2026/004385', '/options'));
  const { options } = JSON.parse(text) as { options: { command: string; allowed: boolean; reasons: string[] }[] };
  expect(options.find(({ command }) => command === 'draft')).toMatchObject({ allowed: true, reasons: [] });
  expect(options.find(({ command }) => command === 'extend')?.reasons.join(' ')).toContain('п. 8.2.5');
});
