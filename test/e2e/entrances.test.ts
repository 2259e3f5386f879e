/** Every other way in, and the engine as a process: uploads, the hot folder, the form, restarts, locks, ports and signals. */
import { execFileSync, spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { customerMail } from '../support/customer.ts';
import { API_TOKEN, eventually, forget, freshDataDir, lettersOf, type RunningEngine, startEngine } from '../support/engine.ts';
import { textOf, visit } from '../support/visitor.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUSSIAN_SENTENCE = /^[А-ЯЁ].*[а-яё].*\.$/su;

let engine: RunningEngine;
let passwords: ReadonlyMap<string, string>;

const count = async () => (await lettersOf(engine.url)).length;

async function upload(files: readonly File[], token: string | null = API_TOKEN, fields: Readonly<Record<string, string>> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const file of files) body.append('file', file);
  const response = await fetch(`${engine.url}/api/letters`, {
    method: 'POST',
    body,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  return { status: response.status, answer: (await response.json()) as { number?: string; error?: string; quarantine?: string } };
}

function file(content: Buffer | string, name: string): File {
  return new File([Uint8Array.from(Buffer.from(content as string))], name);
}

/** A white sheet of its own shade, so that no two are one letter. */
function sheet(shade: number): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 80, channels: 3, background: { r: shade, g: shade, b: 255 } } })
    .png()
    .toBuffer();
}

