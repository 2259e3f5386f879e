import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse;
beforeAll(async () => {
  house = await webHouse();
});
afterAll(() => house.close());

/** Every route of the screens, as express keeps them. */
function routes(method: 'get' | 'post'): readonly string[] {
  const { stack } = house.app.router as unknown as {
    stack: { route?: { path: string | readonly string[]; methods: Record<string, boolean> } }[];
  };
  return [...new Set(stack.flatMap(({ route }) => (route?.methods[method] ? [route.path].flat() : [])))];
}

function filled(path: string): string {
  const values: Record<string, string> = {
    number: encodeURIComponent('ЦО-2026/004401'),
    tray: 'incoming',
    command: 'extend',
    page: '0.png',
  };
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '0');
}

/** For consumers, who have no log-in. */
const PUBLIC = ['/login', '/status', '/status/:code', '/check', '/check/:number', '/write'];

/** Forms with files: the token stands inside of what is no form at all. */
const WITH_FILES = [
  '/write',
  '/enter',
  '/library',
  '/letters/:number/draft/files',
  '/batch/files',
  '/letters/:number/rescan',
  '/letters/:number/signed',
];

describe('the door', () => {
  it('knows some thirty screens and a handful of forms', () => {
    expect(routes('get').length).toBeGreaterThan(20);
    expect(routes('post')).toEqual(
      expect.arrayContaining(['/login', '/logout', '/sign', '/quarantine', '/enter', '/letters/:number/do/:command']),
    );
  });

  it('leads every screen without a session to the log-in, and back after it', async () => {
    for (const path of routes('get').filter((each) => !PUBLIC.includes(each))) {
      const { status, location } = await house.browser().get(filled(path));
      expect([path, status, location]).toEqual([path, 303, `/login?next=${encodeURIComponent(filled(path))}`]);
    }
  });

  it('asks an htmx part without a session to load the log-in', async () => {
    const { status, headers } = await house.browser().get('/trays/incoming/news', { 'hx-request': 'true' });
    expect([status, headers.get('hx-redirect')]).toEqual([401, '/login']);
  });

  it('opens no POST to a form without the token of its session', async () => {
    const clerk = await house.as('zhurnalova');
    for (const path of routes('post')) {
      const plain = await clerk.post(filled(path), { _csrf: '' });
      const guessed = await clerk.post(filled(path), { _csrf: 'x'.repeat(43) });
      // The form with files is no such form at all: it is tried below
      const closed = WITH_FILES.includes(path) ? 415 : 403;
      expect([path, plain.status, guessed.status]).toEqual([path, closed, closed]);
    }
    for (const path of WITH_FILES) {
      const upload = new FormData();
      upload.set('subject', 'без ключа');
      expect([path, (await clerk.upload(filled(path), upload)).status]).toEqual([path, 403]);
    }
  });

  it('opens no POST that another site sends, even with the token', async () => {
    const clerk = await house.as('zhurnalova');
    const path = letterPath('ЦО-2026/004508', '/do/set_aside');
    expect((await clerk.post(path, { reason: 'реклама' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await clerk.post(path, { reason: 'реклама' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect(house.office.letters.get('letter-4508')?.value.state).toBe('registered');
  });

  it('gives one person no use of the token of another', async () => {
    const [clerk, executor] = [await house.as('zhurnalova'), await house.as('testov')];
    expect(clerk.csrf()).not.toBe(executor.csrf());
    const { status } = await clerk.post(letterPath('ЦО-2026/004508', '/do/set_aside'), {
      _csrf: executor.csrf(),
      reason: 'реклама',
    });
    expect(status).toBe(403);
  });

  it('tells a wrong password from a right one, and keeps the cookie away from scripts and other sites', async () => {
    const stranger = house.browser();
    await stranger.get('/login');
    const wrong = await stranger.post('/login', { login: 'zhurnalova', password: 'не то' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Имя или пароль не подошли')]);
    const right = await stranger.post('/login', { login: 'zhurnalova', password: 'chancery-demo', next: '/journal' });
    expect([right.status, right.location]).toEqual([303, '/journal']);
    expect(right.headers.getSetCookie().find((each) => each.startsWith('chancery='))).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('never leads out of the house after the log-in', async () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
      const stranger = house.browser();
      await stranger.get('/login');
      const { location } = await stranger.post('/login', { login: 'zhurnalova', password: 'chancery-demo', next });
      expect(location).toBe('/trays/incoming');
    }
  });

  it('closes behind who leaves', async () => {
    const clerk = await house.as('zhurnalova');
    expect((await clerk.post('/logout')).location).toBe('/login');
    expect((await clerk.get('/journal')).status).toBe(303);
  });

  it('shuts for a while after too many wrong passwords', async () => {
    const busy = await webHouse({ limits: { loginAttempts: 3 } });
    const stranger = busy.browser();
    await stranger.get('/login');
    const tries: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1)
      tries.push((await stranger.post('/login', { login: 'zhurnalova', password: 'x' })).status);
    await busy.close();
    expect(tries).toEqual([422, 422, 422, 429]);
  });
});

describe('what the browser is told', () => {
  it('nothing inline, nothing from elsewhere, no frame around us, no copy in a cache', async () => {
    const { headers } = await (await house.as('zhurnalova')).get('/trays/incoming');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('keeps styles, scripts and faces for good, under an address that changes with them', async () => {
    const { text } = await house.browser().get('/login');
    const addresses = [...text.matchAll(/(?:href|src)="(\/static\/[^"#]+)"/g)].map(([, each = '']) => each);
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) {
      const { status, headers } = await house.browser().get(address);
      expect([address, status, headers.get('cache-control')]).toEqual([address, 200, 'public, max-age=31536000, immutable']);
    }
  });
});
