import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Letter } from '../../../src/domain/letter.ts';
import { readWords } from '../../../src/web/words.ts';
import { type Browser, letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

const PEOPLE = ['zhurnalova', 'obraztsova', 'testov', 'podpisantov', 'upravlentsev', 'pravilov', 'kontroleva', 'adminov'];
let house: WebHouse;
const people = new Map<string, Browser>();

beforeAll(async () => {
  house = await webHouse();
  for (const login of PEOPLE) people.set(login, await house.as(login));
});
afterAll(() => house.close());

function browserOf(login: string): Browser {
  const found = people.get(login);
  if (!found) throw new Error(`nobody is named ${login}`);
  return found;
}

function oneOfEachState(): readonly Letter[] {
  return [...new Map([...house.office.letters.values()].map(({ value }) => [value.state, value])).values()];
}

/** Whole pages, nothing forgotten in them, nothing that the policy forbids. */
function sound(path: string, text: string): void {
  expect([path, text.includes('[object Object]'), />\s*(?:undefined|null|NaN)\s*</.test(text), /\{\{|\}\}/.test(text)]).toEqual([
    path,
    false,
    false,
    false,
  ]);
  expect([path, / style=|<style|<script(?! src=)|javascript:| on[a-z]+=/.test(text)]).toEqual([path, false]);
}

describe('every screen', () => {
  it.each(PEOPLE)('is whole for %s', async (login) => {
    const paths = [
      '/trays/incoming',
      '/trays/assignment',
      '/trays/mine',
      '/trays/approval',
      '/trays/control',
      '/trays/control?only=hot',
      '/control',
      '/quarantine',
      '/quarantine/mail?key=imap:kanc:9001',
      '/dispatch',
      '/sign',
      '/journal',
      '/journal?print=1',
      '/journal?q=перерасчёт&from=2026-11-01&ground=repeat',
      '/enter',
      '/health',
      '/palette?q=прим',
    ];
    for (const path of paths) {
      const { status, text } = await browserOf(login).get(encodeURI(path));
      expect([path, status]).toEqual([path, 200]);
      sound(path, text);
    }
    expect(house.logged).toEqual([]);
  });

  it('shows each letter of each state to the clerk, the head and the executor', async () => {
    for (const { value } of house.office.letters.values()) {
      for (const login of ['zhurnalova', 'obraztsova', 'testov']) {
        const { status, text } = await browserOf(login).get(letterPath(value.number));
        expect([value.number, status]).toEqual([value.number, 200]);
        expect(text).toContain(`Вх. № ${value.number}`);
        sound(value.number, text);
      }
    }
  });

  it('has a form for every step in every state, as a page and as a part', async () => {
    const commands = Object.keys(readWords().commands);
    for (const value of oneOfEachState()) {
      for (const command of commands) {
        const path = letterPath(value.number, `/do/${command}`);
        const part = await browserOf('obraztsova').get(path, { 'hx-request': 'true' });
        expect([path, part.status, part.text.trimStart().startsWith('<form')]).toEqual([path, 200, true]);
        sound(path, part.text);
      }
    }
    const page = await browserOf('obraztsova').get(letterPath('ЦО-2026/004401', '/do/extend'));
    expect(page.text).toContain('<!doctype html>');
  });

  it('says all that stands in the way beside a button that cannot be pressed', async () => {
    const { text } = await browserOf('testov').get(letterPath('ЦО-2026/004401'));
    expect(text).toMatch(/aria-disabled="true"[^>]*data-label="Продлить"/);
    expect(text).toContain('Решает руководитель подразделения «Отдел расчётов» (п. 8.2.4).');
  });

  it('8.2.6–8.2.10: shows all five grounds in order above each letter, found or not', async () => {
    const { text } = await browserOf('obraztsova').get(letterPath('ЦО-2026/004401'));
    const cells = [...text.matchAll(/<li class="(\w+) g-([a-z-]+)">/g)].map(([, state, ground]) => `${ground}: ${state}`);
    expect(cells).toEqual(['abuse: fine', 'illegible: fine', 'repeat: open', 'confidential: open', 'no-contacts: fine']);
    expect(text).toContain('Но есть новый довод: прилагаем акт № 318 от 28.08.2026.');
  });

  it('8.2.6: hides sender and subject of an abusive letter in lists until it is opened', async () => {
    const list = await browserOf('zhurnalova').get('/trays/incoming');
    expect(list.text).toContain('скрыто до проверки');
    expect(list.text).not.toContain('zloy@pochta.example');
    expect((await browserOf('zhurnalova').get(letterPath('ЦО-2026/004518'))).text).toContain('zloy@pochta.example');
  });

  it('tells what does not exist, with a way on', async () => {
    for (const path of [
      '/nowhere',
      '/trays/everything',
      letterPath('ЦО-2026/999999'),
      letterPath('ЦО-2026/004401', '/attachments/7'),
      letterPath('ЦО-2026/004401', '/do/register'),
    ]) {
      const { status, text } = await browserOf('zhurnalova').get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toContain('Вернуться к списку');
    }
  });

  it('shows a failure of ours with a code to tell by phone, and logs the same code', async () => {
    const broken = await webHouse();
    broken.office.letters.clear();
    Object.assign(broken.office, { counts: async () => Promise.reject(new Error('database is gone')) });
    const stranger = broken.browser();
    await stranger.get('/login');
    await stranger.post('/login', { login: 'zhurnalova', password: 'chancery-demo' });
    const { status, text } = await stranger.get('/journal');
    await broken.close();
    expect(status).toBe(500);
    expect(text).toMatch(/Код: [2-9A-Z]{3}-[2-9A-Z]{3}/);
    expect(text).not.toContain('database is gone');
    expect(broken.logged[0]).toContain('database is gone');
  });
});

describe('files of a letter', () => {
  it('a picture or a PDF is shown, all else is saved; neither may run anything', async () => {
    const pdf = await browserOf('zhurnalova').get(letterPath('ЦО-2026/004401', '/attachments/0'));
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toMatch(/^inline; filename="[^"]*"; filename\*=UTF-8''/);
    const raw = await browserOf('zhurnalova').get(letterPath('ЦО-2026/004401', '/originals/0'));
    expect(raw.headers.get('content-type')).toBe('application/octet-stream');
    expect(raw.headers.get('content-disposition')).toMatch(/^attachment/);
    for (const { headers } of [pdf, raw]) expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  it('the mail as its sender saw it comes without scripts, links and pictures from outside', async () => {
    const { text, headers } = await browserOf('zhurnalova').get(letterPath('ЦО-2026/004401', '/mail'));
    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  it('a scan comes page by page, the answer as PDF and as pictures', async () => {
    const clerk = browserOf('zhurnalova');
    expect((await clerk.get(letterPath('ЦО-2026/004511', '/pages/0/0.png'))).headers.get('content-type')).toBe('image/png');
    expect((await clerk.get(letterPath('ЦО-2026/004390', '/reply.pdf'))).headers.get('content-type')).toBe('application/pdf');
    expect((await clerk.get(letterPath('ЦО-2026/004412', '/sheet.pdf'))).headers.get('content-type')).toBe('application/pdf');
    expect((await clerk.get(letterPath('ЦО-2026/004412', '/reply-pages/0.png'))).headers.get('content-type')).toBe('image/png');
  });
});