/** Empty pages. */
function pdfOf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`,
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function mail(n: number): Promise<Buffer> {
  return customerMail({
    from: 'Примеров Павел <primer@consumer.example>',
    subject: `Сверка ${n}`,
    text: `Просим провести сверку расчётов по договору № 90000${n}.`,
    messageId: `<sverka-${n}@consumer.example>`,
  });
}

/** Ends with its exit code and everything that it said. */
function startAndFail(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, said: said.trim() });
    }),
  );
}

/** Processes that this one has started, and those they have started. */
function descendants(pid: number): readonly number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => table.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  engine = await startEngine({});
  passwords = engine.passwords;
}, 90_000);

afterAll(async () => {
  if (engine) {
    await engine.stop();
    forget(engine.dataDir);
  }
});

describe('the upload endpoint', () => {
  it('registers a scan: 201 with the number, and the card can be asked for by it', async () => {
    const { status, answer } = await upload([file(await sheet(250), 'pismo.png')]);
    expect([status, answer.number]).toEqual([201, expect.stringMatching(/^ЦО-\d{4}\/\d{6}$/)]);
    const card = await fetch(`${engine.url}/api/letters/${encodeURIComponent(answer.number ?? '')}`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    expect(await card.json()).toMatchObject({ number: answer.number, channel: 'post', state: 'registered' });
  });

  it('8.4.2: the same file twice is one letter, also under another name', async () => {
    const scan = await sheet(240);
    const first = await upload([file(scan, 'a.png')]);
    const before = await count();
    const second = await upload([file(scan, 'b.png')]);
    expect([second.status, second.answer.number]).toEqual([201, first.answer.number]);
    expect(await count()).toBe(before);
  });

  it('several pages are one letter, and the same pages in another order are another one', async () => {
    const [one, two] = [file(await sheet(230), '1.png'), file(await sheet(220), '2.png')];
    const forward = await upload([one, two]);
    const back = await upload([two, one]);
    expect([forward.status, back.status]).toEqual([201, 201]);
    expect(back.answer.number).not.toBe(forward.answer.number);
  });

  it('8.2.2: a sound PDF is registered, and its bytes come back with headers that let a browser do nothing with them', async () => {
    const pdf = pdfOf(3);
    const { status, answer } = await upload([file(pdf, 'скан письма.pdf')]);
    expect([status, answer.number]).toEqual([201, expect.stringMatching(/^ЦО-\d{4}\/\d{6}$/)]);
    const original = await fetch(`${engine.url}/api/letters/${encodeURIComponent(answer.number ?? '')}/original`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    expect(Buffer.from(await original.arrayBuffer()).equals(pdf)).toBe(true);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expect(original.headers.get('x-content-type-options')).toBe('nosniff');
    expect(original.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  it('8.2.2: a PDF of as many pages as may be is taken, one page more is refused, and nothing of it is kept', async () => {
    expect((await upload([file(pdfOf(50), 'rovno.pdf')])).status).toBe(201);
    const before = await count();
    const { status, answer } = await upload([file(pdfOf(51), 'bolshe.pdf')]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(answer.error).toMatch(/51 стр\., а можно не более 50\. Разделите/);
    expect(await count()).toBe(before);
  });

  it('a mail as a file is read as a mail, and gives back its bytes', async () => {
    const raw = await mail(1);
    const { status, answer } = await upload([file(raw, 'letter.eml')]);
    expect(status).toBe(201);
    const found = (await lettersOf(engine.url)).find(({ number }) => number === answer.number);
    expect(found).toMatchObject({ subject: 'Сверка 1', messageId: expect.stringContaining('sverka-1@consumer.example') });
    const original = await fetch(`${engine.url}/api/letters/${encodeURIComponent(answer.number ?? '')}/original`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    expect(Buffer.from(await original.arrayBuffer()).equals(raw)).toBe(true);
  });

  it.each([
    ['an empty file', () => [file('', 'pusto.pdf')]],
    ['no file at all', () => []],
    ['a program named as a PDF', () => [file(`MZ${'\0'.repeat(200)}`, 'schet.pdf')]],
    ['a text that is neither scan nor mail', () => [file('просто текст', 'zametka.txt')]],
    ['more files than a letter has', () => Array.from({ length: 21 }, (_, n) => file(`${n}`, `${n}.png`))],
    ['more than 25 MB', () => [file(Buffer.alloc(26 * 2 ** 20, 1), 'ogromny.pdf')]],
  ])('%s is refused with a Russian sentence, and nothing is kept', async (_, files) => {
    const before = await count();
    const { status, answer } = await upload(files());
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(answer.error).toMatch(RUSSIAN_SENTENCE);
    expect(await count()).toBe(before);
  });

  it('strangers get 401: without a token, with a wrong one', async () => {
    const scan = file(await sheet(210), 'chuzhoy.png');
    const before = await count();
    expect((await upload([scan], null)).status).toBe(401);
    expect((await upload([scan], `${API_TOKEN}x`)).status).toBe(401);
    expect((await fetch(`${engine.url}/api/letters`)).status).toBe(401);
    expect(await count()).toBe(before);
  });
});

describe('the hot folder', () => {
  const inbox = (...parts: string[]) => join(engine.dataDir, 'inbox', ...parts);

  it('a file that still grows is left alone; quiet, it is registered and moved to done', async () => {
    const raw = await mail(2);
    const half = Math.floor(raw.length / 2);
    const end = Date.now() + 3200;
    await writeFile(inbox('scaner.eml'), raw.subarray(0, half));
    let at = half;
    while (Date.now() < end) {
      await appendFile(inbox('scaner.eml'), raw.subarray(at, at + 5));
      at += 5;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(await readdir(inbox())).toContain('scaner.eml');
    expect((await lettersOf(engine.url)).some(({ subject }) => subject === 'Сверка 2')).toBe(false);
    await appendFile(inbox('scaner.eml'), raw.subarray(at));
    await eventually('it is in done', async () => (await readdir(inbox('done'))).includes('scaner.eml'));
    expect((await lettersOf(engine.url)).filter(({ subject }) => subject === 'Сверка 2')).toHaveLength(1);
    expect((await readFile(inbox('done', 'scaner.eml'))).equals(raw)).toBe(true);
  });

  it('what is no letter goes to failed, with a sentence beside it; an unfinished name is not touched', async () => {
    await writeFile(inbox('prays.docx'), 'не письмо');
    await writeFile(inbox('pusto.pdf'), '');
    await writeFile(inbox('kopiruetsya.pdf.part'), 'ещё идёт');
    await eventually('both are in failed', async () => {
      const failed = await readdir(inbox('failed'));
      return ['prays.docx', 'prays.docx.txt', 'pusto.pdf', 'pusto.pdf.txt'].every((name) => failed.includes(name));
    });
    for (const name of ['prays.docx.txt', 'pusto.pdf.txt']) {
      expect((await readFile(inbox('failed', name), 'utf8')).trim()).toMatch(RUSSIAN_SENTENCE);
    }
    expect(await readdir(inbox())).toContain('kopiruetsya.pdf.part');
  });

  it('a folder of an office numbers by that office; a file moved in whole is taken too', async () => {
    await mkdir(inbox('Ф01'), { recursive: true });
    await writeFile(join(engine.dataDir, 'list.png'), await sheet(200));
    await rename(join(engine.dataDir, 'list.png'), inbox('Ф01', 'list.png'));
    await eventually('the branch has its letter', async () =>
      (await lettersOf(engine.url)).some(({ number }) => /^Ф01-\d{4}\/000001$/.test(number)),
    );
  });
});

describe('entered by hand', () => {
  it('8.2.3: what was told by phone has its number at once; the form sent twice is one letter', async () => {
    const clerk = await visit(engine, 'zhurnalova');
    const [, once = ''] = /name="once" value="([^"]+)"/.exec((await clerk.get('/enter')).text) ?? [];
    const fields = {
      once,
      channel: 'phone',
      subject: 'Нет света на Складской',
      text: 'Просит сообщить, когда включат.',
      person: 'Пробнова П. П.',
      phone: '8 (912) 000-00-21',
    };
    const first = await clerk.upload('/enter', fields);
    expect([first.status, first.location]).toEqual([303, expect.stringMatching(/^\/letters\//)]);
    const before = await count();
    expect((await clerk.upload('/enter', fields)).location).toBe(first.location);
    expect(await count()).toBe(before);
    expect(textOf((await clerk.get(first.location ?? '')).text)).toContain('Нет света на Складской');
  });

  it('without subject and text it says what is missing and keeps what was typed', async () => {
    const clerk = await visit(engine, 'zhurnalova');
    const before = await count();
    const { status, text } = await clerk.upload('/enter', { channel: 'phone', person: 'Пробнова П. П.' });
    expect(status).toBe(422);
    expect(textOf(text)).toContain('Напишите, о чём обращение');
    expect(text).toContain('value="Пробнова П. П."');
    expect(await count()).toBe(before);
  });

  it('a form without the token of its session is turned away, and a stranger is led to the door', async () => {
    const clerk = await visit(engine, 'zhurnalova');
    const before = await count();
    const fields = { channel: 'phone', subject: 'С чужого сайта', text: 'Подложено.' };
    expect((await clerk.upload('/enter', { ...fields, _csrf: 'forged' })).status).toBe(403);
    const stranger = await fetch(`${engine.url}/enter`, { method: 'POST', body: new FormData(), redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/login']);
    expect(await count()).toBe(before);
  });
});

describe('the engine as a process', () => {
  it('a second engine on the same folder says one clear sentence and exits with 1', async () => {
    const { code, said } = await startAndFail({ DATA_DIR: engine.dataDir });
    expect(code).toBe(1);
    expect(said).toMatch(/^Папка .* занята другим процессом.*\.$/);
    expect(await count()).toBeGreaterThan(0);
  });

  it('a taken port likewise, and its database goes with it', async () => {
    const dataDir = freshDataDir();
    try {
      const { code, said } = await startAndFail({ DATA_DIR: dataDir, PORT: new URL(engine.url).port });
      expect(code).toBe(1);
      expect(said).toMatch(/^Порт \d+ занят\. .*\.$/);
      expect(execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })).not.toContain(dataDir);
    } finally {
      forget(dataDir);
    }
  });

  it('SIGTERM ends it with 0, and no process of its own is left', async () => {
    const children = descendants(engine.process.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    expect(await engine.stop()).toBe(0);
    await eventually('all of its children are gone', async () => !children.some(isAlive), 5000);
  });

  it('started again it prints no passwords, knows the old ones, and has every letter', async () => {
    const { dataDir } = engine;
    expect(passwords.size).toBeGreaterThan(10);
    engine = await startEngine({ DATA_DIR: dataDir });
    expect(engine.passwords.size).toBe(0);
    expect(engine.output()).not.toContain('Первый запуск');
    const letters = await lettersOf(engine.url);
    expect(letters.filter(({ subject }) => subject === 'Сверка 2')).toHaveLength(1);
    const clerk = await visit({ url: engine.url, passwords }, 'zhurnalova');
    expect(textOf((await clerk.get('/journal')).text)).toContain('Нет света на Складской');
    const numbers = letters.map(({ number }) => number).filter((number) => number.startsWith('ЦО-'));
    const { answer } = await upload([file(await sheet(190), 'posle.png')]);
    expect(Number(answer.number?.split('/')[1])).toBe(numbers.length + 1);
  });
});
