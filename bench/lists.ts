/**
 * What people look at all day, with a register of years behind it: `npm run bench -- lists [--letters 10000] [--json]`. The sixty letters
 * of the demonstration are laid in again and again over three years, most of them answered; then each page is asked for as its
 * people do, one after another. Milliseconds of whole answers over HTTP.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { LetterEvent } from '../src/domain/event.ts';
import type { Letter } from '../src/domain/letter.ts';
import { timeOrderedId } from '../src/office/time-ordered-id.ts';
import type { LetterDocument } from '../src/store/letter-document.ts';
import { faceOf, noticeIdsOf } from '../src/store/letter-face.ts';
import { startDatabase } from '../test/support/database-process.ts';
import { forget, freshDataDir, startEngine } from '../test/support/engine.ts';

const LETTERS = Number(process.argv[process.argv.indexOf('--letters') + 1] || 0) || 10_000;
const TIMES = 20;
/** Of a hundred letters so many are still in work. */
const OPEN_SHARE = 6;
const DAY = 86_400_000;

const PAGES: Readonly<Record<string, readonly string[]>> = {
  zhurnalova: [
    '/trays/incoming',
    '/dispatch',
    '/control',
    '/journal',
    '/journal?q=сверка',
    '/journal?q=перерасчёт счётчик',
    '/journal?q=000123',
    '/journal?from=2025-03-01&to=2025-03-31',
    '/journal?state=closed&kind=complaint',
    '/journal?ground=repeat',
    '/palette?q=пример',
    '/api/letters?limit=100',
  ],
  obraztsova: ['/trays/assignment', '/trays/approval', '/control', '/journal', '/journal?q=счёт'],
  testov: ['/trays/mine', '/journal?q=акт'],
  podpisantov: ['/sign', '/control'],
  kontroleva: ['/control', '/journal?unit=billing&state=sent', '/reports', '/reports?period=2026', '/reports?period=2025'],
};

const dataDir = freshDataDir();
const database = await startDatabase(join(dataDir, 'years'));
const uri = database.uri.replace(/\/(?=\?|$)/, '/years');
const engine = await startEngine({ DATA_DIR: dataDir, MONGODB_URI: uri }, ['--demo']);
try {
  await fill();
  const rows: { who: string; page: string; p50: number; p95: number; kB: number }[] = [];
  for (const [login, pages] of Object.entries(PAGES)) {
    const cookie = await logIn(login);
    for (const page of pages) rows.push({ who: login, page, ...(await timed(page, cookie)) });
  }
  console.table(rows);
  const worst = Math.max(...rows.map(({ p95 }) => p95));
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ letters: LETTERS, worstP95ms: worst, load: Number((loadavg()[0] ?? 0).toFixed(1)), rows }));
} finally {
  await engine.stop();
  database.child.kill();
  await database.ended;
  forget(dataDir);
}

/** Straight into the collection: what the office would have made of them is in the letters already. */
async function fill(): Promise<void> {
  const client = await MongoClient.connect(uri);
  const letters = client.db().collection<LetterDocument>('letters');
  const models = await letters.find().toArray();
  const isOpen = ({ state }: LetterDocument) => !['sent', 'closed', 'refused', 'supplement', 'set_aside'].includes(state);
  const [open, done] = [models.filter(isOpen), models.filter((each) => !isOpen(each))];
  let batch: LetterDocument[] = [];
  for (let i = 0; i < LETTERS; i += 1) {
    const [from, age] = i % 100 < OPEN_SHARE ? [open, i % 12] : [done, 20 + (i % 1000)];
    const model = from[i % from.length];
    if (model) batch.push(copyOf(model, i, age));
    if (batch.length < 500 && i < LETTERS - 1) continue;
    await letters.insertMany(batch);
    batch = [];
  }
  await client.close();
}

/** The same letter so many days earlier, with a number, an identity and a consumer of its own. */
function copyOf(model: LetterDocument, i: number, age: number): LetterDocument {
  const shifted = JSON.parse(JSON.stringify({ value: model.value, history: model.history }), (_, each: unknown) => {
    if (typeof each !== 'string' || !/^20\d\d-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(each)) return each;
    return new Date(Date.parse(each) - age * DAY).toISOString().slice(0, each.length);
  }) as { value: Letter; history: LetterEvent[] };
  const n = 1000 + i;
  const office = model.value.office;
  const year = Number(shifted.value.registeredOn.slice(0, 4));
  const id = `${timeOrderedId(new Date(shifted.value.receivedAt)).slice(0, 24)}${i.toString(16).padStart(12, '0')}`;
  const { correspondent } = shifted.value.card;
  const value: Letter = {
    ...shifted.value,
    id,
    number: `${office}-${year}/${String(n).padStart(6, '0')}`,
    fingerprint: `copy-${i}`,
    statusCode: `C${i}`,
    mail: shifted.value.mail && { ...shifted.value.mail, messageId: `copy-${i}@years.example` },
    card: {
      ...shifted.value.card,
      correspondent: { ...correspondent, email: correspondent.email && `k${i % 3000}.${correspondent.email}` },
    },
  };
  const { history } = shifted;
  const numberKey = { office, year, n };
  return {
    ...model,
    ...faceOf(value, n, noticeIdsOf(history)),
    _id: id,
    fingerprint: value.fingerprint,
    numberKey,
    value,
    history,
    pending: [],
  };
}

async function logIn(login: string): Promise<string> {
  const page = await fetch(`${engine.url}/login`);
  const html = await page.text();
  const password = new RegExp(`data-login="${login}" data-password="([^"]+)"`).exec(html)?.[1];
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!password || !token) throw new Error(`the log-in page does not show ${login}`);
  const visit = cookiesOf(page);
  const body = new URLSearchParams({ login, password, _csrf: token });
  const answer = await fetch(`${engine.url}/login`, { method: 'POST', body, headers: { cookie: visit }, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`${login} could not log in: ${answer.status}`);
  return cookiesOf(answer);
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

async function timed(page: string, cookie: string): Promise<{ p50: number; p95: number; kB: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let n = 0; n < TIMES + 2; n += 1) {
    const began = performance.now();
    const answer = await fetch(encodeURI(`${engine.url}${page}`), { headers: { cookie } });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${page} answers ${answer.status}`);
    // The first two warm the code
    if (n >= 2) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), kB: Math.round(bytes / 1024) };
}
