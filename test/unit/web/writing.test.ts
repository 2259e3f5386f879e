import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../src/domain/letter.ts';
import { tarOf } from '../../../src/web/tar.ts';
import { PDF } from '../../support/small-pdf.ts';
import { type Browser, letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

const PART = { 'hx-request': 'true' };
const NUMBER = 'ЦО-2026/004385';
const DRAFT = letterPath(NUMBER, '/draft');
const FIELDS = {
  template: 'answer-generic',
  addressee: 'МКУ «Школа-Пример»',
  title: 'О счёте',
  salutation: 'Здравствуйте!',
  text: 'Благодарим Вас за обращение.',
  enclosures: '',
  answerChannel: 'email',
  signatory: 'upravlentsev',
};

let house: WebHouse;

beforeEach(async () => {
  house = await webHouse();
});
afterEach(() => house.close());

const letter = (): Letter | undefined => [...house.office.letters.values()].find(({ value }) => value.number === NUMBER)?.value;
const kept = (text: string) => ({
  seen: text.match(/data-seen="(\d*)"/)?.[1] ?? '',
  base: text.match(/data-base="([^"]*)"/)?.[1] ?? '',
});
const opened = async (browser: Browser) => {
  const { text } = await browser.get(DRAFT);
  const hidden = (name: string) => text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  return { seen: hidden('seen'), base: hidden('base') };
};

describe('8.4.5: writing an answer', () => {
  it('8.4.5: two windows: the later one is shown both texts and takes the one it chooses', async () => {
    const executor = await house.as('testov');
    const [one, two] = [await opened(executor), await opened(executor)];
    await executor.post(DRAFT, { ...FIELDS, ...one, text: 'Первое окно.' }, PART);
    const late = await executor.post(DRAFT, { ...FIELDS, ...two, text: 'Второе окно.' }, PART);
    expect(late.text).toContain('Этот ответ правили и в другом окне');
    for (const text of ['Первое окно.', 'Второе окно.']) expect(late.text).toContain(`<p class="differs">${text}</p>`);
    expect(letter()?.reply?.text).toEqual(['Первое окно.']);
    await executor.post(DRAFT, { ...FIELDS, ...two, text: 'Второе окно.', choose: 'mine' });
    expect(letter()?.reply?.text).toEqual(['Второе окно.']);
  });

  it('8.4.5: a colleague at the same answer is seen, and the text can be gone on with', async () => {
    const [executor, head] = [await house.as('testov'), await house.as('obraztsova')];
    const mine = await opened(executor);
    const hers = await opened(head);
    await executor.post(DRAFT, { ...FIELDS, ...mine, text: 'Текст исполнителя.' }, PART);
    const late = await head.post(DRAFT, { ...FIELDS, ...hers, text: 'Текст начальника.' }, PART);
    expect(late.text).toContain('Пока Вы писали, проект сохранил другой: Тестов');
    const here = await executor.post(`${DRAFT}/here`, {}, PART);
    expect(here.text).toContain('сейчас правит');
    const looked = await executor.get(`${DRAFT}?look=obraztsova`);
    expect(looked.text).toContain('Текст, который пишет Образцова');
    await executor.post(DRAFT, { ...FIELDS, ...(await opened(executor)), choose: 'person:obraztsova' });
    expect(letter()?.reply?.text).toEqual(['Текст начальника.']);
  });

  it('8.4.5: when it cannot go on, the editor comes back with the text and the reason', async () => {
    const executor = await house.as('testov');
    const start = await opened(executor);
    const { status, text } = await executor.post(DRAFT, { ...FIELDS, ...start, text: 'Сумма [сумма].', onward: 'submit' });
    expect(status).toBe(409);
    expect(text).toContain('осталось место для заполнения: «[сумма]»');
    expect(text).toMatch(/<textarea name="text"[^>]*>Сумма \[сумма\]\.<\/textarea>/);
  });

  it('8.4.5, 4.2: beside the draft stands what it lacks, with its place in the text', async () => {
    const executor = await house.as('testov');
    const { text } = await executor.post(
      DRAFT,
      { ...FIELDS, ...(await opened(executor)), text: 'Спасибо.\n\nВаш ПУ верен. Прилагаем акт.' },
      PART,
    );
    expect(text).toMatch(
      /data-jump="text" data-start="14" data-end="16" data-quote="ПУ" data-marked-lack>«ПУ»: лучше прибор учёта/,
    );
    expect(text).toContain('В тексте обещано, а не приложено: акт');
  });

  it('8.4.6, R59: a file goes into the draft, is listed with its sheets, and only by those who see the letter', async () => {
    const executor = await house.as('testov');
    await executor.post(DRAFT, { ...FIELDS, ...(await opened(executor)) }, PART);
    const form = new FormData();
    form.set('_csrf', executor.csrf());
    form.set('file', new Blob([new Uint8Array(PDF)]), 'akt.pdf');
    expect((await executor.upload(`${DRAFT}/files`, form)).status).toBe(303);
    const [file] = letter()?.reply?.files ?? [];
    expect(file).toMatchObject({ title: 'Akt', sheets: 1, type: 'application/pdf' });
    const page = await executor.get(DRAFT);
    expect(page.text).toContain(`name="file" value="${file?.hash}"`);
    expect((await executor.get(`${DRAFT}/files/${file?.hash}`)).headers.get('content-type')).toBe('application/pdf');
    expect((await executor.get(`${DRAFT}/files/${'0'.repeat(64)}`)).status).toBe(404);
    const renamed = { ...FIELDS, ...(await opened(executor)), file: file?.hash ?? '', fileTitle: 'Акт сверки' };
    await executor.post(DRAFT, renamed, PART);
    expect(letter()?.reply?.files?.map(({ title }) => title)).toEqual(['Акт сверки']);
    const stranger = { ...FIELDS, ...(await opened(executor)), file: 'f'.repeat(64), fileTitle: 'Чужое' };
    await executor.post(DRAFT, stranger, PART);
    expect(letter()?.reply?.files).toBeUndefined();
  });
});

describe('8.4.5: approving and signing', () => {
  it('8.4.5: the head returns it with remarks on places; the executor sees each at its place and marks it done', async () => {
    const path = letterPath('ЦО-2026/004380');
    const head = await house.as('obraztsova');
    const desk = await head.get('/trays/approval');
    expect(desk.text).toContain('data-part="text"');
    const found = [...house.office.letters.values()].find(({ value }) => value.number === 'ЦО-2026/004380')?.value;
    const quote = found?.reply?.text[0]?.slice(0, 8) ?? '';
    const notes = JSON.stringify([{ part: 'text', paragraph: 0, start: 0, quote, text: 'Назовите договор' }]);
    await head.post(`${path}/do/return_draft`, { remark: '', notes, onward: '/trays/approval' });
    const executor = await house.as(found?.executor ?? '');
    const draft = await executor.get(`${path}/draft`);
    expect(draft.text).toContain('data-marked-note');
    expect(draft.text).toContain('Назовите договор');
    const done = await executor.post(`${path}/draft/notes/1`, { done: 'yes' }, PART);
    expect(done.text).toContain('сделано');
    expect((await head.post(`${path}/do/return_draft`, { notes: '{"a":1}' })).status).toBe(422);
  });

  it('8.4.5: many are signed by one confirmation, each with a result of its own', async () => {
    const signatory = await house.as('podpisantov');
    expect((await signatory.get('/sign')).text).toContain('id="sign-confirm"');
    const body = new URLSearchParams([
      ['_csrf', signatory.csrf()],
      ['letter', 'ЦО-2026/004122'],
      ['letter', 'ЦО-2026/004412'],
      ['letter', 'ЦО-2026/004385'],
    ]);
    const { status, text } = await signatory.upload('/sign', body as unknown as FormData);
    expect(status).toBe(409);
    expect(text).toMatch(/Подписано: 2\sответа/);
    expect(text).toContain('не подписано: 1');
    expect(text).toMatch(/№ ЦО-2026\/004385: Сейчас обращение в состоянии/);
  });
});

describe('the papers and people of the house', () => {
  it('shows templates, the knowledge base and the library to all who write, and lets those change them who may', async () => {
    const [executor, quality] = [await house.as('testov'), await house.as('kontroleva')];
    for (const path of ['/templates', '/templates/interim', '/knowledge', '/library', '/me']) {
      const { status, text } = await executor.get(path);
      expect([path, status, / style=|\{\{>|undefined/.test(text)]).toEqual([path, 200, false]);
    }
    expect((await executor.get('/templates/interim')).text).toContain('readonly');
    const source = 'title: О деле\n---\nБлагодарим {{executor.nam}}.';
    await quality.get('/templates/interim');
    const bad = await quality.post('/templates/interim', { source, seen: '0' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('letters/interim.hbs:3:');
    expect(bad.text).toContain('executor.nam');
    expect((await quality.post('/templates/interim', { source: source.replace('nam', 'fullName'), seen: '0' })).status).toBe(303);
    expect((await quality.get('/templates/interim/file')).text).toContain('{{executor.fullName}}');
    const tried = await quality.post('/templates/interim/try', { source }, PART);
    expect(tried.text).toContain('имени «executor.nam» нет');
    expect((await quality.get('/templates.tar')).headers.get('content-type')).toBe('application/x-tar');
  });

  it('the administrator hires, is told the password once, and nobody else sees the people', async () => {
    const admin = await house.as('adminov');
    expect((await admin.get('/people')).text).toContain('Тестов Тимофей Тимофеевич');
    const fields = {
      login: 'novikova',
      surname: 'Новикова',
      name: 'Нина',
      position: 'специалист',
      office: 'ЦО',
      unit: 'billing',
      roles: 'executor',
      phone: '8 (000) 000-00-00',
      email: 'n@tbek.example',
    };
    const hired = await admin.post('/people/new', fields);
    const password = hired.text.match(/class="secret-word">([^<]+)</)?.[1] ?? '';
    expect(password).toMatch(/^[a-z2-9-]{19}$/);
    expect((await admin.get('/people/novikova')).text).not.toContain(password);
    const fresh = house.browser();
    await fresh.get('/login');
    expect((await fresh.post('/login', { login: 'novikova', password })).location).toBe('/trays/mine');
    const executor = await house.as('testov');
    expect([(await executor.get('/people')).status, (await executor.get('/people/primerov')).status]).toEqual([409, 409]);
    expect((await (await house.as('obraztsova')).get('/people/testov')).text).toContain('Отметить отсутствие');
  });

  it('a tar has its files in order, each with head, bytes and a sum that agrees', () => {
    const tar = tarOf([{ name: 'letters/a.hbs', content: 'да' }]);
    expect(tar.length % 512).toBe(0);
    expect(tar.toString('latin1', 257, 262)).toBe('ustar');
    const sum = Number.parseInt(tar.toString('latin1', 148, 154), 8);
    const head = Buffer.from(tar.subarray(0, 512)).fill(' ', 148, 156);
    expect(head.reduce((total, byte) => total + byte, 0)).toBe(sum);
    expect(tar.toString('utf8', 512, 516)).toBe('да');
  });

  it('keeps what the window saw last in the answer, so that the next save is no conflict', async () => {
    const executor = await house.as('testov');
    const start = await opened(executor);
    const first = await executor.post(DRAFT, { ...FIELDS, ...start }, PART);
    const second = await executor.post(DRAFT, { ...FIELDS, ...kept(first.text), text: 'Дальше.' }, PART);
    expect(second.text).not.toContain('rival-head');
    expect(letter()?.reply?.text).toEqual(['Дальше.']);
  });
});

describe('outcomes that people add', () => {
  const own = { source: 'label: Отсрочка платежа\ntopics: debt\ntitle: Об отсрочке\n---\nПредлагаем отсрочку: […].' };

  it('are begun on a sheet with the letter beside it, refused with the reason and the text, and added', async () => {
    const quality = await house.as('kontroleva');
    expect((await quality.get('/templates/new')).text).toContain('Добавить исход');
    const bad = await quality.post('/templates/new', { source: own.source.replace('debt', 'money') });
    expect(bad.status).toBe(422);
    expect(bad.text).toMatch(/Исход не добавлен.*тем бывает десять/s);
    expect(bad.text).toContain('topics: money');
    expect(bad.text).toContain('data-unsaved');
    expect((await quality.post('/templates/new', own)).location).toBe('/templates/otsrochka-platezha');
    expect((await quality.get('/templates/otsrochka-platezha')).text).toContain('Убрать из списка');
    expect((await quality.get('/templates')).text).toContain('Отсрочка платежа');
    const executor = await house.as('testov');
    expect((await executor.get('/templates/new')).status).toBe(409);
  });

  it('a template is tried on a letter that is named; one that is not there is said to be so', async () => {
    const quality = await house.as('kontroleva');
    await quality.get('/templates/interim');
    const seen = await quality.post('/templates/interim/try', { ...own, letter: 'ЦО-2026/004401' });
    expect([seen.status, seen.text.includes('data:image/png')]).toEqual([200, true]);
    const missing = await quality.post('/templates/interim/try', { ...own, letter: 'ЦО-2026/999999' });
    expect(missing.text).toContain('Сотрите номер');
  });
});
